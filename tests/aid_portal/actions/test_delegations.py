"""Acting for a colleague: one role, between two days, granted by a second person; nobody decides on what either has made."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.actions import delegations, role_assignments
from aid_portal.choices import AssignmentStatus, Role
from aid_portal.delegations import colleagues, own_roles
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, RoleAssignment, User
from aid_portal.permissions import Permission
from subsidies.actions import adjustments, entitlement_lists
from subsidies.choices import AdjustmentKind
from tests.factories.portal import a_person, a_role
from tests.factories.subsidies_money import a_hand, an_entitlement, approved, the_money

pytestmark = pytest.mark.django_db


def again(user):
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)


def on(days):
    return timezone.localdate() + timedelta(days=days)


def handed(principal, to, **facts):
    said = {"starts_on": on(0), "ends_on": on(6), "reason": "外出培训", **facts}
    sources = said.pop("sources", None) or [each.pk for each in own_roles(principal)]
    [made] = delegations.propose(sources=sources, to=to, **said, by=principal)
    return made


def granted(principal, to, by, **facts):
    return role_assignments.grant(assignment=handed(principal, to, **facts), by=by)


def test_who_acts_may_do_what_the_other_may_and_nothing_before_it_is_granted(lin, chen, security_admin):
    made = handed(lin, chen)
    assert not again(chen).has(Permission.ENTITLEMENT_APPROVE)
    role_assignments.grant(assignment=made, by=security_admin)
    acting = again(chen)
    assert acting.has(Permission.ENTITLEMENT_APPROVE)
    assert acting.has(Permission.ENTITLEMENT_PREPARE)
    assert (acting.in_whose_name(Permission.ENTITLEMENT_APPROVE), acting.in_whose_name(Permission.ENTITLEMENT_PREPARE)) == (
        lin.name,
        "",
    )
    assert acting.home_unit == chen.home_unit


@pytest.mark.parametrize(("starts", "ends"), [(1, 5), (-5, -1)])
def test_outside_its_days_nothing_is_lent(lin, chen, security_admin, starts, ends):
    made = granted(lin, chen, security_admin)
    RoleAssignment.objects.filter(pk=made.acting_for_id).update(starts_on=on(-9))
    RoleAssignment.objects.filter(pk=made.pk).update(starts_on=on(starts), ends_on=on(ends))
    assert not again(chen).has(Permission.ENTITLEMENT_APPROVE)


def test_what_is_lent_ends_with_the_role_it_comes_from(lin, chen, security_admin):
    made = granted(lin, chen, security_admin)
    role_assignments.revoke(assignment=made.acting_for, note="调离岗位", by=security_admin)
    assert not again(chen).has(Permission.ENTITLEMENT_APPROVE)


def test_what_is_lent_ends_with_the_account_it_comes_from(lin, chen, security_admin):
    granted(lin, chen, security_admin)
    User.objects.filter(pk=lin.pk).update(is_active=False)
    assert not again(chen).has(Permission.ENTITLEMENT_APPROVE)


def test_who_acts_decides_neither_on_the_own_work_nor_on_that_of_the_other(lin, chen, wang, school, security_admin):
    the_money()
    first, second, third = (approved(an_entitlement(school=school))[0] for _ in range(3))
    guo = a_hand("guo", Role.COUNTY_REVIEWER)
    made = {by: proposed(each, by) for each, by in ((first, chen), (second, lin), (third, guo))}
    granted(lin, chen, security_admin)
    for by in (chen, lin):
        with pytest.raises(Refused, match="代理期间含被代理人"):
            adjustments.decide(adjustment=made[by], approved=True, by=again(chen))
    assert adjustments.decide(adjustment=made[guo], approved=True, by=again(chen)).decided_by == chen


def proposed(entitlement, by):
    return adjustments.propose(entitlement=entitlement, kind=AdjustmentKind.TOP_UP, amount=Decimal(10), reason="补差", by=by)


def test_a_list_that_the_other_has_reviewed_is_not_approved_by_who_acts_for_him(lin, wang, school, security_admin):
    the_money()
    guo, fan = a_hand("guo", Role.COUNTY_REVIEWER), a_person("fan", "范审批", Role.COUNTY_APPROVER, lin.home_unit)
    given = an_entitlement(school=school).list
    entitlement_lists.confirm(entitlement_list=given, by=wang)
    entitlement_lists.review(lists=[given.pk], by=guo)
    granted(guo, fan, security_admin)
    with pytest.raises(Refused, match="由您本人确认或审核过"):
        entitlement_lists.approve(lists=[given.pk], seen=Decimal(500), by=again(fan))
    assert entitlement_lists.approve(lists=[given.pk], seen=Decimal(500), by=lin)


def test_only_colleagues_of_the_unit_can_act(lin, chen, wang, school, zhao, system_admin):
    assert set(colleagues(lin)) == {chen}
    for stranger in (wang, system_admin):
        with pytest.raises(Refused, match="请选择本单位的同事"):
            handed(lin, stranger)
    teacher = a_person("ma", "马老师", Role.CLASS_TEACHER, school)
    assert handed(wang, teacher).unit == school


def test_what_is_lent_is_not_handed_on(lin, chen, bureau, security_admin):
    made = granted(lin, chen, security_admin)
    a_person("fan", "范经办", Role.COUNTY_REVIEWER, bureau)
    with pytest.raises(Refused, match="代理来的任职"):
        handed(again(chen), User.objects.get(username="fan"), sources=[made.pk])


def test_administrators_hand_nothing_on(system_admin, chen):
    assert not own_roles(system_admin).exists()
    with pytest.raises(Refused, match="系统管理类任职"):
        handed(system_admin, chen, sources=[system_admin.assignments.get().pk])


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"starts_on": on(-1)}, "开始日期不能早于今天"),
        ({"ends_on": on(-1)}, "结束日期早于开始日期"),
        ({"reason": " "}, "请写明代理的原因"),
    ],
)
def test_it_has_days_to_come_and_a_reason(lin, chen, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        handed(lin, chen, **facts)


def test_it_ends_no_later_than_the_role(lin, chen):
    lin.assignments.update(ends_on=on(3))
    with pytest.raises(Refused, match="代理不能更晚结束"):
        handed(lin, chen)


def test_one_role_is_lent_to_one_person_at_a_time(lin, chen, bureau):
    handed(lin, chen)
    fan = a_person("fan", "范审核", Role.COUNTY_REVIEWER, bureau)
    with pytest.raises(Refused, match="已委托给“陈经办”"):
        handed(lin, fan, starts_on=on(6), ends_on=on(9))
    assert handed(lin, fan, starts_on=on(7), ends_on=on(9)).user == fan


def test_who_has_the_role_already_needs_no_lending(lin, bureau):
    fan = a_person("fan", "范审批", Role.COUNTY_APPROVER, bureau)
    with pytest.raises(Refused, match="已有同样的任职"):
        handed(lin, fan)


def test_both_may_end_it_early_and_nobody_else(lin, chen, security_admin, sun):
    for by in (lin, chen):
        made = granted(lin, chen, security_admin)
        with pytest.raises(Refused, match="不由您结束"):
            delegations.end(assignment=made, note="提前回来", by=sun)
        assert delegations.end(assignment=made, note="提前回来", by=by).status == AssignmentStatus.REVOKED
        assert not again(chen).has(Permission.ENTITLEMENT_APPROVE)


def test_a_proposal_is_taken_back_by_who_made_it(lin, chen):
    made = handed(lin, chen)
    with pytest.raises(Refused, match="不由您结束"):
        delegations.end(assignment=made, note="不必了", by=chen)
    assert delegations.end(assignment=made, note="不必了", by=lin).status == AssignmentStatus.WITHDRAWN


def test_the_log_says_in_whose_name(log_in, lin, chen, school, security_admin):
    the_money()
    made = proposed(approved(an_entitlement(school=school))[0], a_hand("guo", Role.COUNTY_REVIEWER))
    granted(lin, chen, security_admin)
    log_in(again(chen)).post(f"/subsidies/adjustments/{made.pk}/approve/")
    event = AuditEvent.objects.filter(event__contains="adjustment").first()
    assert (event.actor, event.actor_id_text) == (f"{chen.name}（代{lin.name}）", "chen")
    log_in(again(chen)).get("/audit-events/")
    assert AuditEvent.objects.filter(event="portal.access.denied").first().actor == chen.name


def test_ordinary_roles_are_revoked_by_the_security_administrator_only(lin, chen):
    with pytest.raises(Refused, match="不由您结束"):
        delegations.end(assignment=lin.assignments.get(), note="想走", by=lin)
    assert a_role(chen, Role.AUDITOR, chen.home_unit).acting_for is None
