"""What notices need: the holidays of 2022 and 2023."""

import pytest

from aid_portal import audit
from aid_portal.actions import holidays


@pytest.fixture
def holiday_table(db: None) -> None:
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)
