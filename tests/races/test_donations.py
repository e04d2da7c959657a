"""Two at once against the last of a gift: one passes; without the lock the ledger refuses the second all the same."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db.models import QuerySet

from aid_portal.choices import Role
from aid_portal.errors import Refused
from subsidies.actions import carry_overs, donation_agreements, donation_awards, entitlement_lists
from subsidies.choices import AccountKind
from subsidies.models import CarryOver, Entitlement, LedgerAccount, Programme
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.races.together import at_once, meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 10.0


def awards_of_the_last() -> list[Callable[[], object]]:
    """Two children, one 1,500.00 left."""
    programme = give.a_gift(amount="1500").programme
    children, by = [make.an_enrolled_child(school=make.a_school()) for _each in range(2)], give.chen()
    return [lambda child=child: donation_awards.award(programme=programme, enrolments=[child], by=by) for child in children]


def test_the_last_1500_yuan_of_a_gift_are_awarded_once() -> None:
    assert at_once(awards_of_the_last()) == ["Refused", "done"]
    assert Entitlement.objects.count() == 1


def test_without_the_lock_both_are_proposed_and_the_ledger_lets_one_be_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: proposed is not given, and an account of the donors' money is never overdrawn."""
    deeds = awards_of_the_last()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    meeting(monkeypatch, donation_awards, "_refuse_beyond", 2, PATIENCE)
    assert at_once(deeds) == ["done", "done"]
    monkeypatch.undo()
    lists = list(Entitlement.objects.order_by("pk").values_list("list", flat=True))
    for each in Entitlement.objects.order_by("pk"):
        entitlement_lists.confirm(entitlement_list=each.list, by=make.a_hand("wang"))
    entitlement_lists.review(lists=lists, by=make.a_hand("guo"))
    hands = [make.a_hand(name, Role.COUNTY_APPROVER) for name in ("lin", "he")]
    approvals = [
        lambda pk=pk, by=by: entitlement_lists.approve(lists=[pk], seen=Decimal(1500), by=by)
        for pk, by in zip(lists, hands, strict=True)
    ]
    assert at_once(approvals) == ["Refused", "done"]
    committed = LedgerAccount.objects.get(kind=AccountKind.COMMITTED)
    assert (committed.balance, committed.line.source) == (150_000, "donor")


def test_two_programmes_proposed_at_once_wait_for_each_other_and_get_two_numbers() -> None:
    donor, by = give.a_donor(), give.chen()
    deeds = [
        lambda label=label: donation_agreements.propose(label=label, donors=[donor], by=by, **give.RULES)
        for label in ("小海豚成长计划", "贝壳助学金")
    ]
    assert at_once(deeds) == ["done", "done"]
    assert set(Programme.objects.social().values_list("code", flat=True)) == {"S2022-01", "S2022-02"}


def carried_and_awarded() -> list[Callable[[], object]]:
    """The last 1,500.00 of a year: one person lets it go on into the next, another gives it to a child."""
    leaving = give.a_gift(amount="1500").programme
    joining = give.an_agreement("贝壳助学金2023", year=2023).programme
    facts = {"source": leaving, "target": joining, "amount": Decimal(1500), "paper": "同意结转的函"}
    waiting, child = carry_overs.propose(**facts, by=give.chen()), make.an_enrolled_child()
    return [
        lambda: carry_overs.decide(carry_over=waiting, approved=True, by=give.lin()),
        lambda: donation_awards.award(programme=leaving, enrolments=[child], by=give.chen()),
    ]


def test_the_last_of_a_year_is_carried_on_or_given_and_never_both() -> None:
    assert at_once(carried_and_awarded()) == ["Refused", "done"]
    assert CarryOver.objects.approved().count() + Entitlement.objects.count() == 1


def test_without_the_lock_it_is_both_and_the_ledger_lets_nobody_approve_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what was carried is no longer in the account."""
    deeds = carried_and_awarded()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    met = meeting(monkeypatch, donation_awards, "_refuse_beyond", 2, PATIENCE)
    meeting(monkeypatch, carry_overs, "_refuse_beyond", 2, PATIENCE, at=met)
    assert at_once(deeds) == ["done", "done"]
    monkeypatch.undo()
    [each] = Entitlement.objects.all()
    entitlement_lists.confirm(entitlement_list=each.list, by=make.a_hand("wang"))
    entitlement_lists.review(lists=[each.list_id], by=make.a_hand("guo"))
    with pytest.raises(Refused):
        entitlement_lists.approve(lists=[each.list_id], seen=Decimal(1500), by=make.a_hand("lin", Role.COUNTY_APPROVER))
