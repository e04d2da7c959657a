"""W7: two monitoring lists of 300,000 people compared, warned of and settled, against the bare join of the two lists."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.utils import timezone

from aid_portal.models import StoredFile
from students.actions.release_changes import keep_changes
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from supervision.actions import warnings
from supervision.models import EarlyWarning
from tests.benchmarks import synthetic
from tests.benchmarks.database import execute, run, settle
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, slower

RAISED = date(2022, 9, 26)
# The same question without our kinds, owners and deadlines: who is on one list only or is said otherwise, and where he learns.
BARE_JOIN = """
SELECT count(*), count(e.id)
FROM (SELECT * FROM students_record WHERE release_id = %(before)s) b
FULL JOIN (SELECT * FROM students_record WHERE release_id = %(after)s) a USING (person_mark)
LEFT JOIN students_enrolment e ON e.id_index = coalesce(a.id_index, b.id_index) AND e.name_key = coalesce(a.name_key, b.name_key)
WHERE a.content_mark IS DISTINCT FROM b.content_mark
"""


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    make_units(home)
    before, after = _two_lists(options.monitored)
    compare_and_warn(after)
    told(f"  {options.monitored:,} records, {EarlyWarning.objects.count():,} warnings")
    timings = side_by_side(
        [
            Variant("compare and warn", lambda: compare_and_warn(after), forget),
            Variant("compare", lambda: compare(after)),
            Variant("nothing changed", warn),
            Variant("bare join", lambda: execute(BARE_JOIN, {"before": before.pk, "after": after.pk})),
        ],
        options.rounds,
        told,
    )
    named = f"W7 warnings, {options.monitored:,} records"
    return [
        slower(named, timings, "compare and warn", "bare join"),
        slower(named, timings, "compare", "bare join"),
        slower(named, timings, "nothing changed", "bare join"),
    ]


def compare(after: Release) -> None:
    keep_changes(after)
    after.save()


def warn() -> None:
    warnings.refresh(day=RAISED)


def compare_and_warn(after: Release) -> None:
    """All that happens between the last row of a list and the first look at what it gives cause for."""
    compare(after)
    warn()


def forget() -> None:
    execute("TRUNCATE supervision_earlywarning CASCADE")
    settle("supervision_earlywarning")


def _two_lists(records: int) -> tuple[Release, Release]:
    """One in three is a child of the rosters; of a hundred people one goes, one comes, two are said otherwise."""
    synthetic.make(records // 3)
    Release.objects.exclude(kind=RecordKind.DETERMINATIONS).delete()
    lists = [_release(day) for day in (date(2022, 9, 1), date(2022, 9, 20))]
    for release, later in zip(lists, (False, True), strict=True):
        run("monitored_records", release=release.pk, records=records, later=later)
    settle("students_record", "students_enrolment", "students_student")
    return lists[0], lists[1]


def _release(day: date) -> Release:
    file = StoredFile.objects.create(kind="bench", name="bench.xlsx", size=0, sha256="0" * 64)
    return Release.objects.create(
        kind=RecordKind.RURAL, data_date=day, status=ReleaseStatus.ACCEPTED, accepted_at=timezone.now(), file=file
    )
