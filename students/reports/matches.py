"""The review queue in numbers: how many wait by list and level, where a pair stands, which one is next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from students.choices import RecordKind
from students.models import MatchPair
from students.sheets.match_words import LEVELS


@dataclass(frozen=True)
class KindCount:
    """The open pairs of one list, by level in the order of LEVELS."""

    kind: RecordKind
    levels: list[tuple[int, int]]

    @property
    def total(self) -> int:
        return sum(count for _level, count in self.levels)


@dataclass(frozen=True)
class Place:
    number: int
    total: int


def open_counts(pairs: QuerySet) -> list[KindCount]:
    """One line per list that has open pairs, in the order of the lists."""
    found = pairs.open().order_by().values("kind", "level").annotate(count=Count("pk"))
    counts = {(row["kind"], row["level"]): row["count"] for row in found}
    lines = (KindCount(kind, [(level, counts.get((kind, level), 0)) for level in LEVELS]) for kind in RecordKind)
    return [line for line in lines if line.total]


def open_terms(pairs: QuerySet) -> list[tuple[str, int]]:
    """How many wait in each term, the newest first."""
    found = pairs.open().values("term").annotate(count=Count("pk")).order_by("-term__position")
    return [(row["term"], row["count"]) for row in found]


def place_of(pair: MatchPair, queue: QuerySet) -> Place | None:
    """第 n 对，共 m 对; None for a pair that is not in the queue."""
    before = Q(level__lt=pair.level) | Q(level=pair.level, pk__lt=pair.pk)
    counted = queue.order_by().aggregate(
        total=Count("pk"), before=Count("pk", filter=before), here=Count("pk", filter=Q(pk=pair.pk))
    )
    return Place(counted["before"] + 1, counted["total"]) if counted["here"] else None


def next_in(queue: QuerySet, behind: MatchPair | None = None) -> MatchPair | None:
    """The next pair of the queue behind this one; after the last comes the first again."""
    ordered = queue.order_by("level", "pk")
    if behind is None:
        return ordered.first()
    further = Q(level__gt=behind.level) | Q(level=behind.level, pk__gt=behind.pk)
    return ordered.filter(further).first() or ordered.exclude(pk=behind.pk).first()


def other_pairs(pair: MatchPair, pairs: QuerySet) -> tuple[Iterable[MatchPair], Iterable[MatchPair]]:
    """Further candidates for the same record, and further records that look like the same child, this term."""
    others = pairs.filter(term=pair.term_id).exclude(pk=pair.pk).for_list()
    return others.filter(record=pair.record_id), others.filter(student=pair.student_id)
