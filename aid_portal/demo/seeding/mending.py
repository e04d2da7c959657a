"""Rows that came back: another card by the school, agreed to by the county, sent again in a child batch; then both are closed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.demo.ids import card_number
from aid_portal.demo.rosters import BANK
from aid_portal.demo.seeding.batches import AGAIN_FROM_THE_BANK, none_fail, sent_back, settle
from aid_portal.demo.seeding.lists import officer_of
from aid_portal.demo.seeding.people import CLERK, REVIEWER, named
from subsidies.actions import batches, cards
from subsidies.choices import BatchStatus, PaperStatus, Payee
from subsidies.models import Batch, CardChange, Payment

REASON = gettext_lazy("银行退票，已请家长核对，换用学生本人社保卡")
NEW_CARDS = 900_000_000  # serials far above those of the cards that the children have


def send_again(term: str) -> str:
    """All that came back but what Wang finds on her desk."""
    for batch in sent_back(term):
        for payment in batch.payments.not_made_good().select_related("student", "school"):
            _mend(payment)
        child = batch.children.first() or batches.reissue(parent=batch, title=f"{batch.title}补发", by=named(CLERK))
        settle(child, none_fail, AGAIN_FROM_THE_BANK[term])
        _close(child)
        _close(batch)
    children = Batch.objects.filter(term=term, parent__isnull=False)
    return _("补发 %(rows)d 笔") % {"rows": sum(children.values_list("row_count", flat=True))}


def leave_change(term: str) -> None:
    """Of the rows that came back to Wang's school one has a new card that waits for the county, the other nothing yet."""
    back = Payment.objects.not_made_good().filter(batch__term=term).order_by("pk").select_related("student", "school")
    payment = back.first()
    if payment and not CardChange.objects.filter(payment=payment).exists():
        _propose(payment)


def _mend(payment: Payment) -> None:
    change = CardChange.objects.filter(payment=payment).first() or _propose(payment)
    if change.status == PaperStatus.PROPOSED:
        cards.decide(change=change, approved=True, by=named(REVIEWER))


def _propose(payment: Payment) -> CardChange:
    return cards.propose(
        student=payment.student, school=payment.school, payee=Payee.CHILD, holder=payment.student.name,
        account=card_number(NEW_CARDS + payment.pk), bank_name=BANK, reason=str(REASON), payment=payment,
        by=officer_of(payment.school),
    )  # fmt: skip


def _close(batch: Batch) -> None:
    batch.refresh_from_db()
    if batch.status in (BatchStatus.PAID, BatchStatus.PARTLY_PAID):
        batches.close(batch=batch, by=named(CLERK))
