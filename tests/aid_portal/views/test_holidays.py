from collections.abc import Callable
from datetime import date

from django.test import Client

from aid_portal.models import Holiday, User

LogIn = Callable[[User], Client]


def test_the_calendar_is_kept_by_the_system_administrator(log_in: LogIn, chen: User, system_admin: User) -> None:
    assert log_in(chen).get("/holidays/").status_code == 403
    assert "还没有节假日" in log_in(system_admin).get("/holidays/").content.decode()


def test_a_year_is_loaded_and_shown(log_in: LogIn, system_admin: User) -> None:
    client = log_in(system_admin)
    client.post("/holidays/seed/", {"year": "2022"})
    page = client.get("/holidays/?year=2022&is_working=True").content.decode()
    assert "国庆节调休上班" in page
    assert "2022-10-08" in page


def test_a_year_without_a_table_is_said(log_in: LogIn, system_admin: User) -> None:
    headers = {"referer": "http://testserver/holidays/"}
    assert (
        "逐日录入"
        in log_in(system_admin).post("/holidays/seed/", {"year": "2099"}, headers=headers, follow=True).content.decode()
    )
    assert "四位年份" in log_in(system_admin).post("/holidays/seed/", {"year": "x"}, follow=True).content.decode()


def test_a_day_is_set_and_removed(log_in: LogIn, system_admin: User) -> None:
    client = log_in(system_admin)
    client.post("/holidays/set/", {"day": "2027-05-01", "is_working": "0", "name": "劳动节"})
    holiday = Holiday.objects.get()
    assert (holiday.day, holiday.is_working) == (date(2027, 5, 1), False)
    assert client.get(holiday.get_absolute_url()).status_code == 200
    client.post(f"/holidays/{holiday.pk}/remove/")
    assert not Holiday.objects.exists()


def test_an_incomplete_day_is_said(log_in: LogIn, system_admin: User) -> None:
    assert "请填写日期" in log_in(system_admin).post("/holidays/set/", {"day": ""}, follow=True).content.decode()
