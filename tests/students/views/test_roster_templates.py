"""The template of a school: filled, read back, of the right term, for one's own children."""

import pytest

from aid_portal.models import AuditEvent
from students.choices import UploadStatus
from students.models import RosterUpload
from tests.rosters import LIST, a_child, accepted, children, page, send

pytestmark = pytest.mark.django_db


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
