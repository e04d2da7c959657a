"""Rates from the draft to the child: nothing changes before approval, then the next check of the term carries the new amount."""

from decimal import Decimal

import pytest

from aid_portal.models import OrgUnit, User
from students.models import Enrolment
from subsidies.actions import policies
from subsidies.models import Decision, PolicyVersion, RunChange
from tests.factories.subsidies import the_policy
from tests.subsidies.county import a_child, check

RATE = {"from": "2022A", "stage": "primary", "amount": "550.00", "source": "陕财办教〔2022〕99号"}


@pytest.fixture
def child(school: OrgUnit) -> Enrolment:
    return a_child(school, "LIFTED", boarding=True, stage="primary", grade=3)


@pytest.fixture
def draft(chen: User) -> PolicyVersion:
    made = policies.draft(based_on=the_policy(), note="提高寄宿生标准", by=chen)
    return policies.add_part(policy=made, part="rates", value=RATE, programme="CE_BOARD", by=chen)


def approved(draft: PolicyVersion, chen: User, lin: User) -> PolicyVersion:
    return policies.approve(policy=policies.submit(policy=draft, by=chen), seen=draft.revision, by=lin)


def decisions() -> list[dict]:
    return list(Decision.objects.order_by("pk").values("pk", "case", "run", "superseded_by"))


def amounts(child: Enrolment) -> list[Decimal]:
    return [decision.case.amount for decision in Decision.objects.live().filter(student=child.student).select_related("case")]


def test_a_rate_in_a_draft_changes_no_decision_before_it_is_approved(child: Enrolment, draft: PolicyVersion, chen: User) -> None:
    check()
    before = decisions()
    policies.submit(policy=draft, by=chen)
    check()
    assert decisions() == before
    assert amounts(child) == [Decimal("500.00")]


def test_a_dry_run_with_the_draft_says_what_it_would_cost(child: Enrolment, draft: PolicyVersion) -> None:
    check()
    run = check(dry=True, policy=draft)
    [change] = RunChange.objects.filter(run=run).with_money()
    assert change.money == Decimal("50.00")
    assert amounts(child) == [Decimal("500.00")]


def test_approval_alone_changes_no_decision_and_the_next_check_supersedes_the_old_amount(
    child: Enrolment, draft: PolicyVersion, chen: User, lin: User
) -> None:
    check()
    old = Decision.objects.live().get(student=child.student)
    approved(draft, chen, lin)
    assert amounts(child) == [Decimal("500.00")]
    run = check()
    new = Decision.objects.live().get(student=child.student)
    old.refresh_from_db()
    assert (old.superseded_by, old.case.amount, old.case.policy.number) == (run, Decimal("500.00"), 1)
    assert (new.run, new.case.amount, new.case.policy.number) == (run, Decimal("550.00"), 2)


def test_the_earlier_terms_keep_their_amount(
    child: Enrolment, school: OrgUnit, draft: PolicyVersion, chen: User, lin: User
) -> None:
    """The standard of the entitlement's term counts, however late it is checked again."""
    a_child(school, student=child.student, name=child.name, term="2022S", boarding=True, stage="primary", grade=2)
    approved(draft, chen, lin)
    check("2022A")
    check("2022S")
    assert amounts(child) == [Decimal("550.00")]


def test_a_programme_taken_out_of_the_policy_ends_its_decisions(child: Enrolment, chen: User, lin: User) -> None:
    check()
    made = policies.draft(based_on=the_policy(), note="停止项目", by=chen)
    policies.remove_part(policy=made, part="programmes", key="CE_BOARD", seen=0, by=chen)
    policies.approve(policy=policies.submit(policy=made, by=chen), seen=1, by=lin)
    run = check()
    assert amounts(child) == []
    assert Decision.objects.get(student=child.student).superseded_by == run


def test_a_draft_that_was_tried_and_then_changed_decides_by_its_last_words(
    child: Enrolment, draft: PolicyVersion, chen: User, lin: User
) -> None:
    check(dry=True, policy=draft)
    value = {**RATE, "amount": "560.00"}
    key = "CE_BOARD|2022A|primary|"
    changed = policies.change_part(policy=draft, part="rates", key=key, value=value, seen=draft.revision, by=chen)
    assert [row.money for row in RunChange.objects.filter(run=check(dry=True, policy=changed)).with_money()] == [
        Decimal("560.00")
    ]
    approved(changed, chen, lin)
    check()
    assert amounts(child) == [Decimal("560.00")]
