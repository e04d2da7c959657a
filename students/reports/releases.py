"""Which release of each source counts on a day, and what waits beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, QuerySet

from students.choices import ChangeKind, FollowUp, RecordKind, ReleaseStatus, Severity
from students.models import Release, TermSetting
from students.reports.release_rows import changed_pupils
from students.reports.roster_issues import Cause, grouped_by_cause
from students.rules.differences import FOLLOW_UPS


@dataclass(frozen=True, slots=True)
class Source:
    """One department's list on a day: the release that counts, how old it is then, what is held or still loading."""

    kind: RecordKind
    release: Release | None
    age: int | None
    held: int
    loading: int

    @property
    def is_dated(self) -> bool:
        return self.kind != RecordKind.DETERMINATIONS


def sources(releases: QuerySet, day: date) -> list[Source]:
    """All kinds in their order; determinations have no day: their last accepted file stands for them."""
    counting = releases.for_list().newest_on(day)
    waiting = _waiting(releases)
    last = releases.for_list().filter(kind=RecordKind.DETERMINATIONS, status=ReleaseStatus.ACCEPTED)
    if determinations := last.order_by("accepted_at").last():
        counting[RecordKind.DETERMINATIONS] = determinations
    return [_source(kind, counting.get(kind), day, waiting) for kind in RecordKind]


def _source(kind: RecordKind, release: Release | None, day: date, waiting: dict[tuple[str, str], int]) -> Source:
    age = (day - release.data_date).days if release and release.data_date else None
    held, loading = waiting.get((kind, ReleaseStatus.HELD), 0), waiting.get((kind, ReleaseStatus.RECEIVED), 0)
    return Source(kind, release, age, held, loading)


def _waiting(releases: QuerySet) -> dict[tuple[str, str], int]:
    open_ones = releases.filter(status__in=[ReleaseStatus.HELD, ReleaseStatus.RECEIVED]).order_by()
    return {(kind, status): count for kind, status, count in open_ones.values_list("kind", "status").annotate(Count("pk"))}


def terms_decided(release: Release, releases: QuerySet) -> list[TermSetting]:
    """The terms on whose cut-off day this release is the one that counts."""
    counting = list(releases.in_effect().filter(kind=release.kind).order_by("data_date", "accepted_at"))
    return [term for term in TermSetting.objects.order_by("position") if _last(counting, term.cut_off_on) == release]


def _last(releases: list[Release], day: date) -> Release | None:
    return next((each for each in reversed(releases) if each.data_date <= day), None)


def newer_than(release: Release, releases: QuerySet) -> Release | None:
    """The release that counts instead of this one from its own day on."""
    return releases.after(release) if release.data_date else None


def change_rows(release: Release) -> list[tuple[ChangeKind, int, int, str]]:
    """Each kind of change that occurs: how many people, how many of them go to school by its term's rosters, what to do."""
    of_pupils = release.changes.filter(Exists(changed_pupils(release.term))).order_by()
    pupils = dict(of_pupils.values_list("kind").annotate(Count("pk")))
    return [
        (kind, count, pupils.get(kind, 0), FollowUp(FOLLOW_UPS[kind]).label if kind in FOLLOW_UPS else "")
        for kind in ChangeKind
        if (count := release.change_counts.get(kind, 0))
    ]


def causes(release: Release) -> list[Cause]:
    """What is doubtful in the file, grouped by cause."""
    return grouped_by_cause(release.issues.exclude(severity=Severity.HINT))
