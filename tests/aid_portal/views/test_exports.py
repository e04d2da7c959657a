"""Taking a list away from its page: what it will be is shown first; whole ids ask for a reason, many for a second person."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from aid_portal.actions import exports
from aid_portal.models import AuditEvent, JobRun, StoredFile, UnmaskRequest
from tests.exports import latest, rows_of
from tests.factories.portal import a_school

# on commit the job is posted, and in tests it runs on the spot
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
URL = "/exports/units/"
WHOLE = {"format": "xlsx", "masked": "no", "reason": "核对学籍，办公室会议要求"}


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def many(bureau):
    for _number in range(exports.EXPORT_ROWS + 1):
        a_school()


def text(answer):
    return answer.content.decode()


def test_the_stranger_is_sent_to_the_login(client):
    for url in (URL, f"{URL}propose/", "/exports/1/again/", "/exports/granted/1/"):
        assert client.post(url).headers["Location"].startswith("/login/")


def test_who_may_not_export_is_refused(log_in, system_admin):
    assert log_in(system_admin).post(URL).status_code == 403


def test_who_may_not_see_the_list_cannot_take_it_away(log_in, chen):
    assert log_in(chen).post("/exports/audit_events/").status_code == 403


def test_an_export_that_does_not_exist_is_not_found(log_in, chen):
    assert log_in(chen).post("/exports/secrets/").status_code == 404


def test_a_link_alone_starts_nothing_and_leads_back_to_the_list(log_in, chen):
    assert log_in(chen).get(URL).headers["Location"] == reverse("org-unit-list")
    for url in (f"{URL}propose/", "/exports/1/again/", "/exports/granted/1/"):
        assert log_in(chen).get(url).status_code == 405
    assert not JobRun.objects.exists()


def test_the_first_click_shows_what_it_will_be_and_starts_nothing(log_in, chen, school):
    page = text(log_in(chen).post(URL, {"query": "name=第一&page=3"}))
    assert "名称：第一" in page
    assert "<dd>1</dd>" in page
    assert 'value="name=%E7%AC%AC%E4%B8%80"' in page
    assert not JobRun.objects.exists()


def test_the_second_click_makes_the_file_of_the_screen(log_in, chen, school, zhao_school, commits):
    with commits():
        answer = log_in(chen).post(URL, {"query": "name=第一", "format": "xlsx", "masked": "yes", "reason": ""})
    assert answer.headers["Location"] == latest().get_absolute_url()
    assert rows_of(latest()) == [("216132********0000", "城关第一小学")]


def test_the_owner_downloads_and_nobody_else_is_offered_it(log_in, chen, wang, school, commits):
    with commits():
        log_in(wang).post(URL, {"format": "xlsx"})
    url = StoredFile.objects.get().get_absolute_url()
    page = text(log_in(wang).get(latest().get_absolute_url()))
    assert f'action="{url}"' in page
    assert "条件" in page
    assert url not in text(log_in(chen).get(latest().get_absolute_url()))
    assert log_in(chen).post(url).status_code == 404
    assert b"".join(log_in(wang).post(url).streaming_content).startswith(b"PK")
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded", actor_id_text="wang").exists()


def test_a_school_is_not_asked_about_whole_ids(log_in, wang, chen, school):
    assert 'name="masked"' not in text(log_in(wang).post(URL))
    assert 'name="masked"' in text(log_in(chen).post(URL))


def test_a_school_that_sends_it_all_the_same_gets_masked_ids(log_in, wang, commits):
    with commits():
        log_in(wang).post(URL, WHOLE)
    assert rows_of(latest())[0][0] == "216132********0000"


def test_whole_ids_without_a_reason_are_sent_back(log_in, chen, school):
    page = text(log_in(chen).post(URL, {**WHOLE, "reason": " "}))
    assert "请写明事由" in page
    assert not JobRun.objects.exists()


def test_many_whole_rows_are_refused_in_words_and_the_way_is_shown(log_in, chen, many):
    page = text(log_in(chen).post(URL, WHOLE))
    assert "须另一人批准" in page
    assert f'formaction="{URL}propose/"' in page
    assert not JobRun.objects.exists()


def test_asked_granted_taken_once(log_in, chen, lin, many, commits):
    answer = log_in(chen).post(f"{URL}propose/", {"query": "name=小学", **WHOLE})
    asked = UnmaskRequest.objects.get()
    assert answer.headers["Location"] == asked.get_absolute_url()
    assert "名称：小学" in text(log_in(lin).get(asked.get_absolute_url()))
    log_in(lin).post(f"{asked.get_absolute_url()}grant/")
    assert f'action="/exports/granted/{asked.pk}/"' in text(log_in(chen).get(asked.get_absolute_url()))
    page = text(log_in(chen).post(f"/exports/granted/{asked.pk}/"))
    assert "办公室会议要求" in page
    with commits():
        log_in(chen).post(URL, {"query": "name=小学", **WHOLE})
    assert rows_of(latest())[0][0].endswith("00000000")
    assert log_in(chen).post(f"/exports/granted/{asked.pk}/").status_code == 404
    assert "须另一人批准" in text(log_in(chen).post(URL, {"query": "name=小学", **WHOLE}))


def test_somebody_else_s_grant_is_not_taken_up(log_in, chen, lin, many):
    log_in(chen).post(f"{URL}propose/", WHOLE)
    asked = UnmaskRequest.objects.get()
    log_in(lin).post(f"{asked.get_absolute_url()}grant/")
    assert log_in(lin).post(f"/exports/granted/{asked.pk}/").status_code == 404


def test_an_expired_file_says_so_and_offers_to_run_again(log_in, chen, school, commits):
    with commits():
        log_in(chen).post(URL, {"query": "name=第一", "format": "csv", "masked": "yes"})
    StoredFile.objects.update(expires_at=timezone.now())
    run = latest()
    page = text(log_in(chen).get(run.get_absolute_url()))
    assert "已过24小时保存期" in page
    assert "下载文件" not in page
    again = text(log_in(chen).post(f"/exports/{run.pk}/again/"))
    assert "名称：第一" in again
    assert re.search(r'value="csv"[^>]*checked', again)


def test_somebody_else_s_export_is_not_run_again(log_in, wang, chen, school, commits):
    with commits():
        log_in(wang).post(URL, {"format": "csv"})
    assert log_in(chen).post(f"/exports/{latest().pk}/again/").status_code == 404


def test_nothing_to_export_offers_the_way_back(log_in, chen):
    page = text(log_in(chen).post(URL, {"query": "name=没有这所"}))
    assert "没有可导出的记录" in page
    assert "开始导出" not in page


def test_two_clicks_are_one_export(log_in, chen, school):
    client = log_in(chen)
    for _click in range(2):
        client.post(URL, {"format": "xlsx", "idempotency_key": "k1"})
    assert JobRun.objects.filter(kind=exports.KIND).count() == 1


def test_my_exports_are_the_jobs_of_that_kind(log_in, chen, school):
    client = log_in(chen)
    client.post(URL, {"format": "xlsx"})
    assert "导出机构清单" in text(client.get(f"/jobs/?kind={exports.KIND}&mine=yes"))
    assert "导出机构清单" not in text(client.get("/jobs/?kind=&mine=no"))


def test_the_auditor_takes_the_log_away_as_filtered(log_in, sun, commits):
    client = log_in(sun)
    client.post("/exports/secrets/")
    client.post("/exports/secrets/")
    assert 'action="/exports/audit_events/"' in text(client.get("/audit-events/?event=portal.access.denied"))
    with commits():
        client.post("/exports/audit_events/", {"query": "event=portal.access.denied", "format": "xlsx"})
    assert [row[1] for row in rows_of(latest())] == ["访问被拒绝"] * 2
