"""The lines that units have told: everybody may look, so they are asked for here and not through anybody's eyes."""

from django.db.models import QuerySet

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit


def line_of_the_bureau() -> OrgUnit | None:
    return _told().filter(kind=OrgKind.BUREAU).first()


def lines_of_others(words: str = "") -> QuerySet[OrgUnit]:
    """Units in work whose name holds these words or whose code they are."""
    return _told().exclude(kind=OrgKind.BUREAU).called(words)


def _told() -> QuerySet[OrgUnit]:
    return OrgUnit.objects.open().exclude(help_phone="", watch_phone="")
