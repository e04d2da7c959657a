"""What an API token looks like and how long it lives."""

from datetime import date

MARK = "fszz_"  # 扶风 学生 资助: what begins so is a token, for logs and for whoever looks through lost files
SHOWN = 6  # characters behind the mark by which people tell tokens apart
SECRET_BYTES = 32


def last_day(issued_on: date) -> date:
    """At most one year: the same day of the next, the last of February for its 29th."""
    try:
        return issued_on.replace(year=issued_on.year + 1)
    except ValueError:
        return issued_on.replace(year=issued_on.year + 1, day=28)


def prefix_of(secret: str) -> str:
    """What may be shown of it."""
    return secret[: len(MARK) + SHOWN]
