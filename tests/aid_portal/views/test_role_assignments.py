from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import OrgUnit, RoleAssignment, User
from tests.factories.portal import a_role, a_user
from tests.waits import waits

LogIn = Callable[[User], Client]


@pytest.fixture
def proposal(school: OrgUnit, system_admin: User) -> RoleAssignment:
    return a_role(a_user("li", "李明"), Role.SCHOOL_OFFICER, school, status=AssignmentStatus.PROPOSED, proposed_by=system_admin)


def test_business_roles_do_not_see_assignments(log_in: LogIn, chen: User, proposal: RoleAssignment) -> None:
    assert log_in(chen).get("/role-assignments/").status_code == 403
    assert log_in(chen).get(proposal.get_absolute_url()).status_code == 403


def test_from_proposal_to_grant_through_the_pages(
    log_in: LogIn, system_admin: User, security_admin: User, school: OrgUnit
) -> None:
    li = a_user("li", "李明")
    form = {"user": li.pk, "role": Role.SCHOOL_OFFICER, "unit": school.pk, "starts_on": "2022-09-01"}
    page = log_in(system_admin).post("/role-assignments/new/", form, follow=True).content.decode()
    assert "待安全管理员批准" in page
    assignment = li.assignments.get()
    client = log_in(security_admin)
    assert "李明" in client.get("/role-assignments/?status=proposed").content.decode()
    client.post(f"/role-assignments/{assignment.pk}/grant/")
    assert User.objects.get(pk=li.pk).unit_paths == [school.path]


def test_the_proposer_is_offered_no_grant_and_gets_none(log_in: LogIn, system_admin: User, proposal: RoleAssignment) -> None:
    client = log_in(system_admin)
    assert "/grant/" not in client.get(proposal.get_absolute_url()).content.decode()
    assert client.post(f"/role-assignments/{proposal.pk}/grant/").status_code == 403


def test_a_refusal_needs_a_reason(log_in: LogIn, security_admin: User, proposal: RoleAssignment) -> None:
    client = log_in(security_admin)
    client.post(f"/role-assignments/{proposal.pk}/refuse/", {"note": ""})
    assert RoleAssignment.objects.get(pk=proposal.pk).status == AssignmentStatus.PROPOSED
    client.post(f"/role-assignments/{proposal.pk}/refuse/", {"note": "人员不符"})
    assert RoleAssignment.objects.get(pk=proposal.pk).status == AssignmentStatus.REFUSED


def test_a_revoked_role_throws_out(log_in: LogIn, security_admin: User, wang: User) -> None:
    theirs = log_in(wang)
    theirs.get("/profile/")
    log_in(security_admin).post(f"/role-assignments/{wang.assignments.get().pk}/revoke/", {"note": "调离"})
    assert theirs.get("/profile/").status_code == 302


def test_a_second_role_for_an_administrator_is_refused_on_the_page(
    log_in: LogIn, second_system_admin: User, system_admin: User, bureau: OrgUnit
) -> None:
    form = {"user": system_admin.pk, "role": Role.AUDIT_ADMIN, "unit": bureau.pk, "starts_on": "2022-09-01"}
    headers = {"referer": "http://testserver/role-assignments/new/"}
    answer = log_in(second_system_admin).post("/role-assignments/new/", form, headers=headers, follow=True)
    assert "不得兼任" in answer.content.decode()


def test_dates_the_wrong_way_round_are_pointed_out(log_in: LogIn, system_admin: User, wang: User, school: OrgUnit) -> None:
    form = {"user": wang.pk, "role": Role.SCHOOL_LEADER, "unit": school.pk, "starts_on": "2022-09-01", "ends_on": "2022-08-31"}
    assert "结束日期早于开始日期" in log_in(system_admin).post("/role-assignments/new/", form).content.decode()


def test_the_menu_counts_what_waits_for_the_security_administrator(
    log_in: LogIn, security_admin: User, proposal: RoleAssignment
) -> None:
    assert (waits(security_admin, "role-grant"), waits(proposal.proposed_by, "role-grant")) == (1, 0)
