"""What a year's outreach comes to: by unit, by drive, by theme; each number with the conditions of the list behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ROOT_PATH
from supervision.models import OutreachActivity
from supervision.outreach_choices import Figure, Occasion, OutreachKind, OutreachTheme
from supervision.reports.unit_heads import heads_of

_MEETING, _PUSH = Q(kind=OutreachKind.MEETING), Q(kind=OutreachKind.PUSH)
NUMBERS = {
    Figure.VISITS: Sum("visits", default=0),
    Figure.COPIES: Sum("copies", default=0),
    Figure.PUSHES: Count("pk", filter=_PUSH),
    Figure.MEETINGS: Count("pk", filter=_MEETING),
}
BESIDES = {
    "sent": Sum("sent", default=0),
    "delivered": Sum("delivered", default=0),
    "read": Sum("read", default=0),
    "audience": Sum("audience", filter=_MEETING, default=0),
}
_BY_ROW = {f"sum_{figure}": number for figure, number in NUMBERS.items()}  # beside the fields of the same names
Sums = dict[str, int]


@dataclass(slots=True)
class Line:
    """One row of a table; `query` are its conditions in the list of activities."""

    label: str
    query: Mapping[str, str]
    sums: Sums = field(default_factory=lambda: dict.fromkeys(Figure, 0))
    opens: bool = False

    def add(self, numbers: Sequence[int]) -> None:
        for figure, number in zip(Figure, numbers, strict=True):
            self.sums[figure] += number


@dataclass(frozen=True, slots=True)
class YearOfOutreach:
    total: Sums
    units: Sequence[Line]
    occasions: Sequence[Line]
    themes: Sequence[Line]


def years_of(user: User) -> list[int]:
    """The calendar years in which something was done, the newest first."""
    days = OutreachActivity.objects.visible_to(user).standing().order_by().dates("held_on", "year", order="DESC")
    return [day.year for day in days]


def counted(user: User, year: int) -> QuerySet[OutreachActivity]:
    within = (date(year, 1, 1), date(year, 12, 31))
    return OutreachActivity.objects.visible_to(user).standing().filter(held_on__range=within).order_by()


def total_of(user: User, year: int) -> Sums:
    return counted(user, year).aggregate(**NUMBERS, **BESIDES)


def year_of(user: User, year: int, town: OrgUnit | None = None) -> YearOfOutreach:
    """By town and direct unit for who sees the county; below `town` (or in one's own units) by unit."""
    found = counted(user, year)
    if town is not None:
        found = found.filter(unit__path__startswith=town.path)
    below = {"town": town.code} if town else {}
    return YearOfOutreach(
        found.aggregate(**NUMBERS, **BESIDES),
        _by_unit(found, folded=town is None and ROOT_PATH in user.unit_paths),
        _by_words(found, "occasion", dict(Occasion.choices), below),
        _by_words(found, "theme", dict(OutreachTheme.choices), below),
    )


def _by_unit(found: QuerySet[OutreachActivity], *, folded: bool) -> list[Line]:
    numbers = list(found.values("unit").annotate(**_BY_ROW).values_list("unit", *_BY_ROW))
    heads = heads_of((unit for unit, *_rest in numbers), folded=folded)
    lines: dict[str, Line] = {}
    for unit, *counts in numbers:
        head = heads[unit]
        whole = folded and head.parent_id is not None  # a town, or a school of the bureau's with its teaching points
        query = {"town" if whole else "code": head.code}
        lines.setdefault(head.path, Line(head.name, query, opens=whole and not head.is_school)).add(counts)
    return [line for _path, line in sorted(lines.items())]


def _by_words(found: QuerySet[OutreachActivity], name: str, words: Mapping[str, str], below: Mapping[str, str]) -> list[Line]:
    lines = {code: Line(str(label), {name: code, **below}) for code, label in words.items()}
    for code, *counts in found.values(name).annotate(**_BY_ROW).values_list(name, *_BY_ROW):
        lines[code].add(counts)
    return [line for line in lines.values() if any(line.sums.values())]
