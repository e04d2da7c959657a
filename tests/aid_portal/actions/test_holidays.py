from datetime import date

import pytest

from aid_portal.actions import holidays
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, Holiday, User


def test_a_year_is_loaded_with_its_make_up_days(system_admin: User) -> None:
    assert holidays.seed(years=[2022], by=system_admin) == Holiday.objects.count() > 30
    days = {day.day: (day.is_working, day.name) for day in Holiday.objects.all()}
    assert days[date(2022, 10, 3)] == (False, "国庆节")
    assert days[date(2022, 10, 8)] == (True, "国庆节调休上班")
    assert date(2022, 10, 10) not in days


def test_loading_again_leaves_what_people_have_set(system_admin: User) -> None:
    holidays.set_day(day=date(2022, 10, 3), is_working=True, name="值班", by=system_admin)
    holidays.seed(years=[2022], by=system_admin)
    assert holidays.seed(years=[2022], by=system_admin) == 0
    assert Holiday.objects.get(day=date(2022, 10, 3)).name == "值班"


def test_every_published_year_can_be_loaded(system_admin: User) -> None:
    assert holidays.seed(years=holidays.published_years(), by=system_admin) > 300
    assert Holiday.objects.get(day=date(2015, 9, 3)).name == "抗战胜利纪念日"


def test_a_year_without_a_table_is_refused_and_not_guessed(system_admin: User) -> None:
    with pytest.raises(Refused, match="2099年"):
        holidays.seed(years=[2022, 2099], by=system_admin)
    assert not Holiday.objects.exists()


def test_a_day_is_set_changed_and_removed_on_record(system_admin: User) -> None:
    holidays.set_day(day=date(2027, 5, 1), is_working=False, name="劳动节", by=system_admin)
    holiday = holidays.set_day(day=date(2027, 5, 1), is_working=True, name="调休", by=system_admin)
    holidays.remove(holiday=holiday, by=system_admin)
    assert not Holiday.objects.exists()
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["portal.holiday.set", "portal.holiday.set", "portal.holiday.removed"]
