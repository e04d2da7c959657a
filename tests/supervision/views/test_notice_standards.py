"""The page and the resource of the days of notices: who may look, propose and decide."""

from datetime import date

import pytest

from aid_portal.exporting import export_named
from supervision.models import NoticeStandard
from tests.exports import rows_taken
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.supervision.actions.test_notice_standards import DAYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
PAGE, API = "/supervision/notice-standards/", "/api/notice-standards/"
SAID = {"starts_on": "2022-04-01", "source": "扶教体发〔2022〕8号", **DAYS}
JSON = {"content_type": "application/json"}


def test_one_writes_it_on_the_page_and_another_puts_it_in_force_there(log_in) -> None:
    client, shipped = log_in(make.han()), NoticeStandard.objects.get()
    assert "待核定" in client.get(PAGE).content.decode()
    assert 'name="deduct_after" value="30"' in client.get(f"{PAGE}add/").content.decode()
    assert "“逾期提醒”要早于“督办”" in client.post(f"{PAGE}add/", SAID | {"urge_after": 2}).content.decode()
    page = client.post(f"{PAGE}add/", SAID).url
    waiting = NoticeStandard.objects.exclude(pk=shipped.pk).get()
    assert (page, waiting.status) == (waiting.get_absolute_url(), "proposed")
    assert client.post(f"{page}decide/", {"approved": "yes"}).status_code == 403
    approver = log_in(make.lin())
    assert page in approver.get("/inbox/").content.decode()
    assert "我已核对依据文件" in approver.get(page).content.decode()
    approver.post(f"{page}decide/", {"approved": "yes"})
    assert NoticeStandard.objects.on(make.ISSUED) == waiting
    assert page in approver.get(given.issued().get_absolute_url()).content.decode()


def test_a_unit_sees_none_of_it(log_in) -> None:
    wang = log_in(make.an_officer())
    assert [wang.get(each).status_code for each in (PAGE, API)] == [403, 403]
    assert [wang.post(each, SAID).status_code for each in (f"{PAGE}add/", API)] == [403, 403]
    assert PAGE not in wang.get(given.delivered().get_absolute_url()).content.decode()


def test_it_goes_over_the_api_as_on_the_page(log_in) -> None:
    han, lin = log_in(make.han()), log_in(make.lin())
    wrong = han.post(API, SAID | {"major_days": 2}, **JSON)
    assert (wrong.status_code, wrong.json()["code"]) == (409, "graver_has_more_days")
    made = han.post(API, SAID, **JSON).json()
    assert (made["state"], made["made_by"], made["urge_after"]) == ("proposed", "han", 3)
    decide = f"{API}{made['id']}/decide/"
    assert han.post(decide, {"approved": True}, **JSON).status_code == 403
    assert lin.post(decide, {"approved": False}, **JSON).json()["code"] == "no_reason"
    assert lin.post(decide, {"approved": True}, **JSON).json()["decided_by"] == "lin"
    assert [each["state"] for each in han.get(API).json()["results"]] == ["approved", "approved"]
    assert han.get(f"{API}?status=proposed").json()["count"] == 0


def test_the_standards_leave_in_numbers_with_both_hands(log_in) -> None:
    han = make.han()
    log_in(han).post(f"{PAGE}add/", SAID)
    shipped, waiting = rows_taken("notice_standards", han)
    columns = [column.name for column in export_named("notice_standards").columns]
    told = dict(zip(columns, waiting, strict=True))
    assert {name: told[name] for name in DAYS} == DAYS
    assert (told["starts_on"], told["source"], told["state"]) == (date(2022, 4, 1), SAID["source"], "proposed")
    assert (told["made_by"], told["decided_by"], shipped[1], shipped[-2:]) == (han.name, "", "", ("", ""))
    assert rows_taken("notice_standards", han, "status=proposed") == [waiting]
    assert rows_taken("notice_standards", make.an_officer()) == []
