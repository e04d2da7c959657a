"""已办 and 我发起的: what bears my name, as far as I may see it, and what came back before everything else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from aid_portal import histories
from aid_portal.terms import Term
from aid_portal.waiting import Viewer
from subsidies.actions import adjustments, entitlement_lists
from subsidies.choices import AdjustmentKind
from tests.factories.students import a_proof
from tests.factories.subsidies_money import a_hand, an_entitlement, approved, the_money, the_programme

pytestmark = pytest.mark.django_db


def shown(client, page, query=""):
    return [(past.trace.code, past.label, past.reason) for past in client.get(f"/inbox/{page}/{query}").context["list"].page.rows]


@pytest.fixture
def confirmed(school, wang, lin):
    the_money()
    given = an_entitlement(school=school).list
    entitlement_lists.confirm(entitlement_list=given, by=wang)
    return given


def test_each_hand_of_a_list_finds_it_among_what_it_has_done(log_in, confirmed, wang, zhao, lin):
    guo = a_hand("guo")
    entitlement_lists.review(lists=[confirmed.pk], by=guo)
    assert shown(log_in(wang), "decided") == [("list-confirmed", "待审批", "")]
    assert shown(log_in(guo), "decided") == [("list-reviewed", "待审批", "")]
    assert shown(log_in(zhao), "decided") == shown(log_in(lin), "decided", "?kind=list-approved") == []


def test_a_list_sent_back_stands_first_with_its_reason_for_the_school(log_in, confirmed, wang, zhao, school):
    other = an_entitlement(school=school, programme=the_programme("CE_DAY")).list
    entitlement_lists.confirm(entitlement_list=other, by=wang)
    assert [label for _code, label, _reason in shown(log_in(wang), "started")] == ["待县级审核", "待县级审核"]
    entitlement_lists.send_back(lists=[confirmed.pk], note="档次填错两人", by=a_hand("guo"))
    assert shown(log_in(wang), "started")[0] == ("list", "待学校确认", "档次填错两人")
    assert shown(log_in(zhao), "started") == []


def test_what_was_refused_long_ago_stands_behind_what_is_under_way(log_in, school, chen, lin, monkeypatch):
    the_money()
    first, second = (approved(an_entitlement(school=school))[0] for _ in range(2))
    made = [an_adjustment(each, chen) for each in (first, second)]
    adjustments.decide(adjustment=made[0], approved=False, note="依据不足", by=lin)
    client = log_in(chen)
    assert [reason for _code, _label, reason in shown(client, "started", "?kind=adjustment")] == ["依据不足", ""]
    monkeypatch.setitem(histories._started, "adjustment", refused_a_moment_ago_is_long_ago())
    assert [past.rank for past in histories.started(seen(chen), "adjustment")[0:9]] == [histories.OPEN, histories.ENDED]


def refused_a_moment_ago_is_long_ago():
    return replace(histories._started["adjustment"], returned=Q(status="refused", decided_at__gte=Now() + timedelta(days=1)))


def an_adjustment(entitlement, by):
    return adjustments.propose(entitlement=entitlement, kind=AdjustmentKind.TOP_UP, amount=Decimal(10), reason="补差", by=by)


def seen(user):
    return Viewer(user, Term.parse("2022A"))


def test_conditions_narrow_by_kind_and_unit(log_in, school, zhao_school, chen):
    for unit in (school, zhao_school):
        a_proof(submitted_by=chen, unit=unit)
    client = log_in(chen)
    assert len(shown(client, "started")) == len(shown(client, "started", "?kind=proof")) == 2
    assert len(shown(client, "started", f"?unit={school.code}")) == 1
    assert shown(client, "started", "?kind=batch") == []


def test_the_newest_decision_comes_first(log_in, school, chen, lin):
    for days in (1, 3, 2):
        verified = {"status": "verified", "verified_by": lin, "verified_at": timezone.now() - timedelta(days=days)}
        a_proof(submitted_by=chen, unit=school, **verified)
    rows = log_in(lin).get("/inbox/decided/").context["list"].page.rows
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert len(rows) == 3


def test_the_pages_of_a_history_cost_the_same_however_long_it_is(log_in, school, chen, django_assert_max_num_queries):
    for _number in range(45):
        a_proof(submitted_by=chen, unit=school)
    client = log_in(chen)
    client.get("/inbox/started/")
    with django_assert_max_num_queries(12):
        page = client.get("/inbox/started/?size=20&page=2").context["list"].page
    assert (page.total, len(page.rows), page.start) == (45, 20, 21)
