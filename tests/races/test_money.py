"""Two at once where money moves: one deed is done, the other is told so; without the lock the database still refuses."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from aid_portal.choices import Role
from aid_portal.models import User
from subsidies.actions import bank_files, bank_returns, batch_rows, batches, entitlement_lists
from subsidies.actions.batch_rows import Choice
from subsidies.choices import AccountKind, PaymentStatus
from subsidies.models import BankReturn, Batch, Entitlement, EntitlementList, LedgerAccount, LedgerEntry, Payment
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.entitlement_lists import EntitlementListQuerySet
from tests.factories import subsidies_money as make
from tests.races.together import at_once, meeting
from tests.subsidies.actions.test_batches import DAY, answer, the_layout

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8
PATIENCE = 10.0


def hands(count: int = AT_ONCE, role: Role = Role.COUNTY_APPROVER) -> list[User]:
    return [make.a_hand(f"{role}{number}", role) for number in range(count)]


def fen(kind: str) -> int:
    return sum(LedgerAccount.objects.filter(kind=kind).values_list("balance", flat=True))


def a_reviewed_list() -> EntitlementList:
    make.the_money()
    own = make.an_entitlement().list
    entitlement_lists.confirm(entitlement_list=own, by=make.a_hand("wang"))
    return entitlement_lists.review(lists=[own.pk], by=make.a_hand("guo"))[0]


def approvals(own: EntitlementList) -> list[Callable[[], object]]:
    def deed(by: User) -> Callable[[], object]:
        return lambda: entitlement_lists.approve(lists=[own.pk], seen=Decimal("500.00"), by=by)

    return [deed(by) for by in hands()]


def test_eight_approvers_approve_a_list_once_and_commit_its_money_once() -> None:
    own = a_reviewed_list()
    assert at_once(approvals(own)) == ["Stale"] * 7 + ["done"]
    assert (fen(AccountKind.COMMITTED), LedgerEntry.objects.filter(kind="commit").count()) == (50000, 1)


def test_without_the_lock_the_database_commits_it_once_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the lock is what makes the losers' answer a sentence; the promise is the database's."""
    own = a_reviewed_list()
    monkeypatch.setattr(EntitlementListQuerySet, "locked", EntitlementListQuerySet.all)
    meeting(monkeypatch, entitlement_lists, "_locked", AT_ONCE, PATIENCE)
    found = at_once(approvals(own))
    assert found.count("done") == 1
    assert {"InternalError", "IntegrityError"} & set(found)
    assert (fen(AccountKind.COMMITTED), LedgerEntry.objects.filter(kind="commit").count()) == (50000, 1)


def test_two_lists_that_together_exceed_the_budget_are_not_both_approved() -> None:
    make.the_money("250")
    lists = [make.an_entitlement(school=make.a_school()).list for _each in range(2)]
    for own in lists:
        entitlement_lists.confirm(entitlement_list=own, by=make.a_hand("wang"))
    entitlement_lists.review(lists=[own.pk for own in lists], by=make.a_hand("guo"))
    lin, he = hands(2)
    facts = [(lists[0], lin), (lists[1], he)]
    deeds = [lambda own=own, by=by: entitlement_lists.approve(lists=[own.pk], seen=Decimal("500.00"), by=by) for own, by in facts]
    assert at_once(deeds) == ["Refused", "done"]
    assert (fen(AccountKind.AVAILABLE), fen(AccountKind.COMMITTED)) == (0, 50000)


def test_two_builders_put_nobody_into_two_batches() -> None:
    make.the_money()
    make.approved(*[make.an_entitlement() for _each in range(3)])
    choice = Choice(term=make.the_term(), channel="bank_card")
    deeds = [lambda by=by: batches.build(choice=choice, title="2022秋", by=by) for by in hands(4, Role.COUNTY_CLERK)]
    assert at_once(deeds) == ["Refused", "Refused", "Refused", "done"]
    assert (Batch.objects.count(), Payment.objects.live().count()) == (1, 3)


