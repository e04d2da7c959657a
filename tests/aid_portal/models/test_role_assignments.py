from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import OrgUnit, RoleAssignment, User
from tests.factories.portal import a_role

STANDS_ALONE = "role_assignment_administrator_holds_no_other_role"


def test_a_role_does_not_end_before_it_begins(wang: User, school: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match="role_assignment_starts_before_it_ends"):
        a_role(wang, Role.SCHOOL_LEADER, school, starts_on=date(2022, 9, 1), ends_on=date(2022, 8, 31))


def decided(user: User, school: OrgUnit, **facts: object) -> RoleAssignment:
    return a_role(user, Role.SCHOOL_LEADER, school, **{"decided_at": timezone.now(), **facts})


def test_the_database_keeps_proposer_and_granter_apart(wang: User, school: OrgUnit, system_admin: User) -> None:
    with pytest.raises(IntegrityError, match="role_assignment_granter_is_not_proposer"):
        decided(wang, school, proposed_by=system_admin, decided_by=system_admin)


def test_the_database_lets_nobody_grant_to_himself(wang: User, school: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match="role_assignment_nobody_grants_to_himself"):
        decided(wang, school, decided_by=wang)


def test_a_decision_has_its_person_and_its_time(wang: User, school: OrgUnit, security_admin: User) -> None:
    with pytest.raises(IntegrityError, match="role_assignment_decision_has_its_time"):
        decided(wang, school, decided_by=security_admin, decided_at=None)


@pytest.mark.parametrize("second", [Role.SECURITY_ADMIN, Role.AUDITOR])
def test_the_database_gives_an_administrator_no_second_role(second: Role, system_admin: User, bureau: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match=STANDS_ALONE):
        a_role(system_admin, second, bureau)


def test_the_database_makes_no_clerk_an_administrator_by_update(chen: User, bureau: OrgUnit) -> None:
    proposal = a_role(chen, Role.AUDIT_ADMIN, bureau, status=AssignmentStatus.PROPOSED)
    with pytest.raises(IntegrityError, match=STANDS_ALONE):
        RoleAssignment.objects.filter(pk=proposal.pk).update(status=AssignmentStatus.GRANTED)


def test_the_database_allows_roles_one_after_the_other(chen: User, bureau: OrgUnit) -> None:
    chen.assignments.update(ends_on=date(2023, 8, 31))
    a_role(chen, Role.AUDIT_ADMIN, bureau, starts_on=date(2023, 9, 1))


def lent(to: User, source: RoleAssignment, **facts: object) -> RoleAssignment:
    days = {"starts_on": source.starts_on, "ends_on": date(2099, 1, 1), "reason": "出差", "acting_for": source}
    return a_role(to, facts.pop("role", source.role), facts.pop("unit", source.unit), **{**days, **facts})


@pytest.mark.parametrize("missing", [{"ends_on": None}, {"reason": ""}])
def test_who_acts_for_another_does_so_until_a_day_and_for_a_reason(missing: dict, lin: User, chen: User) -> None:
    with pytest.raises(IntegrityError, match="role_assignment_acting_has_an_end_and_a_reason"):
        lent(chen, lin.assignments.get(), **missing)


@pytest.mark.parametrize("wrong", ["role", "unit", "later", "earlier", "himself", "handed on"])
def test_who_acts_for_another_has_exactly_that_role(wrong: str, lin: User, chen: User, school: OrgUnit) -> None:
    source = lin.assignments.get()
    RoleAssignment.objects.filter(pk=source.pk).update(ends_on=date(2099, 1, 1))
    source.refresh_from_db()
    facts = {
        "role": {"role": Role.AUDITOR},
        "unit": {"unit": school},
        "later": {"ends_on": date(2099, 1, 2)},
        "earlier": {"starts_on": date(1999, 1, 1)},
    }.get(wrong, {})
    to = lin if wrong == "himself" else chen
    source = lent(chen, source) if wrong == "handed on" else source
    with pytest.raises(IntegrityError, match="role_assignment_acts_as_its_source"):
        lent(to if wrong != "handed on" else User.objects.create(username="x", name="x"), source, **facts)
