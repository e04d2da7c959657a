"""花名册: who sees which uploads; a file or a paste is received, refused in words, checked."""

from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from aid_portal.models import AuditEvent, JobRun, OrgUnit
from students.models import Enrolment, RosterUpload, TermSetting
from tests.factories.students import an_upload, the_term
from tests.rosters import HEADINGS, LIST, a_child, a_roster, accepted, checked, children, content_of, page, send
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
VERBS = ("check", "mend", "accept", "discard", "undo", "marked")
PAGES = ("", "issues/", "changes/", "missing/", "doubles/")


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


def test_a_roster_that_the_console_took_in_stands_in_the_list_like_any_other(log_in, chen, school, tmp_path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(a_roster(children(2)))
    call_command("import_roster", path, "--term", the_term("2022A").pk, "--write", stdout=StringIO())
    assert RosterUpload.objects.get().uploaded_by is None
    assert "控制台" in page(log_in(chen), LIST)
