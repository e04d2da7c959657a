"""Whatever people do, in whatever order: the money stands where the rows say, nothing is paid twice, nothing is lost (R9)."""

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from aid_portal.errors import Refused
from subsidies.actions import adjustments, bank_files, bank_returns, batches, budgets, entitlements
from subsidies.actions.batch_rows import Choice
from subsidies.choices import AccountKind, AdjustmentKind, BatchStatus, EntitlementStatus, PaymentStatus
from subsidies.models import Adjustment, BankReturn, Batch, Entitlement, LedgerAccount, LedgerLeg, Payment, Recovery
from subsidies.reports.dues import due_of
from subsidies.reports.tie_out import cells
from tests.factories import subsidies_money as make
from tests.subsidies.actions.test_batches import DAY, answer, mend, the_layout

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
yuan = st.decimals("0.01", "700", places=2)
numbers = count(1)
places = st.integers(0, 30)
DEEDS = (
    *(*AdjustmentKind.values, "build", "cancel", "release", "book", "returned", "late", "reissue", "receive"),
    *("write_off", "cut", "again"),
)
EXAMPLES = int(os.environ.get("MONEY_EXAMPLES", "8"))  # of up to 40 deeds each; `make states` asks for many more
ENOUGH = 60  # examples in which every deed must have been done


