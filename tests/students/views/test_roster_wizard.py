"""An upload on its way: checked, mended, its difference seen, accepted, undone; whom another school has too."""

import pytest
from django.urls import reverse

from aid_portal import jobs
from aid_portal.models import AuditEvent, JobRun
from students.actions import roster_uploads, roster_workbooks
from students.choices import UploadStatus
from students.models import Enrolment, RosterUpload
from tests.department_lists import an_id
from tests.factories.subsidies import a_decision
from tests.rosters import LIST, a_child, a_roster, accepted, checked, children, content_of, page, received, send
from tests.waits import waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(roster_uploads, "AT_ONCE", 0)
    monkeypatch.setattr(roster_workbooks, "AT_ONCE", 0)


def test_from_a_bad_file_over_the_marked_workbook_to_acceptance(log_in, wang, school, django_capture_on_commit_callbacks):
    client = log_in(wang)
    rows = [*children(3), a_child(7, 身份证号=an_id(7)[:-1] + "9")]
    with django_capture_on_commit_callbacks(execute=True):
        send(client, a_roster(rows), school)
    upload = RosterUpload.objects.get()
    assert (upload.status, upload.good, upload.errors, upload.job.status) == ("checked", 3, 1, "done")
    assert "校验码错误" in page(client, upload.get_absolute_url())
    assert an_id(7)[:-1] + "9" not in page(client, f"{LIST}{upload.pk}/issues/")
    marked = content_of(client.post(f"{LIST}{upload.pk}/marked/"))
    assert marked.startswith(b"PK")
    with django_capture_on_commit_callbacks(execute=True):
        send(client, marked, school)
    again = RosterUpload.objects.first()
    assert (again.status, again.errors, again.unknown_headings) == ("checked", 1, [])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{again.pk}/mend/", {"cell-5-身份证号": an_id(7)})
    again.refresh_from_db()
    assert (again.good, again.errors) == (4, 0)
    shown = client.post(f"{LIST}{again.pk}/accept/", {"seen": again.seen}, follow=True).content.decode()
    assert "已接收" in shown
    assert Enrolment.objects.filter(school=school, term="2022A").count() == 4
    assert not AuditEvent.objects.filter(event="students.roster.marked").exclude(actor="王老师").exists()


def test_while_it_is_checked_the_page_follows_the_job_and_offers_to_cancel(log_in, wang, school):
    upload, client = received(children(2), school, wang), log_in(wang)
    shown = page(client, upload.get_absolute_url())
    assert reverse("job-run-progress", args=[upload.job_id]) in shown
    assert reverse("job-run-cancel", args=[upload.job_id]) in shown
    assert "确认接收" not in shown
    client.post(reverse("job-run-cancel", args=[upload.job_id]))
    assert "重新校验" in page(client, upload.get_absolute_url())
    client.post(f"{LIST}{upload.pk}/check/")
    jobs.run_inline(RosterUpload.objects.get().job)
    assert RosterUpload.objects.get().status == UploadStatus.CHECKED


def test_nothing_else_is_done_to_an_upload_at_work(log_in, wang, school):
    upload, client = received(children(2), school, wang), log_in(wang)
    for verb in ("check", "accept", "discard", "mend", "undo"):
        answer = client.post(f"{LIST}{upload.pk}/{verb}/", {"seen": "", "cell-2-班级": "2班"})
        assert (answer.status_code, "正在进行" in answer.content.decode()) == (409, True)


def test_the_difference_is_shown_field_by_field_and_numbers_stay_masked(log_in, wang, school):
    accepted(children(3), school, wang)
    changed = a_child(0, 班级="2班", 联系电话="13900139000")
    upload = checked([changed, a_child(1), a_child(8)], school, wang)
    assert (upload.new, upload.changed, upload.unchanged, upload.missing) == (1, 1, 1, 1)
    client = log_in(wang)
    for shown in (page(client, upload.get_absolute_url()), page(client, f"{LIST}{upload.pk}/changes/?outcome=changed")):
        assert "<b>班级</b> 1班 <span>→</span> 2班" in shown
        assert "<b>联系电话</b> 138****8000 <span>→</span> 139****9000" in shown
        assert an_id(0) not in shown
    assert "某丙" in page(client, f"{LIST}{upload.pk}/missing/")
    client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    assert "1班 <span>→</span> 2班" in page(client, f"{LIST}{upload.pk}/changes/?outcome=changed")
    assert Enrolment.objects.filter(term="2022A").count() == 4


