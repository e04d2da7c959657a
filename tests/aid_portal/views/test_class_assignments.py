"""A class teacher's role may name the class: on the page, over the API, and never for another role."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from aid_portal.actions import delegations, role_assignments
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import RoleAssignment
from tests.factories.portal import a_role, a_user
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
NEW = "/role-assignments/new/"


@pytest.fixture
def roster(school):
    an_enrolment(school=school), an_enrolment(school=school, class_name="2班")


def form(school, **facts):
    person = a_user("li", "李明")
    return {"user": person.pk, "role": Role.CLASS_TEACHER, "unit": school.pk, "starts_on": "2022-09-01", **facts}


def test_the_class_is_named_as_the_roster_names_it(log_in, system_admin, security_admin, school, roster):
    log_in(system_admin).post(NEW, form(school, class_label="三年级 １班"))
    made = RoleAssignment.objects.get(user__username="li")
    assert (made.school_class, made.intake) == (("primary", 3, "1班"), 2020)
    assert "三年级1班" in log_in(security_admin).get(made.get_absolute_url()).content.decode()
    assert "三年级1班" in log_in(security_admin).get("/role-assignments/").content.decode()


def test_a_class_that_the_roster_does_not_have_is_refused_with_those_that_it_has(log_in, system_admin, school, roster):
    said = log_in(system_admin).post(NEW, form(school, class_label="三年级9班")).content.decode()
    assert "没有“三年级9班”" in said
    assert "花名册里有：三年级1班、三年级2班。" in said
    assert 'value="三年级9班"' in said


def test_only_a_class_teacher_has_a_class(log_in, system_admin, school, roster):
    said = log_in(system_admin).post(NEW, form(school, role=Role.SCHOOL_OFFICER, class_label="三年级1班")).content.decode()
    assert "只有班主任的任职可以限定到班级" in said
    with pytest.raises(IntegrityError, match="role_assignment_of_a_class_is_a_teachers"):
        a_role(a_user("x"), Role.SCHOOL_OFFICER, school, stage="primary", grade=3, class_name="1班")


def test_a_class_is_proposed_and_told_over_the_api(log_in, system_admin, school, roster):
    said = {"username": a_user("li").username, "role": "class_teacher", "unit_code": school.code, "starts_on": "2022-09-01"}
    client = log_in(system_admin)
    assert client.post("/api/role-assignments/", {**said, "class_label": "三年级9班"}).json()["code"] == "no_class"
    assert client.post("/api/role-assignments/", {**said, "class_label": "三年级1班"}).json()["class_label"] == "三年级1班"


def test_two_classes_are_two_roles_and_the_same_class_is_one(system_admin, school, roster):
    said = {"user": a_user("li"), "role": Role.CLASS_TEACHER, "unit": school, "starts_on": "2022-09-01", "by": system_admin}
    role_assignments.propose(**said, class_label="三年级1班")
    role_assignments.propose(**said, class_label="三年级2班")
    with pytest.raises(Refused, match="已有同样的任职"):
        role_assignments.propose(**said, class_label="三年级1班")


def test_who_acts_for_a_class_teacher_has_that_class_and_no_other(school, roster):
    place = {"stage": "primary", "grade": 3, "class_name": "1班"}
    ma, zhou = a_user("ma", "马老师"), a_user("zhou", "周老师")
    source = a_role(ma, Role.CLASS_TEACHER, school, **place)
    a_role(zhou, Role.CLASS_TEACHER, school, **{**place, "class_name": "2班"})
    today = timezone.localdate()
    [lent] = delegations.propose(sources=[source.pk], to=zhou, starts_on=today, ends_on=today, reason="培训", by=ma)
    assert lent.class_label == "三年级1班"
    with pytest.raises(IntegrityError, match="role_assignment_acts_as_its_source"):
        RoleAssignment.objects.filter(pk=lent.pk).update(class_name="2班")
