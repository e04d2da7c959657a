import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from aid_portal.choices import ADMINISTRATORS, Role
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission, require
from aid_portal.roles import ROLE_UNITS, ROLES
from tests.factories.portal import a_person, a_role, a_user

CHANGES_ROLES = {Permission.ROLE_PROPOSE, Permission.ROLE_GRANT}
BUSINESS = {Permission.ROSTER_UPLOAD, Permission.STUDENT_VIEW, Permission.CHECK_RUN, Permission.EXPORT, Permission.REVEAL}


@require(Permission.CHECK_RUN)
def start(request):
    return "started"


def test_every_role_has_its_permissions_and_its_units() -> None:
    assert set(ROLES) == set(ROLE_UNITS) == set(Role)


def test_the_three_administrators_touch_no_business() -> None:
    assert not any(ROLES[role] & BUSINESS for role in ADMINISTRATORS)


def test_no_role_both_proposes_and_grants_roles() -> None:
    assert not any(permissions >= CHANGES_ROLES for permissions in ROLES.values())


def test_who_reads_the_log_manages_nobody() -> None:
    readers = [permissions for permissions in ROLES.values() if Permission.AUDIT_VIEW in permissions]
    assert readers
    assert not any(permissions & {Permission.USER_MANAGE, *CHANGES_ROLES} for permissions in readers)


def test_who_drafts_policy_does_not_approve_it() -> None:
    assert not any(permissions >= {Permission.POLICY_EDIT, Permission.POLICY_APPROVE} for permissions in ROLES.values())


def test_without_the_permission_a_view_is_closed(wang: User, chen: User) -> None:
    request = RequestFactory().post("/")
    request.user = chen
    assert start(request) == "started"
    request.user = wang
    with pytest.raises(PermissionDenied):
        start(request)


def test_permissions_of_several_roles_add_up(bureau: OrgUnit) -> None:
    li = a_user("li")
    a_role(li, Role.COUNTY_CLERK, bureau)
    a_role(li, Role.FINANCE, bureau)
    assert li.permissions == ROLES[Role.COUNTY_CLERK] | ROLES[Role.FINANCE]


def test_a_disabled_account_may_nothing(chen: User) -> None:
    chen.is_active = False
    assert not chen.has(Permission.CHECK_RUN)


def test_the_lists_of_the_county_are_opened_at_the_bureau_only(bureau: OrgUnit, school: OrgUnit) -> None:
    """Who audits one school audits that school; what he holds at the bureau counts there."""
    shen = a_person("shen", "申审计", Role.AUDITOR, school)
    assert not shen.has(Permission.RECORD_VIEW)
    assert shen.has(Permission.REVIEW_VIEW)
    both = a_user("jin")
    a_role(both, Role.AUDITOR, school)
    a_role(both, Role.INSPECTOR, bureau)
    assert not both.has(Permission.RECORD_VIEW)
    a_role(both, Role.COUNTY_REVIEWER, bureau)
    assert User.objects.get(pk=both.pk).has(Permission.RECORD_VIEW)
