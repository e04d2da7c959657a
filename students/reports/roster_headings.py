"""What a unit's own files call the columns of a roster, and which of their columns nobody knows yet."""

from dataclasses import replace

from aid_portal.models import OrgUnit
from aid_portal.reading import TableSpec
from students.models import LearnedHeading, RosterUpload
from students.models.roster_headings import LONGEST
from students.sheets.rosters import ROSTER


def learned(unit: OrgUnit) -> dict[str, str]:
    """The unit's own names of columns → the roster's."""
    return dict(LearnedHeading.objects.filter(unit=unit).order_by("pk").values_list("name", "heading"))


def spec_for(unit: OrgUnit) -> TableSpec:
    """What is looked for in a file of this unit; the names that everybody uses go before its own."""
    return replace(ROSTER, aliases={**learned(unit), **ROSTER.aliases})


def nameable(upload: RosterUpload) -> dict[str, str]:
    """The columns of the file nobody knows → '', and those the unit has explained before → the roster's."""
    unknown = [name for name in upload.unknown_headings if len(name) <= LONGEST]
    return dict.fromkeys(unknown, "") | learned(upload.unit)
