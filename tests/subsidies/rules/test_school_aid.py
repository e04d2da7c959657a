"""What is to be set aside, by domain.md 7.3."""

from decimal import Decimal

import pytest

from aid_portal.choices import SchoolType
from subsidies.rules.school_aid import STAGE_OF_TYPE, set_aside


@pytest.mark.parametrize(
    ("income", "percent", "due"),
    [
        ("100000", "3", "3000.00"),
        ("0.50", "3", "0.02"),
        ("0.17", "3", "0.01"),
        ("12345.67", "5", "617.28"),
    ],
)
def test_the_share_is_rounded_half_up_to_the_fen(income: str, percent: str, due: str) -> None:
    assert set_aside(Decimal(income), Decimal(percent)) == Decimal(due)


def test_schools_of_compulsory_education_take_no_fees() -> None:
    assert not {SchoolType.PRIMARY, SchoolType.JUNIOR, SchoolType.NINE_YEAR, SchoolType.SPECIAL} & set(STAGE_OF_TYPE)
