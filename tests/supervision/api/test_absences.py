"""A child that does not come is reported, asked after and back again over the API, and a month is sent; by the pages' rules."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from supervision.models import AbsenceReport, DropoutReturn
from tests.factories.portal import a_person
from tests.subsidies.county import a_child

pytestmark = pytest.mark.django_db
ABSENCES, RETURNS = "/api/absences/", "/api/dropout-returns/"


@pytest.fixture
def call(log_in):
    def called(user, address, **sent):
        answer = log_in(user).post(address, sent, content_type="application/json")
        return answer.status_code, answer.json()

    return called


def test_a_child_is_reported_asked_after_and_back(call, wang, school) -> None:
    seat = a_child(school, name="李明")
    said = {"enrolment": seat.pk, "first_day": "2022-10-10", "cause": "unknown"}
    status, made = call(wang, ABSENCES, **said)
    assert (status, made["name"], made["school"]) == (201, "李明", school.code)
    assert call(wang, ABSENCES, **said)[1]["code"] == "already_done"
    one = f"{ABSENCES}{made['id']}/"
    assert call(wang, f"{one}contact/", on="2022-10-12", note="与母亲通话")[1]["contact_note"] == "与母亲通话"
    assert call(wang, f"{one}end/", back_on="2022-10-09")[1]["code"] == "too_early"
    assert call(wang, f"{one}end/", back_on="2022-10-13")[1]["back_on"] == "2022-10-13"


def test_a_school_reports_its_own_children_and_nothing_of_tomorrow(call, wang, zhao, school) -> None:
    seat = a_child(school, name="李明")
    said = {"enrolment": seat.pk, "first_day": "2022-10-10", "cause": "unknown"}
    assert call(zhao, ABSENCES, **said)[0] == 400
    later = str(timezone.localdate() + timedelta(1))
    assert "不能晚于今天" in str(call(wang, ABSENCES, **{**said, "first_day": later}))
    assert not AbsenceReport.objects.exists()


def test_a_class_teacher_reports_too_and_an_auditor_does_not(call, school, sun) -> None:
    teacher, seat = a_person("ban_api", "班老师", Role.CLASS_TEACHER, school), a_child(school, name="李明")
    said = {"enrolment": seat.pk, "first_day": "2022-10-10", "cause": "ill", "note": "住院"}
    assert call(sun, ABSENCES, **said)[0] == 403
    assert call(teacher, ABSENCES, **said)[0] == 201


def test_a_month_is_sent_once_by_its_school_and_a_quarter_by_the_county(call, wang, chen, zhao, school) -> None:
    month = {"unit": school.code, "kind": "month", "first_day": "2022-10-01"}
    assert call(zhao, RETURNS, **month)[0] == 400
    status, made = call(wang, RETURNS, **month)
    assert (status, made["absent"], made["standing"]) == (201, 0, True)
    assert call(wang, RETURNS, **month)[1]["code"] == "already_done"
    quarter = {"unit": "610324", "kind": "quarter", "first_day": "2022-10-01"}
    assert call(wang, RETURNS, **quarter)[0] == 400
    assert call(chen, RETURNS, **quarter)[0] == 201
    assert set(DropoutReturn.objects.values_list("kind", "first_day")) == {
        (kind, date(2022, 10, 1)) for kind in ("month", "quarter")
    }
