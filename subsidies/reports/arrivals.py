"""What a draw of payees comes to, whether its seed draws the same again, and whom to call about what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from students.registry_numbers import opener
from subsidies.arrival_choices import OPEN
from subsidies.choices import PaymentStatus
from subsidies.models import ArrivalQuestion, ArrivalSample, Batch, Payment
from subsidies.reports.batch_papers import Opened, class_of, head_of
from subsidies.rules.arrival_samples import draw, size_for, weight_of
from subsidies.rules.call_sheet_rows import Asked
from subsidies.sheets.call_sheets import CallRow, CallSheet

MARGINS = (5, 10, 15)


@dataclass(frozen=True)
class Result:
    """How many of those drawn were asked, and what of those reached was otherwise than the bank says."""

    size: int
    asked: int
    arrived: int
    mismatched: int
    unsettled: int

    @property
    def share(self) -> str:
        """Of those reached, to whom the money came as the bank says."""
        return figures.percent(self.arrived, self.arrived + self.mismatched)


def candidates_of(batch: Batch) -> dict[str, tuple[Payment, float]]:
    """By the sequence: each paid row and its weight, by how much of its school the bank sent back."""
    counted = batch.payments.values("school").order_by().annotate(
        rows=Count("pk"), returned=Count("pk", filter=Q(status=PaymentStatus.RETURNED))
    )  # fmt: skip
    weights = {each["school"]: weight_of(each["rows"], each["returned"]) for each in counted}
    paid = batch.payments.filter(status=PaymentStatus.PAID).only("pk", "sequence", "school_id").order_by("sequence")
    return {f"{row.sequence:05d}": (row, weights[row.school_id]) for row in paid}


def chosen(candidates: Mapping[str, tuple[Payment, float]], size: int, seed: str) -> list[str]:
    return draw({key: weight for key, (_row, weight) in candidates.items()}, size, seed)


def result_of(sample: ArrivalSample) -> Result:
    """`sample` comes from with_counts()."""
    return Result(sample.size, sample.asked, sample.arrived, sample.mismatched, sample.unsettled)


def population_of(batch: Batch) -> int:
    return batch.payments.filter(status=PaymentStatus.PAID).count()


def sizes(population: int) -> list[tuple[int, int]]:
    """Margin in per cent, at a confidence of 95 per cent, and how many to ask for it."""
    return [(margin, size_for(population, margin)) for margin in MARGINS]


def drawn_again(sample: ArrivalSample) -> bool:
    """Whether the seed leads to exactly these rows."""
    found = chosen(candidates_of(sample.batch), sample.size, sample.seed)
    return [int(key) for key in found] == list(sample.questions.order_by("position").values_list("payment__sequence", flat=True))


def to_settle(questions: QuerySet[ArrivalQuestion]) -> QuerySet[ArrivalQuestion]:
    return questions.mismatched().filter(settled_by=None)


def sheet_version(sample: ArrivalSample) -> str:
    """Comes back with the workbook, so that the answers of another draw are not taken for those of this one."""
    return f"call_sheet/1/{sample.pk}"


def asked_of(sample: ArrivalSample) -> dict[int, Asked]:
    """By place, as a filled-in sheet is judged by."""
    return {
        each.position: Asked(each.payment.entitlement.enrolment.name, each.payment.amount, each.is_open)
        for each in sample.questions.for_list()
    }


def call_sheet(sample: ArrivalSample, *, opened: Opened, made_at: datetime) -> CallSheet:
    """Who is not reached yet; the telephone is the one that the school's roster has."""
    words = {"size": sample.size, "population": sample.population}
    waiting = sample.questions.filter(answer__in=OPEN)
    rows = waiting.select_related(
        "payment__batch", "payment__school", "payment__programme", "payment__entitlement__enrolment__school"
    )
    unsealed = opener()
    return CallSheet(
        head=head_of(sample.batch, made_at),
        seed=sample.seed,
        version=sheet_version(sample),
        drawn=_("%(population)s笔中抽%(size)s笔") % words,
        rows=[_called(row, unsealed, opened) for row in rows.order_by("position")],
    )


def _called(row: ArrivalQuestion, unsealed: Callable[..., dict], opened: Opened) -> CallRow:
    payment, child = row.payment, row.payment.entitlement.enrolment
    held = unsealed(child.school.code, child.term_id, bytes(child.registry_index), bytes(child.sealed))
    return CallRow(
        position=row.position,
        school=payment.school.name,
        name=child.name,
        class_name=class_of(child),
        payee=payment.payee_name,
        phone=held.get("phone", ""),
        programme=payment.programme.label,
        amount=payment.amount,
        paid_on=payment.settled_on,
        account_end=opened(payment)["account"][-4:],
    )
