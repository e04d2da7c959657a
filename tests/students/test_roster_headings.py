"""A school's own names of columns: said once, known from then on, its own and nobody else's."""

from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aid_portal import audit, crypto, jobs
from aid_portal.actions.stored_files import open_plain
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from students.actions import roster_headings, roster_uploads, roster_workbooks
from students.choices import UploadStatus
from students.models import LearnedHeading, RosterRow, RosterUpload
from tests.department_lists import an_id
from tests.factories.students import the_term
from tests.promises import is_kept, twice
from tests.rosters import HEADINGS, LIST, a_child, children, page
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
OWN = {"身份证号": "孩子号码", "联系电话": "爸爸电话"}


def own_book(rows, names=OWN):
    return workbook([[names.get(heading, heading) for heading in HEADINGS], *rows])


def taken(unit, by, rows=None, names=OWN):
    book = own_book(children(2) if rows is None else rows, names)
    upload = roster_uploads.upload(term=the_term("2022A"), unit=unit, source=book, name="本校.xlsx", by=by, post=False)
    return run(upload)


def run(upload):
    jobs.run_inline(upload.job)
    return RosterUpload.objects.select_related("job", "unit", "term", "file").get(pk=upload.pk)


def said(upload, by, **names):
    return run(roster_headings.learn(upload=upload, names=names, by=by, post=False))


def test_a_column_under_the_schools_own_name_is_explained_once_and_known_from_then_on(wang, school):
    upload = taken(school, wang)
    assert (upload.status, upload.unknown_headings) == (UploadStatus.REFUSED, ["孩子号码", "爸爸电话"])
    assert "缺少必需的列：身份证号" in upload.refusal
    upload = said(upload, wang, 孩子号码="身份证号", 爸爸电话="联系电话")
    assert (upload.status, upload.good, upload.unknown_headings, upload.refusal) == (UploadStatus.CHECKED, 2, [], "")
    again = taken(school, wang, children(3))
    assert (again.status, again.good) == (UploadStatus.CHECKED, 3)


def test_what_one_school_calls_a_column_is_not_known_of_another(wang, zhao, school, zhao_school):
    said(taken(school, wang), wang, 孩子号码="身份证号")
    rows = [a_child(5, school=zhao_school.code)]
    assert taken(zhao_school, zhao, rows).status == UploadStatus.REFUSED


def test_a_column_that_may_be_missing_is_taken_in_when_it_is_explained(wang, school):
    upload = taken(school, wang, names={"联系电话": "爸爸电话"})
    assert (upload.status, upload.unknown_headings) == (UploadStatus.CHECKED, ["爸爸电话"])
    before = set(RosterRow.objects.filter(upload=upload).values_list("digest"))
    upload = said(upload, wang, 爸爸电话="联系电话")
    assert upload.unknown_headings == []
    assert before.isdisjoint(RosterRow.objects.filter(upload=upload).values_list("digest"))


def test_what_was_explained_wrongly_is_forgotten_again(wang, school):
    upload = said(taken(school, wang), wang, 孩子号码="身份证号")
    upload = said(upload, wang, 孩子号码="")
    assert (upload.status, upload.staged.count(), upload.issues.count()) == (UploadStatus.REFUSED, 0, 0)
    assert not LearnedHeading.objects.exists()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"孩子号码": "联系电话", "爸爸电话": "联系电话"}, "只留一列"),
        ({"妈妈电话": "联系电话"}, "没有“妈妈电话”这一列"),
        ({"孩子号码": "幸运数字"}, "请从列表中选择"),
        ({"孩子号码": ""}, "还没有指明"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_remembered(names, words, wang, school):
    upload = taken(school, wang)
    with pytest.raises(Refused, match=words):
        roster_headings.learn(upload=upload, names=names, by=wang, post=False)
    assert not LearnedHeading.objects.exists()


def test_an_accepted_roster_is_not_read_anew(wang, school):
    upload = taken(school, wang, names={"联系电话": "爸爸电话"})
    roster_uploads.accept(upload=upload, seen=upload.seen, by=wang)
    with pytest.raises(Refused, match="已不在校验阶段"):
        roster_headings.learn(upload=upload, names={"爸爸电话": "联系电话"}, by=wang, post=False)


def test_the_marked_workbook_marks_the_column_under_its_own_name(wang, school):
    wrong = a_child(7, 身份证号=an_id(7)[:-1] + "9")
    upload = said(taken(school, wang, [*children(1), wrong]), wang, 孩子号码="身份证号")
    assert upload.errors == 1
    with open_plain(roster_workbooks.mark(upload=upload, by=wang)) as path:
        sheet = load_workbook(BytesIO(path.read_bytes())).active
    marked = {sheet.cell(1, cell.column).value for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment}
    assert "孩子号码" in marked


def test_the_page_asks_and_the_deed_is_kept_in_the_audit_trail(log_in, wang, school, django_capture_on_commit_callbacks):
    upload, client = taken(school, wang), log_in(wang)
    asked = page(client, f"{LIST}{upload.pk}/headings/")
    assert f'href="{LIST}{upload.pk}/headings/"' in page(client, upload.get_absolute_url())
    assert ("孩子号码" in asked, "爸爸电话" in asked) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{upload.pk}/headings/", {"column-0": "身份证号", "column-1": ""})
    upload.refresh_from_db()
    assert (upload.status, upload.unknown_headings) == (UploadStatus.CHECKED, ["爸爸电话"])
    event = AuditEvent.objects.get(event="students.roster.headings_learned")
    assert (event.actor, crypto.unseal(event.sealed, audit.seal_aad(event.seal_key))["after"]) == (
        "王老师",
        {"孩子号码": "身份证号"},
    )


def test_only_those_who_upload_for_the_school_explain_its_columns(log_in, wang, zhao, sun, school):
    path = f"{LIST}{taken(school, wang).pk}/headings/"
    assert [log_in(each).get(path).status_code for each in (wang, zhao, sun)] == [200, 404, 403]
    assert [log_in(each).post(path).status_code for each in (zhao, sun)] == [404, 403]


def test_the_api_explains_columns_too(log_in, wang, school, django_capture_on_commit_callbacks):
    upload, client = taken(school, wang), log_in(wang)
    path = f"/api/rosters/{upload.pk}/headings/"
    refused = client.post(path, {"headings": {"孩子号码": "幸运数字"}}, content_type="application/json")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, {"headings": {"孩子号码": "身份证号"}}, content_type="application/json")
    assert (refused.status_code, answer.status_code) == (400, 200)
    assert client.get(f"/api/rosters/{upload.pk}/").json()["status"] == "checked"


def test_a_unit_explains_a_column_one_way(wang, school):
    explain = partial(LearnedHeading.objects.create, unit=school, name="孩子号码", learned_by=wang)
    is_kept("learned_heading_once_per_unit", twice(explain, heading="身份证号"))
