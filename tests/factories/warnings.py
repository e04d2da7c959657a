"""Two releases of a list and the children they speak of; warnings as refresh raises them."""

from collections.abc import Sequence
from datetime import date

from aid_portal import crypto
from students.actions.release_changes import keep_changes
from students.choices import RecordKind
from students.models import Enrolment, Record, Release
from students.sealing import record_aad
from supervision.actions import warnings
from supervision.models import EarlyWarning
from tests.factories.students import a_record, a_release, an_index
from tests.subsidies.county import a_child, listed

SPRING, AUTUMN = date(2022, 3, 20), date(2022, 9, 20)
RAISED = date(2022, 9, 26)


def two_releases(kind: str = RecordKind.RURAL) -> tuple[Release, Release]:
    """Of spring and of autumn, both in effect; what they list is compared by `compared`."""
    return a_release(kind=kind, data_date=SPRING), a_release(kind=kind, data_date=AUTUMN)


def on_both(
    child: Enrolment, releases: Sequence[Release], *, before: dict | None = None, after: dict | None = None
) -> list[Record]:
    """The child on both lists under one number and mark, with what each says of him."""
    same = {"person_number": f"P{an_index()[-2:].hex()}", "person_mark": an_index(), "household_number": "H1"}
    said = [
        listed(child, *facts.pop("categories", ["MON_EDGE"]), release=release, **{**same, **facts})
        for release, facts in zip(releases, ({**(before or {})}, {**(after or {})}), strict=True)
    ]
    for record in said:
        record.sealed = crypto.seal({}, aad=record_aad(record.release_id, record.row))
        record.save()
    return said


def compared(*releases: Release) -> None:
    for release in releases:
        keep_changes(release)
        release.save()


def refreshed(day: date = RAISED) -> dict[str, int]:
    return warnings.refresh(day=day)


def a_warning(school, kind: str = "risk_removed", **after: object) -> EarlyWarning:
    """A pupil of the school whose risk the second list says to be removed, or who is said otherwise by `after`."""
    releases = two_releases()
    child = a_child(school, name="李小明")
    on_both(child, releases, after=after or {"risk_removed": True, "risk_removed_on": date(2022, 8, 10)})
    compared(*releases)
    refreshed()
    return EarlyWarning.objects.get(kind=kind, student=child.student)


def somebody_else(release: Release) -> Record:
    """Keeps a list from being empty."""
    return a_record(release=release, birth_date=date(1980, 1, 1), name="户主", name_key="户主")
