"""refresh, refresh_reports: raise and settle warnings as the lists, rosters, results and reports of now give cause for.

What stands is found anew each time and compared with the warnings that are there, so it may run at any time and as often as
one likes: a second run writes nothing. No statement here touches an award.
"""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.sql import analyse, execute, fetch, refresh_statistics, statement
from aid_portal.working_days import add_working_days
from students.choices import RecordKind
from students.models import Record, TermSetting
from subsidies.models import PolicyVersion
from subsidies.rules.audit_questions import CHECKS
from supervision.models import EarlyWarning, WarningSetting
from supervision.reports.watched_releases import Watched, rank, watched
from supervision.rules.warnings import ENDING_AHEAD, stage_meant
from supervision.warning_choices import OF_CHANGES, WarningKind

READS = ("students_releasechange", "students_record", "students_enrolment", "students_determination")
# Of somebody who goes to no school of ours these matter too, while he is of an age for one.
OF_ANY_CHILD = (WarningKind.ENTERED, WarningKind.LEFT, WarningKind.HOUSEHOLD_MOVED)
# The auditors' questions that are warnings as well, and which of their problems ('' where they tell only one).
HITS = (
    (WarningKind.DUE_UNPAID, "A6", ("not_approved", "not_paid")),
    (WarningKind.AIDED_NOT_DUE, "A7", ("no_basis",)),
    (WarningKind.TIER_LOW, "A11", ("",)),
)


@transaction.atomic
def refresh(*, day: date | None = None) -> dict[str, int]:
    """The figures of what changed; `day` is the day on which new warnings are raised and their working days begin."""
    _begin()
    refresh_statistics(*READS)
    releases = watched()
    _find_changes(releases)
    execute("supervision", "warning_find_tiers")
    _find_hits(day or timezone.localdate())
    _find_in_rural_list(releases)
    _find_endings(releases, day or timezone.localdate())
    execute("supervision", "warning_find_reports")
    return _kept(day, list(WarningKind))


@transaction.atomic
def refresh_reports(*, day: date | None = None) -> dict[str, int]:
    """Reports of sudden hardship alone, at once: a family in need does not wait for the county's lists to be looked through."""
    _begin()
    execute("supervision", "warning_find_reports")
    return _kept(day, [WarningKind.SUDDEN_HARDSHIP])


def _begin() -> None:
    """One at a time: two looks at once would each raise what the other has raised."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('early_warnings'), 0)")
    execute("supervision", "warning_drop_tables")
    execute("supervision", "warning_found")


def _find_changes(releases: list[Watched]) -> None:
    execute("supervision", "warning_changes", {
        "asked": list(OF_CHANGES), "of_any_child": list(OF_ANY_CHILD),
        "ids": [each.id for each in releases], "kinds": [each.kind for each in releases],
        "days": [each.day for each in releases], "terms": [rank(each.term) for each in releases],
        "years": [str(each.term.academic_year) for each in releases], "taken_at": [each.taken_at for each in releases],
        "newest": [each.newest for each in releases], "checked": [each.checked for each in releases],
        "applied": [each.applied for each in releases],
    })  # fmt: skip
    execute("supervision", "warning_find_changes")


def _find_hits(day: date) -> None:
    """By the law in force, as the auditors ask it."""
    policy = PolicyVersion.objects.law()
    params = {
        "day": day, "top": policy.tiers[0].code, "locked": [each.code for each in policy.categories if each.locked],
    }  # fmt: skip
    for kind, code, problems in HITS:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS audit_found")
            cursor.execute(statement("subsidies", "audit_found"))
            cursor.execute(f"INSERT INTO audit_found {statement('subsidies', CHECKS[code].statement)}", params)
        execute("supervision", "warning_find_hits", {"kind": kind, "code": code, "problems": list(problems)})


def _find_in_rural_list(releases: list[Watched]) -> None:
    """What it says wrongly and whom it leaves out; only the newest: an older one is not corrected any more."""
    newest = next((each for each in releases if each.kind == RecordKind.RURAL and each.id == each.newest), None)
    if newest is None:
        return
    said = Record.objects.filter(release=newest.id).order_by("schooling").values_list("schooling", flat=True).distinct()
    meant = {word: stage for word in said if (stage := stage_meant(word)) is not None}
    where = {
        "terms": [each.pk for each in TermSetting.objects.order_by("position") if each.term >= newest.term],
        "release": newest.id,
    }
    execute("supervision", "warning_find_stages", {"words": list(meant), "stages": list(meant.values()), **where})
    execute("supervision", "warning_find_gaps", where)


def _find_endings(releases: list[Watched], day: date) -> None:
    newest = [each for each in releases if each.id == each.newest]
    execute("supervision", "warning_find_endings", {
        "ids": [each.id for each in newest], "kinds": [each.kind for each in newest],
        "ranks": [rank(each.term) for each in newest], "day": day, "ahead": ENDING_AHEAD,
    })  # fmt: skip


def _kept(day: date | None, kinds: list[str]) -> dict[str, int]:
    counts = _keep(day or timezone.localdate(), kinds)
    if any(counts.values()):
        audit.record("supervision.warnings.refreshed", by=audit.SYSTEM, after=counts)
    return counts


def _keep(day: date, kinds: list[str]) -> dict[str, int]:
    analyse("warning_found")
    execute("supervision", "warning_place")
    analyse("warning_placed")
    days = dict(WarningSetting.objects.order_by("pk").values_list("kind", "working_days"))
    _give_deadlines(days)
    params = {"day": day, "kinds": list(days), "due": [_due_on(day, each) for each in days.values()]}
    [(raised, again)] = fetch("supervision", "warning_keep", params)
    [(mended, withdrawn)] = fetch("supervision", "warning_settle", {"of_changes": list(OF_CHANGES), "kinds": kinds})
    return {"raised": raised, "changed": again, "mended": mended, "withdrawn": withdrawn}


def _give_deadlines(days: dict[str, int]) -> None:
    """To those that were raised before their year had a table of holidays, counted from their own day."""
    waiting = EarlyWarning.objects.standing().filter(due_on=None).order_by()
    for kind, raised_on in waiting.values_list("kind", "raised_on").distinct():
        if due := _due_on(raised_on, days[kind]):
            waiting.filter(kind=kind, raised_on=raised_on).update(due_on=due)


def _due_on(day: date, working_days: int) -> date | None:
    """None while the year has no table of holidays: a wrong deadline is worse than none, and the next run gives it."""
    try:
        return add_working_days(day, working_days)
    except Refused:
        return None