class Money(RuleBasedStateMachine):
    """One school, one term; each rule is a deed of some person, refused or done."""

    folder = Path()
    done: ClassVar[Counter[str]] = Counter()  # over all examples: a rule that never did anything shows nothing

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @initialize()
    def allot(self) -> None:
        """An example begins in the middle of a term: some are paid, one returned, one asked back, some on their way."""
        make.the_money("6000")
        self.school = make.a_school()
        for failures in ({2: "户名不符"}, {}):
            make.approved(*[make.an_entitlement(amount=Decimal("312.50"), school=self.school) for _each in range(3)])
            self.send()
            self.book(Batch.objects.latest("pk"), failures)
        self._adjusted(Entitlement.objects.latest("pk"), AdjustmentKind.CLAW_BACK, Decimal("12.50"))
        make.approved(*[make.an_entitlement(amount=Decimal("100.01"), school=self.school) for _each in range(2)])
        self.send()

    def attempt(self, deed, *args, **facts) -> object:
        """None where the deed is refused in words; the database itself refuses nothing that the actions let through."""
        try:
            with transaction.atomic():
                found = deed(*args, **facts)
        except Refused:
            return None
        self.done[getattr(deed, "__name__", "")] += 1
        return found

    def one(self, rows, place: int):
        found = list(rows.order_by("pk"))
        return found[place % len(found)] if found else None

    @rule(amount=yuan)
    def approve(self, amount: Decimal) -> None:
        self.attempt(lambda: make.approved(make.an_entitlement(amount=amount, school=self.school)))

    @rule(place=places)
    def hold_or_let_go(self, place: int) -> None:
        row = self.one(Entitlement.objects.approved(), place)
        if row and row.held_until:
            entitlements.let_go(entitlement=row, note="已核实", by=make.a_hand("guo"))
        elif row:
            entitlements.hold(entitlement=row, until=date(2022, 12, 1), note="核实户籍", by=make.a_hand("guo"))

    def send(self) -> None:
        self.build()
        self.release(0)

    @rule()
    def build(self) -> None:
        choice = Choice(term=make.the_term(), channel="bank_card")
        self.attempt(batches.build, choice=choice, title="2022秋", by=make.a_hand("chen"))

    @rule(place=places)
    def cancel_a_draft(self, place: int) -> None:
        batch = self.one(Batch.objects.filter(status=BatchStatus.DRAFT), place)
        if batch:
            batches.cancel(batch=batch, note="重新编制", by=make.a_hand("chen"))
            self.done["cancel"] += 1

    @rule(place=places)
    def release(self, place: int) -> None:
        batch = self.one(Batch.objects.filter(status=BatchStatus.DRAFT), place)
        if batch:
            batch = make.released(batch)
            bank_files.make(batch=batch, layout=the_layout(), by=make.a_hand("qian"))
            batches.send(batch=batch, day=DAY, by=make.a_hand("qian"))
            self.done["release"] += 1

    @rule(place=places, failures=st.sets(st.integers(1, 5), max_size=3))
    def answer_of_the_bank(self, place: int, failures: set[int]) -> None:
        batch = self.one(Batch.objects.filter(payments__status=PaymentStatus.SENT).distinct(), place)
        if batch:
            self.book(batch, dict.fromkeys(failures, "户名不符"))

    @rule(place=places, failures=st.sets(st.integers(1, 5), max_size=3))
    def a_late_answer(self, place: int, failures: set[int]) -> None:
        batch = self.one(Batch.objects.filter(status__in=[BatchStatus.PAID, BatchStatus.PARTLY_PAID]), place)
        if batch:
            before = list(Payment.objects.order_by("pk").values("pk", "status", "settled_on", "bank_serial"))
            self.book(batch, dict.fromkeys(failures, "账户冻结"))
            assert list(Payment.objects.order_by("pk").values("pk", "status", "settled_on", "bank_serial")) == before
            self.done["late"] += 1

    def book(self, batch: Batch, failures: dict[int, str]) -> None:
        qian, path = make.a_hand("qian"), answer(self.folder, batch, failures)
        read = bank_returns.read(batch=batch, layout=the_layout(), path=path, name="return.txt", by=qian)
        assert read.problems == []
        if not read.booked_by:
            bank_returns.book(bank_return=read, by=make.a_hand("pan"))
            self.done["book"] += 1
            self.done["returned"] += read.returned_count

    @rule(place=places)
    def reissue(self, place: int) -> None:
        failed = self.one(Payment.objects.not_made_good(), place)
        if failed:
            self.attempt(mend, failed)
            self.attempt(batches.reissue, parent=failed.batch, title="补发", by=make.a_hand("chen"))

    @rule(place=places, amount=yuan, kind=st.sampled_from(AdjustmentKind.values))
    def adjust(self, place: int, amount: Decimal, kind: str) -> None:
        row = self.one(Entitlement.objects.approved(), place)
        if row:
            self.attempt(self._adjusted, row, kind, amount)

    def _adjusted(self, row: Entitlement, kind: str, amount: Decimal) -> Adjustment:
        asked = adjustments.propose(entitlement=row, kind=kind, amount=amount, reason="核定错误", by=make.a_hand("wang"))
        self.done[kind] += 1
        return adjustments.decide(adjustment=asked, approved=True, by=make.a_hand("lin"))

    @rule(place=places)
    def give_again(self, place: int) -> None:
        row = self.one(Entitlement.objects.filter(status=EntitlementStatus.CANCELLED), place)
        if row:
            self.attempt(self._again, row)

    def _again(self, row: Entitlement) -> None:
        make.approved(entitlements.restore(entitlement=row, by=make.a_hand("wang")))
        self.done["again"] += 1

    @rule(place=places)
    def recover(self, place: int) -> None:
        recovery = self.one(Recovery.objects.open(), place)
        if recovery:
            adjustments.receive(recovery=recovery, day=DAY, voucher="收1", by=make.a_hand("qian"))
            self.done["receive"] += 1

    @rule(place=places)
    def write_off(self, place: int) -> None:
        recovery = self.one(Recovery.objects.open(), place)
        if recovery:
            adjustments.write_off(recovery=recovery, note="学生已迁出", by=make.a_hand("lin"))
            self.done["write_off"] += 1

    @rule(amount=yuan)
    def cut_the_budget(self, amount: Decimal) -> None:
        """核减 takes only what nobody has been promised."""
        facts = {
            "number": f"扶财教核减{next(numbers)}", "title": "核减", "source": "county", "year": 2022, "amount": -amount,
            "issued_on": DAY,
        }  # fmt: skip
        self.attempt(self._cut, facts)

    def _cut(self, facts: dict) -> None:
        document = budgets.propose(facts=facts, allotments=[(make.the_programme(), facts["amount"])], by=make.a_hand("chen"))
        budgets.decide(document=document, approved=True, by=make.a_hand("lin"))
        self.done["cut"] += 1

    @invariant()
    def the_ledger_balances(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        assert sum(LedgerAccount.objects.values_list("balance", flat=True)) == 0
        assert sum(LedgerLeg.objects.values_list("fen", flat=True)) == 0

    @invariant()
    def the_money_stands_where_the_rows_say(self) -> None:
        rows = Entitlement.objects.exclude(status=EntitlementStatus.PROPOSED).order_by("pk")
        of = {row: due_of(row) for row in rows}
        dues = of.values()
        assert all(due.unpaid >= 0 for row, due in of.items() if row.status == EntitlementStatus.APPROVED)
        for recovery in Recovery.objects.open().select_related("adjustment__entitlement"):
            assert of[recovery.adjustment.entitlement].paid >= recovery.amount  # what is asked back was paid
        sent = sum(Payment.objects.filter(status=PaymentStatus.SENT).values_list("amount", flat=True))
        assert self.fen(AccountKind.IN_PROCESS) == sent * 100
        assert self.fen(AccountKind.PAID) == sum(due.paid for due in dues) * 100
        assert self.fen(AccountKind.COMMITTED) == (sum(due.unpaid for due in dues) - sent) * 100

    @invariant()
    def the_books_agree(self) -> None:
        assert [cell.place for cell in cells([make.the_term().pk]) if cell.differs] == []

    @invariant()
    def nothing_is_paid_twice(self) -> None:
        live = Payment.objects.live().values_list("entitlement", "adjustment")
        assert len(set(live)) == len(live)

    def fen(self, kind: str) -> int:
        return sum(LedgerAccount.objects.filter(kind=kind).values_list("balance", flat=True))


def test_the_money_is_conserved_whatever_people_do(tmp_path: Path) -> None:
    Money.folder = tmp_path
    health = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Money, settings=settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None, suppress_health_check=health)
    )
    assert BankReturn.objects.count() == 0  # each example was taken back
    assert EXAMPLES < ENOUGH or {name for name in DEEDS if not Money.done[name]} == set()
