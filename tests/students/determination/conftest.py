import pytest

from aid_portal import audit
from aid_portal.actions import holidays
from tests.factories.portal import a_school
from tests.students.pupils import a_pupil


@pytest.fixture(autouse=True)
def holiday_table(db: None) -> None:
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)


@pytest.fixture
def school(db):
    return a_school(name="城关镇中心小学")


@pytest.fixture
def child(school):
    return a_pupil(school, 1, name="李小雨", boarding=True)
