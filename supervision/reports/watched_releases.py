"""The releases whose changes may still ask for work, each with what has been done since it came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aid_portal.terms import Term
from students.models import Release
from subsidies.choices import RunStatus
from subsidies.models import EligibilityRun
from supervision.models import EarlyWarning

# Who begins with a long history of lists is not warned of what came and went years ago; what stands stays watched.
WATCHED = timedelta(days=500)


@dataclass(frozen=True, slots=True)
class Watched:
    """`checked`: a check of its term or a later one has read it or a newer one; `applied`: one of a later term has."""

    id: int
    kind: str
    day: date
    term: Term
    taken_at: datetime
    newest: int
    checked: bool
    applied: bool


def rank(term: Term) -> int:
    """Terms as numbers in their order, as the statements count them."""
    return term.year * 2 + term.is_autumn


def watched() -> list[Watched]:
    releases = list(Release.objects.in_effect().exclude(data_date=None).order_by("kind", "data_date", "accepted_at", "pk"))
    newest = {release.kind: release for release in releases}
    standing = set(EarlyWarning.objects.standing().exclude(release=None).values_list("release", flat=True).distinct())
    order = {release.pk: place for place, release in enumerate(releases)}
    reads = list(_reads(order))
    return [
        _watched(release, newest[release.kind], order, reads)
        for release in releases
        if release.data_date > newest[release.kind].data_date - WATCHED or release.pk in standing
    ]


def _watched(release: Release, newest: Release, order: dict[int, int], reads: list[tuple[Term, str, int]]) -> Watched:
    """Releases stand in their order within a kind, so a later place is a newer one."""
    by = [term for term, kind, place in reads if kind == release.kind and place >= order[release.pk]]
    checked, applied = any(term >= release.term for term in by), any(term > release.term for term in by)
    return Watched(
        release.pk, release.kind, release.data_date, release.term, release.accepted_at, newest.pk, checked, applied
    )  # fmt: skip


def _reads(order: dict[int, int]) -> Iterable[tuple[Term, str, int]]:
    """Which releases the finished checks have read."""
    runs = EligibilityRun.objects.filter(dry=False, status=RunStatus.DONE).order_by("pk")
    for term, releases in runs.values_list("term", "releases"):
        for kind, release in releases.items():
            if release in order:
                yield Term.parse(term), kind, order[release]
