"""The home page tells each hand what is next, and the child's page what was given and paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from subsidies.actions import adjustments, entitlement_lists, entitlements
from subsidies.choices import AdjustmentKind
from subsidies.models import Recovery
from tests.factories.subsidies_money import a_hand, a_payment, an_entitlement, approved, the_money

pytestmark = pytest.mark.django_db


def home_of(client) -> str:
    return client.get("/").content.decode()


def test_the_school_confirms_and_the_approver_approves(log_in, school, wang, lin, zhao):
    the_money()
    own = an_entitlement(school=school)
    assert "确认享受资助名单" in home_of(log_in(wang))
    assert "确认享受资助名单" not in home_of(log_in(zhao))
    entitlement_lists.confirm(entitlement_list=own.list, by=wang)
    entitlement_lists.review(lists=[own.list_id], by=a_hand("guo"))
    page = home_of(log_in(lin))
    assert "审批享受资助名单" in page
    assert own.list.get_absolute_url() in page  # the only one is opened at once


def test_corrections_money_and_holds_come_to_those_who_work_them_off(log_in, school, chen, wang, lin):
    the_money()
    granted = approved(an_entitlement(school=school))[0]
    made = adjustments.propose(entitlement=granted, kind=AdjustmentKind.TOP_UP, amount=Decimal(10), reason="补差", by=chen)
    assert "批准补发、追回和取消" in home_of(log_in(lin))
    Recovery.objects.create(adjustment=made, amount=Decimal(10), due_on=timezone.localdate() + timedelta(days=9))
    entitlements.hold(entitlement=granted, until=timezone.localdate(), note="卡号待核", by=chen)
    page = home_of(log_in(wang))
    for said in ("收回多发的资金", "复核暂缓发放的学生"):
        assert said in page
        assert said not in home_of(log_in(lin))


def test_the_childs_page_shows_what_was_given_and_paid(log_in, school, wang):
    the_money()
    payment = a_payment(school=school)
    page = log_in(wang).get(f"/students/students/{payment.student_id}/").content.decode()
    for said in ("享受与发放", "500.00元", "发放中", payment.entitlement.get_absolute_url()):
        assert said in page