def test_of_two_uploads_racing_the_second_is_shown_its_new_difference(log_in, wang, school):
    first, second = checked(children(3), school, wang), checked(children(3, 班级="2班"), school, wang)
    client = log_in(wang)
    seen = second.seen
    client.post(f"{LIST}{first.pk}/accept/", {"seen": first.seen})
    answer = client.post(f"{LIST}{second.pk}/accept/", {"seen": seen}, headers={"referer": f"http://testserver{LIST}{second.pk}/"}, follow=True)  # fmt: skip # noqa: E501
    assert "差异已重新计算" in answer.content.decode()
    second.refresh_from_db()
    assert (second.status, second.new, second.changed) == ("checked", 0, 3)
    assert client.post(f"{LIST}{second.pk}/accept/", {"seen": seen}).status_code == 409
    client.post(f"{LIST}{second.pk}/accept/", {"seen": second.seen})
    assert set(Enrolment.objects.values_list("class_name", flat=True)) == {"2班"}


def test_another_difference_of_the_same_size_is_shown_before_it_is_accepted(log_in, wang, school):
    accepted(children(2), school, wang)
    upload = checked([a_child(0, 班级="2班"), a_child(1)], school, wang)
    accepted([a_child(0, 班级="2班"), a_child(1, 班级="3班")], school, wang)
    client = log_in(wang)
    answer = client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    upload.refresh_from_db()
    assert (answer.status_code, upload.status, upload.new, upload.changed, upload.unchanged) == (409, "checked", 0, 1, 1)
    assert Enrolment.objects.filter(class_name="3班").exists()
    client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    assert not Enrolment.objects.filter(class_name="3班").exists()


def test_a_file_corrected_in_another_window_is_shown_before_it_is_accepted(
    log_in, wang, school, django_capture_on_commit_callbacks
):
    upload, client = checked(children(2), school, wang), log_in(wang)
    before = upload.seen
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{upload.pk}/mend/", {"cell-2-班级": "2班"})
    upload.refresh_from_db()
    assert (upload.status, upload.new, upload.mends.count()) == ("checked", 2, 1)
    assert client.post(f"{LIST}{upload.pk}/accept/", {"seen": before}).status_code == 409
    assert not Enrolment.objects.exists()


@pytest.mark.usefixtures("everything_is_large")
def test_many_rows_are_accepted_and_undone_as_jobs(log_in, wang, school, django_capture_on_commit_callbacks):
    upload, client = checked(children(3), school, wang), log_in(wang)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    upload.refresh_from_db()
    assert (upload.status, upload.accepted_by, upload.job.kind) == ("accepted", wang, roster_uploads.ACCEPT)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{upload.pk}/undo/")
    upload.refresh_from_db()
    assert (upload.status, upload.undone_by, Enrolment.objects.count()) == ("undone", wang, 0)


@pytest.mark.usefixtures("everything_is_large")
def test_an_acceptance_overtaken_while_it_waited_shows_the_new_difference(log_in, wang, school):
    first, second = checked(children(2), school, wang), checked(children(2, 班级="2班"), school, wang)
    one = roster_uploads.accept(upload=first, seen=first.seen, by=wang, post=False)
    two = roster_uploads.accept(upload=second, seen=second.seen, by=wang, post=False)
    jobs.run_inline(one.job)
    jobs.run_inline(two.job)
    second.refresh_from_db()
    assert (second.status, second.changed) == ("checked", 2)
    shown = page(log_in(wang), second.get_absolute_url())
    assert "差异已重新计算" in shown
    assert "确认接收" in shown


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_error_workbook_is_a_job_of_the_one_who_asked(log_in, wang, chen, school, django_capture_on_commit_callbacks):
    upload, client = checked([a_child(1, 班级="")], school, wang), log_in(wang)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{LIST}{upload.pk}/marked/")
    run = JobRun.objects.get(kind=roster_workbooks.KIND)
    assert answer.headers["Location"] == run.get_absolute_url()
    assert "下载错误工作簿" in page(client, run.get_absolute_url())
    assert "下载错误工作簿" not in page(log_in(chen), run.get_absolute_url())
    download = reverse("stored-file", args=[run.result["file"]])
    assert content_of(client.post(download)).startswith(b"PK")
    assert log_in(chen).post(download).status_code == 404


