"""部门名单: seen by the bureau only, uploaded with its day, confirmed or withdrawn with a reason."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from aid_portal import jobs
from aid_portal.models import AuditEvent, JobRun
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from tests.department_lists import MARCH, SEPTEMBER, Person, a_list, loaded, people, received, rural
from tests.factories.students import a_release
from tests.waits import waits
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
LIST = "/students/releases/"
CIVIL, RURAL = RecordKind.CIVIL, RecordKind.RURAL


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(client, kind, content, day="2022-09-01", **options):
    file = SimpleUploadedFile("民政9月.xlsx", content)
    return client.post(f"{LIST}upload/{kind}/", {"file": file, "data_date": day}, **options)


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("path", ["", "{}/", "{}/records/", "{}/changes/", "{}/issues/", "{}/determinations/", "upload/civil/"])
def test_a_departments_list_never_shows_to_a_school(path, log_in, wang):
    assert log_in(wang).get(LIST + path.format(a_release().pk)).status_code == 403


@pytest.mark.parametrize("verb", ["confirm", "withdraw"])
def test_a_school_decides_nothing_about_a_list(verb, log_in, wang):
    release = a_release(status=ReleaseStatus.HELD)
    assert log_in(wang).post(f"{LIST}{release.pk}/{verb}/", {"note": "名单完整"}).status_code == 403
    release.refresh_from_db()
    assert release.status == ReleaseStatus.HELD


def test_the_auditor_looks_and_decides_nothing(log_in, sun):
    release = a_release()
    client = log_in(sun)
    shown = page(client, release.get_absolute_url())
    assert "撤回" not in shown
    assert "上传新的一期" not in shown
    assert client.post(f"{LIST}{release.pk}/withdraw/", {"note": "试试"}).status_code == 403
    assert client.get(f"{LIST}upload/civil/").status_code == 403


@pytest.mark.parametrize("verb", ["confirm", "withdraw", "report"])
def test_looking_changes_nothing(verb, log_in, chen):
    assert log_in(chen).get(f"{LIST}{a_release().pk}/{verb}/").status_code == 405


def test_an_unknown_source_and_an_unknown_release_are_404(log_in, chen):
    assert log_in(chen).get(f"{LIST}upload/police/").status_code == 404
    assert log_in(chen).get(f"{LIST}987654/").status_code == 404


def test_every_source_has_a_card_before_anything_is_uploaded(log_in, chen):
    shown = page(log_in(chen), LIST)
    assert [kind for kind in RecordKind if f"upload/{kind.value}/" not in shown] == []
    assert "还没有上传过名单" in shown


def test_a_card_shows_the_newest_list_in_effect_with_its_age(log_in, chen):
    today = timezone.localdate()
    a_release(kind=CIVIL, data_date=today - timedelta(days=40), rows=200)
    a_release(kind=CIVIL, data_date=today - timedelta(days=12), rows=185, errors=2)
    a_release(kind=CIVIL, data_date=today, rows=90, status=ReleaseStatus.HELD, accepted_at=None)
    shown = page(log_in(chen), LIST)
    assert "距所选日期 12 天" in shown
    assert "入库 183 行" in shown
    assert "1 期待复核" in shown
    assert "入库 200 行" not in shown


def test_the_lists_can_be_seen_as_of_any_day(log_in, chen):
    a_release(kind=RURAL, data_date=MARCH, rows=1000)
    a_release(kind=RURAL, data_date=SEPTEMBER, rows=1004)
    client = log_in(chen)
    assert "入库 1,000 行" in page(client, f"{LIST}?on=2022-08-31")
    assert "入库 1,004 行" in page(client, f"{LIST}?on=2022-09-01")
    assert "2022-02-28 及以前没有生效的名单" in page(client, f"{LIST}?on=2022-02-28")


@pytest.mark.parametrize(
    ("query", "found"),
    [("kind=rural", 1), ("kind=civil", 1), ("status=held", 1), ("since=2022-08-01", 1), ("until=2022-08-01", 1), ("", 2)],
)
def test_releases_are_found_by_source_status_and_day(query, found, log_in, chen):
    a_release(kind=RURAL, data_date=MARCH)
    a_release(kind=CIVIL, data_date=SEPTEMBER, status=ReleaseStatus.HELD, accepted_at=None)
    assert log_in(chen).get(f"{LIST}?{query}").context["list"].page.total == found


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    for month in range(1, 4):
        a_release(data_date=date(2022, month, 1), uploaded_by=chen)
    client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    for month in range(1, 10):
        for day in (2, 3, 4):
            a_release(data_date=date(2022, month, day), uploaded_by=chen)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_an_uploaded_list_is_loaded_by_a_job_and_takes_effect(log_in, chen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(log_in(chen), CIVIL, a_list(CIVIL, people(3)))
    release = Release.objects.get()
    assert answer.headers["Location"] == release.get_absolute_url()
    assert (release.status, release.rows, release.uploaded_by, release.accepted_by) == ("accepted", 3, chen, chen)
    assert release.records.count() == 3
    shown = page(log_in(chen), release.get_absolute_url())
    assert "2022年秋季学期" in shown
    assert "民政9月.xlsx" in shown
    assert page(log_in(chen), release.job.get_absolute_url()).count("查看名单") == 1


def test_while_it_loads_the_page_follows_the_job(log_in, chen):
    release = received(CIVIL, a_list(CIVIL, people(2)), SEPTEMBER, chen)
    shown = page(log_in(chen), release.get_absolute_url())
    assert reverse("job-run-progress", args=[release.job_id]) in shown
    assert "1 期载入中" in page(log_in(chen), LIST)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "文件是空的"), (b"<html><table></table></html>", "网页格式"), (b"%PDF-1.7 ....", "这不是可以读取的表格")],
)
def test_the_gate_refuses_in_words_and_keeps_nothing(content, sentence, log_in, chen):
    answer = upload(log_in(chen), CIVIL, content, headers={"referer": f"http://testserver{LIST}upload/civil/"}, follow=True)
    assert sentence in answer.content.decode()
    assert not Release.objects.exists()
    assert not JobRun.objects.exists()


def test_a_file_without_its_columns_is_refused_and_says_which(log_in, chen):
    release = received(CIVIL, workbook([["姓名", "身份证号码", "备注"], ["某", "1", ""]]), SEPTEMBER, chen)
    jobs.run_inline(release.job)
    shown = page(log_in(chen), release.get_absolute_url())
    assert "未受理" in shown
    assert "救助类别" in shown


def test_the_day_of_a_list_must_be_given_and_not_lie_ahead(log_in, chen):
    client, tomorrow = log_in(chen), timezone.localdate() + timedelta(days=1)
    assert "请填写数据日期" in upload(client, CIVIL, b"x", day="").content.decode()
    assert "数据日期晚于今天" in upload(client, CIVIL, b"x", day=tomorrow.isoformat()).content.decode()
    assert not Release.objects.exists()


def test_the_rural_list_says_its_day_itself_and_determinations_have_none(log_in, chen):
    client = log_in(chen)
    assert "可以不填" in page(client, f"{LIST}upload/rural/")
    assert "数据日期" not in page(client, f"{LIST}upload/determinations/").split("上传前看一眼")[0].replace("不用填数据日期", "")
    release = received(RURAL, a_list(RURAL, people(2), SEPTEMBER), None, chen)
    jobs.run_inline(release.job)
    release.refresh_from_db()
    assert (release.status, release.data_date) == (ReleaseStatus.ACCEPTED, SEPTEMBER)


def test_a_held_list_shows_both_numbers_and_waits_for_a_word(log_in, chen):
    rural(people(20), MARCH, chen)
    release = rural(people(12), SEPTEMBER, chen)
    client = log_in(chen)
    shown = page(client, release.get_absolute_url())
    assert "−40.0%" in shown
    assert "本期没有的 8 人" in shown
    assert waits(chen, "release-held") == 1
    client.post(f"{LIST}{release.pk}/confirm/", {"note": ""})
    assert Release.objects.get(pk=release.pk).status == ReleaseStatus.HELD
    client.post(f"{LIST}{release.pk}/confirm/", {"note": "已电话核实，名单完整"})
    release.refresh_from_db()
    assert (release.status, release.accepted_by) == (ReleaseStatus.ACCEPTED, chen)
    assert AuditEvent.objects.get(event="students.release.accepted", note="已电话核实，名单完整").actor == "陈经办"


def test_a_wrong_list_is_withdrawn_with_a_reason_and_counts_no_more(log_in, chen):
    release = loaded(CIVIL, people(3), SEPTEMBER, chen)
    client = log_in(chen)
    client.post(f"{LIST}{release.pk}/withdraw/", {"note": ""})
    assert Release.objects.newest_on(SEPTEMBER) == {CIVIL: release}
    client.post(f"{LIST}{release.pk}/withdraw/", {"note": "部门发错了"})
    assert Release.objects.newest_on(SEPTEMBER) == {}
    shown = page(client, release.get_absolute_url())
    assert "部门发错了" in shown
    assert release.records.count() == 3


def test_determinations_are_not_withdrawn_as_a_whole(log_in, chen):
    release = a_release(kind=RecordKind.DETERMINATIONS, data_date=None)
    client = log_in(chen)
    assert "撤回后" not in page(client, release.get_absolute_url())
    answer = client.post(f"{LIST}{release.pk}/withdraw/", {"note": "发错了"})
    assert "认定结果按学籍号逐条更新，不能整份撤回" in answer.content.decode()


def test_the_same_content_again_says_so_and_is_not_kept_twice(log_in, chen):
    loaded(CIVIL, people(3), SEPTEMBER, chen)
    again = loaded(CIVIL, people(3), SEPTEMBER, chen)
    assert "内容完全相同" in page(log_in(chen), again.get_absolute_url())
    assert again.records.count() == 0


def test_an_older_list_says_that_a_newer_one_counts(log_in, chen):
    newer = rural(people(5), SEPTEMBER, chen)
    older = rural(people(4), MARCH, chen)
    shown = page(log_in(chen), older.get_absolute_url())
    assert "已有数据日期更新的一期（2022-09-01）" in shown
    assert newer.get_absolute_url() in shown
    assert "2022年春季学期" in shown


def test_unknown_columns_are_kept_and_named(log_in, chen):
    rows = [["姓名", "身份证号", "帮扶干部"], ["某甲", Person(1).resident_id, "李某"]]
    release = received(RecordKind.MARTYRS, workbook(rows), SEPTEMBER, chen)
    jobs.run_inline(release.job)
    assert "帮扶干部" in page(log_in(chen), release.get_absolute_url())
    assert "李某" in page(log_in(chen), release.records.get().get_absolute_url())
