"""What the public reads of a year: the frozen annual table, without a cell that speaks of a handful of children.

Rows of fewer than LEAST children are told together with the next smallest ones, so that no row and no difference between
the rows and the total speaks of fewer; where the whole year has fewer, nothing is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from subsidies.models import StatisticsReport
from subsidies.reports.frozen import as_kept
from subsidies.reports.statistics import Line
from subsidies.reports.statistics_words import rank, word, words_of
from subsidies.rules.statistics import CALENDAR, Span
from subsidies.statistics_choices import StatisticsKind

LEAST = 10  # children


@dataclass(frozen=True)
class PublicLine:
    """`times` are 人次, `yuan` what reached the children or was waived for them."""

    stage: str
    programme: str
    times: int
    yuan: Decimal


@dataclass(frozen=True)
class PublicYear:
    year: int
    frozen_on: str
    lines: list[PublicLine]
    times: int
    yuan: Decimal


def published_years() -> list[int]:
    """The calendar years whose annual table was frozen, the newest first."""
    spans = (Span.parse(asked) for asked in _frozen().values_list("parameters__span", flat=True))
    return sorted({span.first for span in spans if span.way == CALENDAR}, reverse=True)


def published(year: int) -> PublicYear | None:
    """As it was frozen last; None where it was not, or where it speaks of too few."""
    report = _frozen().filter(parameters__span=str(Span(CALENDAR, year))).order_by("-frozen_at", "-pk").first()
    kept = as_kept(report) if report else None
    if kept is None or kept.total.persons < LEAST:
        return None
    return PublicYear(year, f"{report.frozen_at:%Y-%m-%d}", _lines(kept.lines), kept.total.times, kept.total.amount)


def _frozen():
    return StatisticsReport.objects.filter(kind=StatisticsKind.ANNUAL)


def _lines(lines: Sequence[Line]) -> list[PublicLine]:
    stages, programmes = words_of("stage"), words_of("programme")
    hidden = _too_small(lines)
    shown = sorted(
        (line for line in lines if line not in hidden),
        key=lambda line: (rank(line.key[0], stages), rank(line.key[1], programmes)),
    )
    told = [
        PublicLine(word(line.key[0], stages, "stage"), word(line.key[1], programmes, "programme"), *_sums([line]))
        for line in shown
    ]
    return [*told, PublicLine(_("其他"), _("人数较少的项目合计"), *_sums(hidden))] if hidden else told


def _too_small(lines: Sequence[Line]) -> list[Line]:
    """Those of too few children, and the next smallest ones until two or more speak of enough together."""
    rising = sorted(lines, key=lambda line: (line.total.persons, line.key))
    hidden = [line for line in rising if line.total.persons < LEAST]
    for line in rising[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(each.total.persons for each in hidden) >= LEAST):
            break
        hidden.append(line)
    return hidden


def _sums(lines: Sequence[Line]) -> tuple[int, Decimal]:
    return sum(line.total.times for line in lines), sum((line.total.amount for line in lines), Decimal(0))
