"""The notices on which a list hangs or has hung."""

from students.models import PublicNotice
from subsidies.models import EntitlementList


def notices_of(entitlement_list: EntitlementList) -> list[PublicNotice]:
    """The newest first, those that were replaced too."""
    of_list = PublicNotice.objects.filter(rows__posted_entitlement__entitlement__list=entitlement_list)
    return list(of_list.distinct().order_by("-pk"))