def test_builders_who_do_not_wait_are_stopped_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    make.the_money()
    make.approved(make.an_entitlement())
    monkeypatch.setattr(batches, "_one_at_a_time", lambda: None)
    monkeypatch.setattr(batch_rows, "refresh_statistics", lambda *_tables: None)  # it waits for whoever else asks
    meeting(monkeypatch, batches, "trial", 2, PATIENCE)
    choice = Choice(term=make.the_term(), channel="bank_card")
    deeds = [lambda by=by: batches.build(choice=choice, title="2022秋", by=by) for by in hands(2, Role.COUNTY_CLERK)]
    assert at_once(deeds) == ["IntegrityError", "done"]
    assert Payment.objects.live().count() == 1


def a_reviewed_batch() -> Batch:
    make.the_money()
    make.approved(make.an_entitlement())
    batch = batches.submit(batch=make.a_batch(), by=make.a_hand("chen"))
    return batches.review(batch=batch, by=make.a_hand("guo2", Role.COUNTY_REVIEWER))


def test_a_batch_is_released_once_and_its_money_reserved_once() -> None:
    batch = a_reviewed_batch()
    people = hands(AT_ONCE, Role.FINANCE)
    deeds = [lambda by=by: batches.release(batch=batch, seen=bytes(batch.digest), by=by) for by in people]
    assert at_once(deeds) == ["IllegalMove"] * 7 + ["done"]
    assert (fen(AccountKind.IN_PROCESS), fen(AccountKind.COMMITTED)) == (50000, 0)


def test_without_the_lock_a_batch_is_released_once_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: all have read it as reviewed; the ledger takes the batch once."""
    batch = a_reviewed_batch()
    monkeypatch.setattr(BureauQuerySet, "locked", BureauQuerySet.all)
    meeting(monkeypatch, batches, "_locked", AT_ONCE, PATIENCE)
    people = hands(AT_ONCE, Role.FINANCE)
    found = at_once([lambda by=by: batches.release(batch=batch, seen=bytes(batch.digest), by=by) for by in people])
    assert found.count("done") == 1
    assert {"InternalError", "IntegrityError", "AlreadyDone"} & set(found)
    assert fen(AccountKind.IN_PROCESS) == 50000


def a_read_return(tmp_path: Path) -> BankReturn:
    batch = a_reviewed_batch()
    qian = make.a_hand("qian", Role.FINANCE)
    batch = batches.release(batch=batch, seen=bytes(batch.digest), by=qian)
    bank_files.make(batch=batch, layout=the_layout(), by=qian)
    batch = batches.send(batch=batch, day=DAY, by=qian)
    path = answer(tmp_path, batch)
    return bank_returns.read(batch=batch, layout=the_layout(), path=path, name="return.txt", by=qian)


def test_a_return_is_booked_once(tmp_path: Path) -> None:
    read = a_read_return(tmp_path)
    deeds = [lambda by=by: bank_returns.book(bank_return=read, by=by) for by in hands(AT_ONCE, Role.FINANCE)]
    assert at_once(deeds) == ["IllegalMove"] * 7 + ["done"]
    assert (fen(AccountKind.PAID), Payment.objects.get().status) == (50000, PaymentStatus.PAID)


def test_the_same_return_read_twice_at_once_is_one_return(tmp_path: Path) -> None:
    read = a_read_return(tmp_path)
    batch, qian = read.batch, make.a_hand("qian", Role.FINANCE)
    BankReturn.objects.all().delete()
    path = answer(tmp_path, batch)

    def again() -> BankReturn:
        return bank_returns.read(batch=batch, layout=the_layout(), path=path, name="return.txt", by=qian)

    assert at_once([again, again]) == ["done", "done"]
    assert BankReturn.objects.count() == 1
    assert Entitlement.objects.count() == 1
