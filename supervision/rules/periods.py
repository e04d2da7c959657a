"""Months of a school's return and quarters of the county's re-check, each told by its first day."""

from datetime import date, timedelta

from supervision.dropout_choices import ReturnKind

MONTHS = {ReturnKind.MONTH: 1, ReturnKind.QUARTER: 3}


def first_of(kind: ReturnKind, day: date) -> date:
    """The first day of the period in which `day` lies."""
    months = MONTHS[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(kind: ReturnKind, first: date) -> date:
    """The first day of the next period."""
    month = first.month + MONTHS[kind]
    return date(first.year + (month > 12), (month - 1) % 12 + 1, 1)


def last_of(kind: ReturnKind, first: date) -> date:
    return following(kind, first) - timedelta(1)


def before(kind: ReturnKind, day: date) -> date:
    """The first day of the last period that was over before `day`."""
    return first_of(kind, first_of(kind, day) - timedelta(1))


def months_of(quarter: date) -> list[date]:
    second = following(ReturnKind.MONTH, quarter)
    return [quarter, second, following(ReturnKind.MONTH, second)]


def due_on(first: date, day: int) -> date:
    """Until when the month is to be sent: `day` of the month that follows, or its last day where it is shorter."""
    after = following(ReturnKind.MONTH, first)
    return min(after + timedelta(day - 1), last_of(ReturnKind.MONTH, after))
