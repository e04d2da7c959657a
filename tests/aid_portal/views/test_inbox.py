"""The inbox shows what waits of every floor, the overdue and oldest first, to those who handle it next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal import waiting
from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import RoleAssignment
from aid_portal.waiting import kind_named, register_waiting
from students.models import RosterAcceptance, SchoolingProof
from subsidies.actions import entitlement_lists
from tests.factories.portal import a_role, a_user
from tests.factories.students import a_pair, a_proof, an_upload, the_term
from tests.factories.subsidies_money import a_hand, an_entitlement, the_money

pytestmark = pytest.mark.django_db


def shown(client, query=""):
    return [(item.kind.code, item.unit) for item in client.get(f"/inbox/{query}").context["list"].page.rows]


def test_things_of_every_floor_stand_together_the_oldest_first(log_in, lin, wang, chen, school):
    the_money()
    given = an_entitlement(school=school).list
    entitlement_lists.confirm(entitlement_list=given, by=wang)
    entitlement_lists.review(lists=[given.pk], by=a_hand("guo"))
    proof = a_proof(submitted_by=chen, unit=school)
    client = log_in(lin)
    assert shown(client) == [("list-approve", school.name), ("proof-verify", school.name)]
    SchoolingProof.objects.filter(pk=proof.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    assert shown(client) == [("proof-verify", school.name), ("list-approve", school.name)]


def test_a_list_waits_for_its_school_and_for_no_other(log_in, wang, zhao, school):
    the_money()
    an_entitlement(school=school)
    assert shown(log_in(wang)) == [("list-confirm", school.name)]
    assert shown(log_in(zhao)) == []


def test_what_is_overdue_stands_before_what_is_older(log_in, school, zhao_school, security_admin, system_admin, monkeypatch):
    for unit, days in ((school, 3), (zhao_school, 9)):
        a_role(a_user(), Role.SCHOOL_OFFICER, unit, status=AssignmentStatus.PROPOSED, proposed_by=system_admin)
        RoleAssignment.objects.filter(unit=unit).update(proposed_at=timezone.now() - timedelta(days=days))
    client = log_in(security_admin)
    assert [unit for _code, unit in shown(client)] == [zhao_school.name, school.name]
    for unit, days in ((school, -1), (zhao_school, 1)):
        RoleAssignment.objects.filter(unit=unit).update(starts_on=timezone.localdate() + timedelta(days=days))
    monkeypatch.setitem(waiting._kinds, "role-grant", replace(kind_named("role-grant"), due="starts_on"))
    assert [unit for _code, unit in shown(client)] == [school.name, zhao_school.name]


def test_conditions_narrow_by_kind_and_by_unit_with_all_below(log_in, security_admin, system_admin, school, zhao_school):
    for unit in (school, zhao_school):
        a_role(a_user(), Role.SCHOOL_OFFICER, unit, status=AssignmentStatus.PROPOSED, proposed_by=system_admin)
    client = log_in(security_admin)
    assert shown(client, f"?unit={school.code}") == [("role-grant", school.name)]
    assert len(shown(client, "?kind=role-grant")) == 2
    assert shown(client, "?kind=batch-release") == []
    assert shown(client, "?unit=没有这个单位") == []


def test_what_is_worked_off_in_a_list_is_one_line(log_in, chen, school):
    accepted = an_upload(unit=school, status="accepted", accepted_at=timezone.now())
    RosterAcceptance.objects.create(school=school, term=the_term(), upload=accepted)
    a_pair()
    page = log_in(chen).get("/inbox/")
    lines = {todo.what: todo.count for group in page.context["groups"] for todo in group.todos}
    assert lines == {"核对名单与学生是否同一人": 1, "对2022年秋季学期做资格比对": 1}
    assert "match-answer" not in {item.kind.code for item in page.context["list"].page.rows}


def test_pages_cost_the_same_however_many_wait(log_in, lin, chen, school, django_assert_max_num_queries):
    for _number in range(60):
        a_proof(submitted_by=chen, unit=school)
    client = log_in(lin)
    client.get("/inbox/")
    with django_assert_max_num_queries(16):
        page = client.get("/inbox/?size=20&page=3").context["list"].page
    assert (page.total, len(page.rows), page.pages) == (60, 20, 3)


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="role-grant"):
        register_waiting(kind_named("role-grant"))
