import pytest

from aid_portal import audit
from aid_portal.actions import holidays
from tests.factories import meals as make


@pytest.fixture
def school(db):
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)
    return make.a_fed_school()
