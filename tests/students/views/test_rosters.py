"""花名册: uploaded, checked, mended, accepted, undone through the pages; a neighbour's upload does not exist."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from aid_portal import jobs
from aid_portal.models import AuditEvent, JobRun, OrgUnit
from students.actions import roster_uploads, roster_workbooks
from students.awaiting import rosters_checked
from students.choices import UploadStatus
from students.models import Enrolment, RosterUpload, TermSetting
from tests.department_lists import an_id
from tests.factories.students import an_upload
from tests.factories.subsidies import a_decision
from tests.rosters import HEADINGS, a_child, a_roster, accepted, checked, children, received
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
LIST = "/students/rosters/"
VERBS = ("check", "mend", "accept", "discard", "undo", "marked")
PAGES = ("", "issues/", "changes/", "missing/", "doubles/")


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, content, unit, term="2022A", **said):
    data = {"term": term, "unit": unit.pk, "file": SimpleUploadedFile("花名册.xlsx", content)} | said
    return client.post(f"{LIST}upload/", data, headers={"referer": f"http://testserver{LIST}upload/"}, follow=True)


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(LIST).status_code == 302


def test_who_only_looks_decides_nothing(log_in, sun, wang, school):
    upload, client = checked(children(2), school, wang), log_in(sun)
    shown = page(client, upload.get_absolute_url())
    assert "确认接收" not in shown
    assert "上传新文件" not in shown
    assert {client.post(f"{LIST}{upload.pk}/{verb}/").status_code for verb in VERBS} == {403}
    assert client.get(f"{LIST}upload/").status_code == 403
    assert client.post(f"{LIST}template/").status_code == 403


def test_a_neighbours_upload_does_not_exist(log_in, wang, zhao, school):
    upload, client = checked(children(2), school, wang), log_in(zhao)
    assert {client.get(f"{LIST}{upload.pk}/{part}").status_code for part in PAGES} == {404}
    assert {client.post(f"{LIST}{upload.pk}/{verb}/").status_code for verb in VERBS} == {404}
    assert upload.file.name not in page(client, LIST)


@pytest.mark.parametrize("verb", VERBS)
def test_looking_changes_nothing(verb, log_in, wang, school):
    assert log_in(wang).get(f"{LIST}{an_upload(unit=school).pk}/{verb}/").status_code == 405


def test_an_empty_list_says_where_to_begin(log_in, wang):
    shown = page(log_in(wang), LIST)
    assert "还没有上传过花名册" in shown
    assert f'href="{LIST}upload/"' in shown


@pytest.mark.parametrize(
    ("query", "found"), [("", 2), ("term=2022A", 1), ("status=accepted", 1), ("unit=城关", 2), ("uploaded_by=王", 1), ("q=春", 1)]
)
def test_uploads_are_found_by_term_status_unit_person_and_file(query, found, log_in, chen, wang, school):
    checked(children(1), school, wang)
    accepted(children(1), school, chen, term="2022S", name="春季.xlsx")
    assert log_in(chen).get(f"{LIST}?{query}").context["list"].page.total == found


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, wang, school, django_assert_max_num_queries):
    client = log_in(wang)
    for _number in range(3):
        an_upload(unit=school, uploaded_by=wang)
    client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    for _number in range(27):
        an_upload(unit=school, uploaded_by=wang)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


@pytest.mark.parametrize("part", ["issues/", "changes/", "missing/", "doubles/"])
def test_the_rows_of_an_upload_cost_the_same_for_few_and_for_many(part, log_in, wang, zhao, chen, school, zhao_school, django_assert_max_num_queries):  # fmt: skip # noqa: E501
    def world(count, first):
        both = [a_child(n, "2161324002", 班级="9班") for n in range(first, first + count)]
        accepted(both, zhao_school, zhao, term="2022A")
        accepted(children(count * 2, first, 班级="旧班"), school, wang)
        bad = [a_child(n + 500, 就读方式="乘车") for n in range(first, first + count)]
        return checked([*children(count, first), *bad], school, wang)

    small, client = world(2, 0), log_in(wang)
    client.get(f"{LIST}{small.pk}/{part}")
    with django_assert_max_num_queries(30) as few:
        assert client.get(f"{LIST}{small.pk}/{part}").context["list"].page.total
    large = world(15, 100)
    with django_assert_max_num_queries(len(few)):
        assert client.get(f"{LIST}{large.pk}/{part}").context["list"].page.total >= 15


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


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "文件是空的"), (b"<html><table></table></html>", "网页格式"), (b"%PDF-1.7 ....", "这不是可以读取的表格")],
)
def test_the_gate_refuses_in_words_and_keeps_nothing(content, sentence, log_in, wang, school):
    assert sentence in send(log_in(wang), content, school).content.decode()
    assert not RosterUpload.objects.exists()
    assert not JobRun.objects.exists()


def test_a_file_without_its_columns_says_which_are_missing(log_in, wang, school, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(log_in(wang), workbook([HEADINGS[:4], a_child(1)[:4]]), school)
    shown = page(log_in(wang), RosterUpload.objects.get().get_absolute_url())
    assert "缺少必需的列" in shown
    assert "班级" in shown


def test_a_locked_term_is_refused_in_words(log_in, wang, chen, school):
    TermSetting.objects.filter(pk="2022A").update(locked_at=timezone.now(), locked_by=chen, lock_note="已结算")
    shown = send(log_in(wang), a_roster(children(1)), school).content.decode()
    assert "2022年秋季学期已锁定（已结算）" in shown
    assert not RosterUpload.objects.exists()


def test_a_school_uploads_for_itself_only(log_in, wang, zhao_school, bureau):
    client = log_in(wang)
    for unit in (zhao_school, bureau):
        assert "选择一个有效的选项" in send(client, a_roster(children(1)), unit).content.decode()
    assert not RosterUpload.objects.exists()


def test_a_row_of_the_neighbours_is_an_error_and_shows_nothing_of_its_children(log_in, wang, zhao, school, zhao_school):
    accepted([a_child(n, "2161324002") for n in (50, 51)], zhao_school, zhao)
    upload = checked([*children(2), a_child(9, "2161324002")], school, wang)
    assert (upload.errors, upload.missing) == (1, 0)
    assert log_in(wang).get(f"{LIST}{upload.pk}/missing/").context["list"].page.total == 0


def test_two_clicks_on_one_form_are_one_upload(log_in, wang, school):
    client = log_in(wang)
    key = client.get(f"{LIST}upload/").context["key"]
    said = {"term": "2022A", "unit": school.pk, "idempotency_key": key}
    for _click in range(2):
        client.post(f"{LIST}upload/", {**said, "file": SimpleUploadedFile("花名册.xlsx", a_roster(children(1)))})
    assert RosterUpload.objects.count() == 1


@pytest.mark.parametrize("headed", [True, False])
def test_pasted_rows_go_the_same_way(headed, log_in, wang, school, django_capture_on_commit_callbacks):
    rows = [list(HEADINGS), *children(2)] if headed else children(2)
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    with django_capture_on_commit_callbacks(execute=True):
        log_in(wang).post(f"{LIST}upload/", {"term": "2022A", "unit": school.pk, "pasted": text})
    upload = RosterUpload.objects.get()
    assert (upload.status, upload.good, upload.errors) == ("checked", 2, 0)


@pytest.mark.parametrize(
    ("text", "sentence"), [("  ", "或粘贴表格行"), ("\t".join(HEADINGS), "没有粘贴任何数据行"), ("x\ty\n" * 201, "最多 200 行")]
)
def test_a_paste_that_cannot_be_used_says_why(text, sentence, log_in, wang, school):
    data = {"term": "2022A", "unit": school.pk, "pasted": text}
    answer = log_in(wang).post(f"{LIST}upload/", data, headers={"referer": f"http://testserver{LIST}upload/"}, follow=True)
    assert sentence in answer.content.decode()
    assert not RosterUpload.objects.exists()


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


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(roster_uploads, "AT_ONCE", 0)
    monkeypatch.setattr(roster_workbooks, "AT_ONCE", 0)


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
    assert rosters_checked(wang) == 1
    client.post(f"{LIST}{upload.pk}/discard/")
    assert (rosters_checked(wang), Enrolment.objects.count()) == (0, 0)
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


def take(client, school, term="2022A", filled="yes"):
    return client.post(f"{LIST}template/", {"term": term, "school": school.pk, "filled": filled})


def test_a_template_read_back_unchanged_changes_nothing(log_in, wang, school, django_capture_on_commit_callbacks):
    accepted(children(3, 出生日期="2014-03-15", 户口性质="农村", 帮扶="x"), school, wang)
    content = take(log_in(wang), school).content
    with django_capture_on_commit_callbacks(execute=True):
        send(log_in(wang), content, school)
    upload = RosterUpload.objects.first()
    assert (upload.status, upload.errors, upload.changed, upload.unchanged, upload.missing) == ("checked", 0, 0, 3, 0)
    assert upload.repeats


def test_a_new_school_year_moves_the_grades_up_and_leaves_out_who_has_finished(log_in, wang, school, django_capture_on_commit_callbacks):  # fmt: skip # noqa: E501
    accepted([a_child(1), a_child(2, 年级="六年级"), a_child(3, 学生状态="转出")], school, wang, term="2022S")
    content = take(log_in(wang), school).content
    with django_capture_on_commit_callbacks(execute=True):
        send(log_in(wang), content, school)
    [row] = RosterUpload.objects.first().staged.all()
    assert (row.outcome, row.grade, row.registry_index is not None) == ("new", 4, True)
    event = AuditEvent.objects.get(event="students.roster.template_taken")
    assert (event.actor, event.unit_code) == ("王老师", school.code)


def test_a_template_of_another_term_is_refused_with_the_way_to_the_right_one(log_in, wang, school, django_capture_on_commit_callbacks):  # fmt: skip # noqa: E501
    content = take(log_in(wang), school, term="2022S", filled="no").content
    with django_capture_on_commit_callbacks(execute=True):
        send(log_in(wang), content, school)
    upload = RosterUpload.objects.get()
    shown = page(log_in(wang), upload.get_absolute_url())
    assert upload.status == UploadStatus.REFUSED
    assert "这是2022年春季学期的模板" in shown
    assert f"{LIST}upload/?term=2022A" in shown


def test_the_template_is_for_ones_own_school(log_in, wang, zhao_school):
    answer = take(log_in(wang), zhao_school)
    assert answer.status_code == 302
    assert not AuditEvent.objects.filter(event="students.roster.template_taken").exists()


def test_the_bureau_takes_no_more_numbers_than_without_a_second_person(log_in, chen, wang, school, monkeypatch):
    accepted(children(3), school, wang)
    monkeypatch.setattr("students.actions.roster_templates.EXPORT_ROWS", 2)
    client = log_in(chen)
    assert "请由学校下载" in take(client, school).content.decode()
    assert take(client, school, filled="no").content.startswith(b"PK")
    assert take(log_in(wang), school).content.startswith(b"PK")


def test_the_county_sends_one_file_for_all_schools(log_in, chen, school, zhao_school, bureau, django_capture_on_commit_callbacks):
    rows = [a_child(1), a_child(2, "2161324002")]
    with django_capture_on_commit_callbacks(execute=True):
        send(log_in(chen), a_roster(rows), bureau)
    upload = RosterUpload.objects.get()
    log_in(chen).post(f"{LIST}{upload.pk}/accept/", {"seen": upload.seen})
    assert Enrolment.objects.filter(school__in=OrgUnit.objects.schools()).values("school").distinct().count() == 2


def test_the_original_is_handed_out_on_record(log_in, wang, school):
    upload = checked(children(1), school, wang)
    client = log_in(wang)
    url = reverse("stored-file", args=[upload.file.key])
    assert url in page(client, upload.get_absolute_url())
    assert BytesIO(content_of(client.post(url))).read(2) == b"PK"
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded").count() == 1
