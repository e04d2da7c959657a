"""Fund delay (滞拨): days from the money of a document to the payments it could have made, and what is left at year end.

A document's money is spent line by line, what came first first (subsidies/rules/delays.py).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from aid_portal.sql import fetch
from subsidies.choices import EntryKind, PaperStatus
from subsidies.models import Allotment, BudgetLine, FundingDocument, LedgerEntry
from subsidies.rules.delays import Receipt, Spending, Stay, stays

LIMIT_DAYS = 30  # preschool money must be passed on within a month (domain.md 5.4); longer is asked about by auditors
CALENDAR_END, SCHOOL_END = (12, 31), (8, 31)


@dataclass(frozen=True)
class Delay:
    """The money of one document on one line; fen."""

    document: FundingDocument
    line: BudgetLine
    stay: Stay
    today: date

    @property
    def days(self) -> int:
        return self.stay.longest(self.today)

    @property
    def late(self) -> int:
        return self.stay.late(LIMIT_DAYS, self.today)

    @property
    def lies_too_long(self) -> bool:
        """Some of it lies today, and has lain beyond the limit."""
        return bool(self.stay.left) and (self.today - self.stay.day).days > LIMIT_DAYS


@dataclass(frozen=True)
class Balance:
    """What a line had received less what it had paid, at the end of the school year, of the calendar year and today; fen."""

    line: BudgetLine
    school_end: int
    calendar_end: int
    now: int

    @property
    def between(self) -> int:
        """What the two ways of closing the year differ by (结余口径)."""
        return self.calendar_end - self.school_end


def delays(today: date, year: int | None = None, document: FundingDocument | None = None) -> list[Delay]:
    """By line and document, in the order of the lines; of one budget year, or of the lines that one document feeds."""
    received = _received(year, document)
    spent = _spendings({each.line.year for each in received})
    found = []
    for line, allotments in _by_line(received).items():
        by_document = {each.document_id: each.document for each in allotments}
        receipts = [Receipt(each.document_id, each.document.received_on, int(each.amount * 100)) for each in allotments]
        found += [Delay(by_document[stay.key], line, stay, today) for stay in stays(receipts, spent[line.pk])]
    return [delay for delay in found if document is None or delay.document == document]


def balances(today: date, year: int) -> list[Balance]:
    received, spent = _by_line(_received(year, None)), _spendings({year})
    return [_balance(line, allotments, spent[line.pk], year, today) for line, allotments in received.items()]


def lying_too_long(today: date) -> list[Delay]:
    return [delay for delay in delays(today) if delay.lies_too_long]


def _balance(line: BudgetLine, allotments: list[Allotment], spent: list[Spending], year: int, today: date) -> Balance:
    def left_on(day: date) -> int:
        came = sum(int(each.amount * 100) for each in allotments if each.document.received_on <= day)
        return came - sum(each.fen for each in spent if each.day <= day)

    return Balance(line, left_on(date(year, *SCHOOL_END)), left_on(date(year, *CALENDAR_END)), left_on(today))


def _received(year: int | None, document: FundingDocument | None) -> list[Allotment]:
    found = Allotment.objects.filter(document__status=PaperStatus.APPROVED, document__received_on__isnull=False)
    if year:
        found = found.filter(line__year=year)
    if document:
        found = found.filter(line__allotments__document=document)
    found = found.exclude(document__in=_taken_back())
    order = (F("line__year").desc(), "line__programme__position", "line_id", "document__received_on", "document_id")
    return list(found.select_related("document", "line__programme").order_by(*order))


def _taken_back() -> list[int]:
    """Documents whose entry was reversed: their money was never this county's to spend."""
    reversed_ones = LedgerEntry.objects.filter(kind=EntryKind.ALLOT, reversal__isnull=False)
    return [int(cause.partition(":")[2]) for cause in reversed_ones.values_list("cause", flat=True)]


def _by_line(allotments: Iterable[Allotment]) -> dict[BudgetLine, list[Allotment]]:
    lines: dict[BudgetLine, list[Allotment]] = defaultdict(list)
    for each in allotments:
        lines[each.line].append(each)
    return lines


def _spendings(years: Iterable[int]) -> dict[int, list[Spending]]:
    """What each line has paid on which day."""
    spent: dict[int, list[Spending]] = defaultdict(list)
    for line, day, fen in fetch("subsidies", "paid_by_day", {"years": sorted(years)}):
        spent[line].append(Spending(day, int(fen)))
    return spent
