"""School aid: whom it concerns, what is to be set aside, when money has lain too long (domain.md 7.3)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from aid_portal.choices import SchoolStage, SchoolType

FEN = Decimal("0.01")
IDLE_SHARE = Decimal("0.5")  # of what a year had: less was used when it ended

# What a type of school is held to; schools of compulsory education take no fees.
STAGE_OF_TYPE: Mapping[str, str] = {
    SchoolType.KINDERGARTEN: SchoolStage.KINDERGARTEN,
    SchoolType.SENIOR: SchoolStage.SENIOR,
    SchoolType.COMPLETE: SchoolStage.SENIOR,
    SchoolType.TWELVE_YEAR: SchoolStage.SENIOR,
    SchoolType.VOCATIONAL: SchoolStage.VOCATIONAL,
}


def set_aside(income: Decimal, percent: Decimal) -> Decimal:
    """The share in yuan, rounded half up to the fen, as the database computes it."""
    return (income * percent / 100).quantize(FEN, ROUND_HALF_UP)


def percent_words(percent: Decimal) -> str:
    """5%, 3.5%: without zeros that say nothing."""
    return f"{percent.normalize():f}%"
