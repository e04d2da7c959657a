"""The API of rosters: the pages' permissions, filters and actions."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from aid_portal import jobs
from aid_portal.models import AuditEvent, JobRun
from students.actions import roster_workbooks
from students.choices import UploadStatus
from students.models import Enrolment, RosterUpload
from tests.department_lists import an_id
from tests.rosters import HEADINGS, a_child, a_roster, accepted, checked, children, content_of

pytestmark = pytest.mark.django_db
LIST = "/api/rosters/"


def post(client, path, **data):
    return client.post(f"{LIST}{path}", data, content_type="application/json")


def test_uploads_are_listed_to_the_school_they_belong_to(log_in, wang, zhao, school):
    upload = checked(children(2), school, wang)
    mine = log_in(wang).get(f"{LIST}?status=checked").json()["results"]
    assert [(each["id"], each["counts"]["new"], each["seen"]) for each in mine] == [(upload.pk, 2, upload.seen)]
    assert log_in(zhao).get(LIST).json()["count"] == 0


@pytest.mark.parametrize("part", ["", "issues/", "differences/", "missing/"])
def test_a_neighbours_upload_does_not_exist(part, log_in, wang, zhao, school):
    upload = checked(children(1), school, wang)
    assert log_in(wang).get(f"{LIST}{upload.pk}/{part}").status_code == 200
    assert log_in(zhao).get(f"{LIST}{upload.pk}/{part}").status_code == 404


@pytest.mark.parametrize("verb", ["check", "headings", "mend", "accept", "discard", "undo"])
def test_who_only_looks_decides_nothing(verb, log_in, wang, sun, zhao, school):
    upload = checked(children(1), school, wang)
    assert post(log_in(sun), f"{upload.pk}/{verb}/").status_code == 403
    assert post(log_in(zhao), f"{upload.pk}/{verb}/", seen="x", cells=[]).status_code == 404
    upload.refresh_from_db()
    assert upload.status == UploadStatus.CHECKED


def test_a_file_is_uploaded_once_and_answered_with_its_job(log_in, wang, sun, school):
    book = a_roster(children(2))

    def send(client, **headers):
        data = {"term": "2022A", "unit": school.code, "file": SimpleUploadedFile("花名册.xlsx", book)}
        return client.post(LIST, data, headers=headers)

    assert send(log_in(sun)).status_code == 403
    client = log_in(wang)
    first, second = send(client, **{"Idempotency-Key": "k1"}), send(client, **{"Idempotency-Key": "k1"})
    upload = RosterUpload.objects.get()
    assert (first.status_code, first.json()["job"], first.json()["job_status"]) == (201, upload.job_id, "queued")
    assert second.json()["id"] == upload.pk


def test_another_file_under_the_same_key_is_refused(log_in, wang, school):
    """Though it has the same name and as many bytes."""
    client, right = log_in(wang), a_roster(children(2))
    damaged = right[:-1] + bytes([right[-1] ^ 1])

    def send(file):
        data = {"term": "2022A", "unit": school.code, "file": SimpleUploadedFile("花名册.xlsx", file)}
        return client.post(LIST, data, headers={"Idempotency-Key": "k1"})

    assert [send(file).status_code for file in (right, right, damaged)] == [201, 201, 409]
    assert send(damaged).json()["code"] == "key_reused"
    assert RosterUpload.objects.get().file.size == len(right)


def test_the_template_is_that_of_the_page_for_a_school_one_may_send_for(log_in, wang, sun, school, zhao_school):
    accepted(children(2), school, wang)
    asked = {"term": "2022A", "school": school.code}
    handed = post(log_in(wang), "template/", **asked)
    assert "花名册模板" in unquote(handed.headers["Content-Disposition"])
    names = {row[HEADINGS.index("姓名")] for row in children(2)}
    assert names <= said(handed.content)
    assert names.isdisjoint(said(post(log_in(wang), "template/", **asked, filled=False).content))
    assert post(log_in(sun), "template/", **asked).status_code == 403
    assert post(log_in(wang), "template/", term="2022A", school=zhao_school.code).status_code == 400
    assert AuditEvent.objects.filter(event="students.roster.template_taken").count() == 2


def said(workbook: bytes) -> set[object]:
    return {value for sheet in load_workbook(BytesIO(workbook)) for row in sheet.iter_rows(values_only=True) for value in row}


def test_rows_are_sent_as_text_and_a_roster_is_one_or_the_other(log_in, wang, school, zhao_school):
    client, text = log_in(wang), "\n".join("\t".join(map(str, row)) for row in [HEADINGS, *children(2)])
    assert post(client, "", term="2022A", unit=school.code, rows=text).status_code == 201
    assert post(client, "", term="2022A", unit=school.code).status_code == 400
    assert post(client, "", term="2022A", unit=zhao_school.code, rows=text).status_code == 400
    assert post(client, "", term="2022A", unit=school.code, rows="\t".join(HEADINGS)).status_code == 409


def test_a_cell_is_mended_and_the_difference_accepted_discarded_or_undone(log_in, wang, school):
    upload, client = checked([a_child(1), a_child(2, 班级="")], school, wang), log_in(wang)
    [issue] = client.get(f"{LIST}{upload.pk}/issues/").json()["results"]
    assert (issue["row"], issue["column"], issue["code"]) == (3, "班级", "missing")
    answer = post(client, f"{upload.pk}/mend/", cells=[{"row": 3, "column": "班级", "value": "2班"}])
    assert answer.json()["job_status"] == "queued"
    jobs.run_inline(RosterUpload.objects.get().job)
    seen = client.get(f"{LIST}{upload.pk}/").json()["seen"]
    assert post(client, f"{upload.pk}/accept/", seen="old").json()["code"] == "stale"
    assert post(client, f"{upload.pk}/accept/", seen=seen).json()["status"] == "accepted"
    assert Enrolment.objects.count() == 2
    assert post(client, f"{upload.pk}/discard/").status_code == 409
    assert post(client, f"{upload.pk}/undo/").json()["status"] == "undone"


def test_a_check_that_was_cancelled_is_started_again_and_an_upload_given_up(log_in, wang, school):
    upload, client = checked(children(1), school, wang), log_in(wang)
    assert post(client, f"{upload.pk}/check/").json()["job_status"] == "queued"
    jobs.run_inline(RosterUpload.objects.get().job)
    assert post(client, f"{upload.pk}/discard/").json()["status"] == "discarded"


def test_differences_and_missing_children_come_with_masked_numbers(log_in, wang, school):
    accepted(children(3), school, wang)
    upload, client = checked(children(2, 班级="2班"), school, wang), log_in(wang)
    answer = client.get(f"{LIST}{upload.pk}/differences/?outcome=changed")
    assert answer.json()["results"][0]["changes"] == [{"label": "班级", "before": "1班", "after": "2班"}]
    gone = client.get(f"{LIST}{upload.pk}/missing/")
    assert [each["name"] for each in gone.json()["results"]] == ["某丙"]
    assert an_id(0) not in answer.content.decode()
    assert an_id(2) not in gone.content.decode()


def test_double_enrolments_name_the_other_school(log_in, wang, zhao, school, zhao_school):
    accepted([a_child(3, "2161324002")], zhao_school, zhao)
    accepted([a_child(3)], school, wang)
    [mine] = log_in(wang).get("/api/terms/2022A/doubles/").json()["results"]
    assert (mine["other_school"], mine["is_last"], mine["school"]) == ("城关第二小学", True, school.code)
    [theirs] = log_in(zhao).get("/api/terms/2022A/doubles/").json()["results"]
    assert (theirs["other_school"], theirs["is_last"]) == ("城关第一小学", False)


def test_the_differences_cost_the_same_for_two_and_for_thirty(log_in, wang, school, django_assert_max_num_queries):
    client = log_in(wang)
    small = checked(children(2), school, wang)
    client.get(f"{LIST}{small.pk}/differences/")
    with django_assert_max_num_queries(20) as few:
        client.get(f"{LIST}{small.pk}/differences/")
    large = checked(children(30), school, wang)
    with django_assert_max_num_queries(len(few)):
        assert client.get(f"{LIST}{large.pk}/differences/").json()["count"] == 30


def test_half_a_character_is_refused_in_words(log_in, wang, school):
    """A choice would be refused with the word in it, and no answer can carry that word."""
    upload = checked(children(1), school, wang)
    answer = log_in(wang).post(
        f"{LIST}{upload.pk}/mend/",
        r'{"cells": [{"row": 2, "column": "\ud800", "value": "1班"}]}',
        content_type="application/json",
    )
    assert (answer.status_code, "不成字的编码" in answer.content.decode()) == (400, True)


def test_the_marked_workbook_is_that_of_the_page(log_in, wang, sun, zhao, school):
    upload, client = checked([a_child(1), a_child(2, 班级="")], school, wang), log_in(wang)
    answer = post(client, f"{upload.pk}/marked/")
    assert "错误标注" in unquote(answer.headers["Content-Disposition"])
    sheet = load_workbook(BytesIO(content_of(answer))).active
    assert sheet.cell(3, HEADINGS.index("班级") + 1).comment is not None
    assert [post(log_in(who), f"{upload.pk}/marked/").status_code for who in (sun, zhao)] == [403, 404]
    clean = checked(children(1), school, wang)
    assert post(client, f"{clean.pk}/marked/").status_code == 409


def test_of_a_long_roster_the_marked_workbook_is_a_job_of_who_asked(log_in, wang, chen, school, monkeypatch):
    monkeypatch.setattr(roster_workbooks, "AT_ONCE", 0)
    upload, client = checked([a_child(1, 班级="")], school, wang), log_in(wang)
    answer = post(client, f"{upload.pk}/marked/")
    take = f"marked/{answer.json()['id']}/download/"
    assert (answer.status_code, post(client, take).json()["code"]) == (202, "no_file")
    run = JobRun.objects.get(pk=answer.json()["id"])
    jobs.run_inline(run)
    assert content_of(post(client, take)).startswith(b"PK")
    assert post(log_in(chen), take).status_code == 404