def test_undo_is_blocked_by_decisions_and_names_them(log_in, wang, school):
    upload = accepted(children(2), school, wang)
    a_decision(enrolment=Enrolment.objects.first())
    client = log_in(wang)
    answer = client.post(f"{LIST}{upload.pk}/undo/")
    assert "1名学生的1条资助结果" in answer.content.decode()
    upload.refresh_from_db()
    assert (upload.status, Enrolment.objects.count()) == ("accepted", 2)


def test_undo_brings_the_roster_back_as_it_was(log_in, wang, school):
    accepted(children(2), school, wang)
    upload = accepted([*children(2, 班级="2班"), a_child(5)], school, wang)
    log_in(wang).post(f"{LIST}{upload.pk}/undo/")
    assert list(Enrolment.objects.values_list("class_name", flat=True)) == ["1班", "1班"]
    assert "已撤销" in page(log_in(wang), upload.get_absolute_url())


def test_the_same_rows_again_say_so(log_in, wang, school):
    accepted(children(2), school, wang)
    upload = checked(reversed(children(2)), school, wang)
    assert "完全相同" in page(log_in(wang), upload.get_absolute_url())


def test_a_discarded_file_touches_nothing_and_waits_no_more(log_in, wang, school):
    upload, client = checked(children(2), school, wang), log_in(wang)
    assert waits(wang, "roster-accept") == 1
    client.post(f"{LIST}{upload.pk}/discard/")
    assert (waits(wang, "roster-accept"), Enrolment.objects.count()) == (0, 0)
    page(client, upload.get_absolute_url())


def test_a_cell_that_is_not_in_the_file_is_not_mended(log_in, wang, school):
    upload, client = checked([a_child(1, 联系电话="12")], school, wang), log_in(wang)
    assert client.post(f"{LIST}{upload.pk}/mend/", {"cell-99-班级": "x"}).status_code == 409
    assert client.post(f"{LIST}{upload.pk}/mend/", {"cell-2-没有这列": "x"}).status_code == 409
    client.post(f"{LIST}{upload.pk}/mend/", {"clear-2-联系电话": "on"})
    jobs.run_inline(RosterUpload.objects.get().job)
    upload.refresh_from_db()
    assert (upload.warnings, upload.mends.count()) == (0, 1)


def test_until_mends_are_checked_nothing_is_accepted(log_in, wang, school):
    upload, client = checked([a_child(1), a_child(2, 班级="")], school, wang), log_in(wang)
    client.post(f"{LIST}{upload.pk}/mend/", {"cell-3-班级": "2班"})
    client.post(reverse("job-run-cancel", args=[RosterUpload.objects.get().job_id]))
    answer = client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    assert "请先重新校验" in answer.content.decode()


def test_both_schools_see_a_double_enrolment_and_no_more_than_name_and_day(log_in, wang, zhao, school, zhao_school):
    accepted([a_child(3, "2161324002", 班级="邻班", 姓名="某某")], zhao_school, zhao)
    upload = checked([a_child(3)], school, wang)
    before = page(log_in(wang), upload.get_absolute_url())
    assert "城关第二小学" in before
    assert "邻班" not in before
    client = log_in(wang)
    client.post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    mine, theirs = page(client, f"{LIST}doubles/?term=2022A"), page(log_in(zhao), f"{LIST}doubles/?term=2022A")
    assert ("城关第二小学" in mine, "邻班" in mine, "本校" in mine) == (True, False, True)
    assert ("城关第一小学" in theirs, "1班" in theirs, "对方学校" in theirs) == (True, False, True)
    assert Enrolment.objects.count() == 2


def test_a_child_that_has_left_the_other_school_is_no_double(log_in, wang, zhao, school, zhao_school):
    accepted([a_child(3, "2161324002", 学生状态="转出")], zhao_school, zhao)
    upload = accepted([a_child(3)], school, wang)
    assert "同时在" not in page(log_in(wang), upload.get_absolute_url())
    assert log_in(wang).get(f"{LIST}doubles/?term=2022A").context["list"].page.total == 0
