from datetime import date, timedelta

import pytest
from django.utils import timezone

from aid_portal.actions import role_assignments, users
from aid_portal.choices import AssignmentStatus, OrgKind, Role
from aid_portal.errors import IllegalMove, Refused
from aid_portal.models import AuditEvent, OrgUnit, RoleAssignment, User
from tests.factories.portal import a_role, a_town, a_user

TODAY = timezone.localdate()


def proposed(user: User, role: Role, unit: OrgUnit, by: User, **dates: date) -> RoleAssignment:
    return role_assignments.propose(user=user, role=role, unit=unit, **{"starts_on": TODAY, **dates}, by=by)


def test_a_role_holds_only_after_a_second_administrator_granted_it(
    school: OrgUnit, system_admin: User, security_admin: User
) -> None:
    li = a_user("li")
    assignment = proposed(li, Role.SCHOOL_OFFICER, school, system_admin)
    assert list(RoleAssignment.objects.in_force_on(TODAY).filter(user=li)) == []
    granted = role_assignments.grant(assignment=assignment, by=security_admin)
    assert list(RoleAssignment.objects.in_force_on(TODAY).filter(user=li)) == [granted]
    li.refresh_from_db()
    assert li.session_epoch == 1


def test_a_role_holds_between_its_dates(school: OrgUnit) -> None:
    li = a_user("li")
    a_role(li, Role.SCHOOL_OFFICER, school, starts_on=date(2022, 9, 1), ends_on=date(2023, 8, 31))
    days = [date(2022, 8, 31), date(2022, 9, 1), date(2023, 8, 31), date(2023, 9, 1)]
    assert [RoleAssignment.objects.in_force_on(day).filter(user=li).exists() for day in days] == [False, True, True, False]


def test_the_proposer_does_not_grant(school: OrgUnit, system_admin: User) -> None:
    assignment = proposed(a_user("li"), Role.SCHOOL_OFFICER, school, system_admin)
    with pytest.raises(Refused, match="另一位安全管理员"):
        role_assignments.grant(assignment=assignment, by=system_admin)


def test_nobody_proposes_for_himself(bureau: OrgUnit, system_admin: User) -> None:
    with pytest.raises(Refused, match="为自己提出"):
        proposed(system_admin, Role.COUNTY_CLERK, bureau, system_admin)


def test_nobody_grants_to_himself_nor_revokes_his_own(bureau: OrgUnit, system_admin: User, security_admin: User) -> None:
    own = RoleAssignment.objects.create(
        user=security_admin, role=Role.SECURITY_ADMIN, unit=bureau, starts_on=TODAY, proposed_by=system_admin
    )
    with pytest.raises(Refused, match="本人都不能批准"):
        role_assignments.grant(assignment=own, by=security_admin)
    with pytest.raises(Refused, match="自己的任职"):
        role_assignments.revoke(assignment=security_admin.assignments.first(), note="x", by=security_admin)


@pytest.mark.parametrize("second", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.COUNTY_CLERK])
def test_an_administrator_holds_no_second_role(
    second: Role, bureau: OrgUnit, system_admin: User, second_system_admin: User
) -> None:
    with pytest.raises(Refused, match="不得兼任") as refusal:
        proposed(system_admin, second, bureau, second_system_admin)
    assert refusal.value.ids == [system_admin.assignments.get().pk]


def test_a_clerk_does_not_become_an_administrator_beside(bureau: OrgUnit, chen: User, system_admin: User) -> None:
    with pytest.raises(Refused, match="不得兼任"):
        proposed(chen, Role.AUDIT_ADMIN, bureau, system_admin)


def test_one_role_may_follow_the_other(bureau: OrgUnit, chen: User, system_admin: User) -> None:
    chen.assignments.update(ends_on=TODAY)
    after = proposed(chen, Role.AUDIT_ADMIN, bureau, system_admin, starts_on=TODAY + timedelta(days=1))
    assert after.status == AssignmentStatus.PROPOSED


def test_business_roles_can_be_held_together(bureau: OrgUnit, chen: User, system_admin: User, security_admin: User) -> None:
    second = proposed(chen, Role.FINANCE, bureau, system_admin)
    role_assignments.grant(assignment=second, by=security_admin)
    assert chen.assignments.filter(status=AssignmentStatus.GRANTED).count() == 2


@pytest.mark.parametrize(
    ("role", "kind"),
    [(Role.SCHOOL_OFFICER, OrgKind.BUREAU), (Role.COUNTY_CLERK, OrgKind.TOWN), (Role.CENTRAL_OFFICER, OrgKind.BUREAU)],
)
def test_a_role_is_held_only_at_its_kind_of_unit(role: Role, kind: OrgKind, bureau: OrgUnit, system_admin: User) -> None:
    unit = bureau if kind == OrgKind.BUREAU else a_town()
    with pytest.raises(Refused, match="只能在"):
        proposed(a_user("li"), role, unit, system_admin)


def test_the_same_role_is_not_proposed_twice(school: OrgUnit, system_admin: User) -> None:
    li = a_user("li")
    proposed(li, Role.SCHOOL_OFFICER, school, system_admin)
    with pytest.raises(Refused, match="已有同样的任职"):
        proposed(li, Role.SCHOOL_OFFICER, school, system_admin)


def test_closed_units_and_disabled_people_get_no_role(school: OrgUnit, wang: User, system_admin: User) -> None:
    users.disable(user=wang, by=system_admin)
    wang.refresh_from_db()
    with pytest.raises(Refused, match="账号已停用"):
        proposed(wang, Role.SCHOOL_LEADER, school, system_admin)
    school.closed_on = TODAY
    with pytest.raises(Refused, match="已撤销"):
        proposed(a_user("li"), Role.SCHOOL_LEADER, school, system_admin)


def test_the_end_is_not_before_the_beginning(school: OrgUnit, system_admin: User) -> None:
    with pytest.raises(Refused, match="结束日期"):
        proposed(a_user("li"), Role.SCHOOL_OFFICER, school, system_admin, ends_on=TODAY - timedelta(days=1))


def test_a_refused_proposal_stays_refused(school: OrgUnit, system_admin: User, security_admin: User) -> None:
    assignment = proposed(a_user("li"), Role.SCHOOL_OFFICER, school, system_admin)
    refused = role_assignments.refuse(assignment=assignment, note="人员不符", by=security_admin)
    with pytest.raises(IllegalMove, match="未批准"):
        role_assignments.grant(assignment=refused, by=security_admin)
    assert AuditEvent.objects.filter(event="portal.role_assignment.refused", note="人员不符").exists()


def test_revoking_takes_the_role_and_the_sessions(wang: User, security_admin: User) -> None:
    role_assignments.revoke(assignment=wang.assignments.get(), note="调离", by=security_admin)
    again = User.objects.get(pk=wang.pk)
    assert (again.unit_paths, again.session_epoch) == ([], 1)


def test_the_console_appoints_the_first_administrators(bureau: OrgUnit) -> None:
    first = role_assignments.appoint(user=a_user("li"), role=Role.SYSTEM_ADMIN, unit=bureau, starts_on=TODAY, by="console")
    assert (first.status, first.proposed_by, first.decided_by) == (AssignmentStatus.GRANTED, None, None)
    assert AuditEvent.objects.filter(event="portal.role_assignment.granted", actor="console").exists()
