"""What the bank says of payments: a booked return with its lines, as bank_returns.book leaves it."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from django.utils import timezone

from subsidies.actions import ledger
from subsidies.choices import EntryKind, MatchedBy, PaymentStatus, ReturnStatus
from subsidies.models import BankLayout, BankReturn, BankReturnLine, Payment
from tests.factories.students import a_file
from tests.factories.subsidies_money import a_hand

_numbers = count(1)


def answered(payments: Iterable[Payment], *, paid: bool = True, day: date = date(2022, 11, 21)) -> BankReturn:
    """These payments of one batch are paid, or came back, in return, batch rows and ledger."""
    rows = list(payments)
    reason = "" if paid else "account_closed"
    made = BankReturn.objects.create(
        batch=rows[0].batch, layout=BankLayout.objects.get(code="rural_bank_txt"), file=a_file(kind="bank_return"),
        sha256=f"{next(_numbers):064x}", status=ReturnStatus.BOOKED, uploaded_by=a_hand("qian"), booked_by=a_hand("pan"),
        booked_at=timezone.now(),
    )  # fmt: skip
    BankReturnLine.objects.bulk_create(
        BankReturnLine(
            bank_return=made, row=number, payment=row, matched_by=MatchedBy.REFERENCE, succeeded=paid, settled_on=day,
            reason_code=reason, fresh=True,
        )
        for number, row in enumerate(rows, 1)
    )  # fmt: skip
    ids = [row.pk for row in rows]
    status = PaymentStatus.PAID if paid else PaymentStatus.RETURNED
    Payment.objects.filter(pk__in=ids).update(status=status, settled_on=day, reason_code=reason)
    kind = EntryKind.PAY if paid else EntryKind.RETURN
    ledger.move_payments(kind=kind, cause=f"return:{made.pk}", batch=made.batch, payments=ids, by=a_hand("pan"))
    return made
