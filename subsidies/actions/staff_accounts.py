"""register, remove: accounts of people who work for the schools, known by their blind index alone."""

from collections.abc import Collection, Sequence

from django.db import transaction

from aid_portal import audit, crypto
from aid_portal.models import OrgUnit, User
from subsidies.models import StaffAccount


@transaction.atomic
def register(*, unit: OrgUnit, people: Sequence[tuple[str, str]], by: User) -> int:
    """Name and account of each; one that is registered already stays as it is. Answers how many are new."""
    index = crypto.indexer("content")
    asked = {index(account): name for name, account in people}
    known = {bytes(each) for each in StaffAccount.objects.filter(account_index__in=asked).values_list("account_index", flat=True)}
    fresh = [
        StaffAccount(school=unit, name=name, account_index=mark, made_by=by) for mark, name in asked.items() if mark not in known
    ]
    StaffAccount.objects.bulk_create(fresh)
    audit.record("subsidies.staff_account.registered", by=by, target=unit, unit=unit, after={"rows": len(fresh)})
    return len(fresh)


@transaction.atomic
def remove(*, accounts: Collection[int], by: User) -> int:
    """Registered by mistake, or of people who have left; answers how many."""
    found = list(StaffAccount.objects.locked().filter(pk__in=list(accounts)).select_related("school"))
    for account in found:
        audit.record("subsidies.staff_account.removed", by=by, target=account, unit=account.school)
        account.delete()
    return len(found)
