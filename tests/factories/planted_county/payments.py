"""What is wrong with the money: collected for many, lying, gone elsewhere, less than approved, unknown to the bank."""

from datetime import date
from decimal import Decimal

import pgtrigger
from django.utils import timezone

from subsidies.actions import arrivals, batches
from subsidies.actions.batch_rows import Choice
from subsidies.choices import AdjustmentKind, Channel, PaperStatus, PaymentStatus
from subsidies.models import Adjustment, ArrivalQuestion, ArrivalSample, Batch, BudgetLine, Entitlement
from tests.factories.planted_county.county import FEE, GRANT, KINDERGARTEN, County, approve_all, money, payment_of
from tests.factories.students import an_index
from tests.factories.subsidies_money import a_card, a_hand, released, the_programme, the_term


def _says_nothing_came(county: County) -> None:
    """A23: asked, a family says that the money did not come; another one has it."""
    rows = [county.row(), county.row()]

    def put_wrong() -> list[str]:
        xu, paid = a_hand("xu", "county_reviewer"), [payment_of(row) for row in rows]
        batch = paid[0].batch
        sample = ArrivalSample.objects.create(batch=batch, seed="1", size=2, population=batch.row_count, drawn_by=xu)
        asked = [ArrivalQuestion.objects.create(sample=sample, payment=row, position=n) for n, row in enumerate(paid, 1)]
        arrivals.answer(sample=sample, answers={1: {"answer": "not_arrived"}, 2: {"answer": "arrived"}}, by=xu)
        return [str(asked[0].pk)]

    county.plant("A23", put_wrong)


def _collects_for_four(county: County) -> None:
    """A13: one guardian's card for four children."""
    guardian, card = an_index(), a_card()
    facts = {"guardian_index": guardian, "guardian_name": "王芳", "guardian_key": "王芳", "account_holder": "王芳"}
    for _each in range(4):
        county.row(county.child(bank_account=card, **facts))
    county.plant("A13", lambda: [f"many:{guardian.hex()}:2022A"])


def _money_lies(county: County) -> None:
    """A14: money for kindergartens came in March and nobody was paid."""

    def put_wrong() -> list[str]:
        money("7500", KINDERGARTEN, date(2022, 3, 1), ("province",))
        line = BudgetLine.objects.get(programme__code=KINDERGARTEN)
        return [f"delay:{line.allotments.get().document_id}:{line.pk}", f"year_end:{line.pk}"]

    county.plant("A14", put_wrong)


def _grant_to_a_school(county: County) -> None:
    """A15: paid to the school as a waiver, which it is not."""
    row = county.row(programme=the_programme(FEE), amount=Decimal("800.00"), waiver=True)
    county.row(programme=the_programme(FEE), amount=Decimal("800.00"), waiver=True)  # in order

    def put_wrong() -> list[str]:
        with pgtrigger.ignore("subsidies.Entitlement:approved_is_final"):
            Entitlement.objects.filter(pk=row.pk).update(waiver=False)
        return [str(payment_of(row).pk)]

    county.plant("A15", put_wrong)


def _less_than_approved(county: County) -> None:
    """A16: a top-up that should have gone out with the payment."""
    row = county.row()

    def put_wrong() -> list[str]:
        Adjustment.objects.create(
            entitlement=row, kind=AdjustmentKind.TOP_UP, amount=Decimal("100.00"), reason="补足", made_by=a_hand("chen"),
            status=PaperStatus.APPROVED, decided_by=a_hand("lin"), decided_at=timezone.now(), fen_central=5000, fen_county=5000,
        )  # fmt: skip
        return [str(payment_of(row).pk)]

    county.plant("A16", put_wrong)


def _paid_without_the_bank(county: County) -> None:
    """A17: marked as paid by hand; neither the bank nor the ledger knows of it."""
    child = county.child()

    def put_wrong() -> list[str]:
        county.row(child)
        approve_all()
        choice = Choice(the_term(), Channel.BANK_CARD)
        batch: Batch = released(batches.build(choice=choice, title="2022秋补发", by=a_hand("chen")))
        batch.payments.update(status=PaymentStatus.PAID, settled_on=date(2022, 12, 1))
        return [f"payment:{batch.payments.get().pk}"]

    county.plant("A17", put_wrong)


def _without_papers(county: County) -> None:
    """A18: a case that rests on documents nobody filed."""
    row = county.row(decision=None, basis="村委会证明2022年10月8日")
    county.plant("A18", lambda: [str(row.pk)])


def _paid_the_year_after(county: County) -> None:
    """A19: a grant of autumn 2022 that arrived in January 2023."""
    student = county.child(stage="vocational", grade=1, boarding=False)
    county.row(student, programme=the_programme(GRANT), amount=Decimal("1000.00"))
    grant = the_programme(GRANT).pk
    county.plant("A19", lambda: [f"{grant}:2022", f"{grant}:2023"])


def _six_of_one_guardian(county: County) -> None:
    """A20: six children, each with a card, of one guardian."""
    guardian = an_index()
    for _each in range(6):
        county.row(county.child(guardian_index=guardian))
    county.plant("A20", lambda: [f"guardian:{guardian.hex()}:2022A"])


PLANTS = (
    _says_nothing_came,
    _collects_for_four, _money_lies, _grant_to_a_school, _less_than_approved, _paid_without_the_bank, _without_papers,
    _paid_the_year_after, _six_of_one_guardian,
)  # fmt: skip
