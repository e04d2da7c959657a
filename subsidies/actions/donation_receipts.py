"""issue, void: receipts for what the bureau itself received, numbered without a gap for each code and year.

The legal receipt is issued in the treasury's system of electronic receipts; here its code and number are entered with the
contents it must have, so that the register is whole. The first number of a code is entered, the others follow.
"""

from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.choices import PaperStatus
from subsidies.donation_choices import ReceiptStatus
from subsidies.models import DonationReceipt, Gift


@transaction.atomic
def issue(
    *, gift: Gift, code: str, number: int | None = None, first_number: int = 1, issued_on: date, note: str = "", by: User
) -> DonationReceipt:  # fmt: skip
    """`number` is the one printed on it; where it is not the next of its code and year, one is missing or typed wrongly."""
    refuse_empty(code, _("请填写票据代码。"), code="no_code")
    gift = Gift.objects.locked().select_related("programme", "donor").get(pk=gift.pk)
    _refuse_unfit(gift)
    _refuse_future(issued_on)
    due = _next(code.strip(), issued_on.year, number or first_number)
    _refuse_gap(number, due)
    receipt = DonationReceipt.objects.create(
        gift=gift, code=code.strip(), year=issued_on.year, number=due, issued_on=issued_on,
        payer=gift.donor.name, credit_code=gift.donor.credit_code, note=note.strip(), issued_by=by, **_contents(gift),
    )  # fmt: skip
    audit.record("subsidies.donation_receipt.issued", by=by, target=receipt, after={"number": receipt.printed_number})
    return receipt


@transaction.atomic
def void(*, receipt: DonationReceipt, reason: str, by: User) -> DonationReceipt:
    """The number stays used; another receipt may then be issued for the gift."""
    refuse_empty(reason, _("请写明作废原因。"))
    receipt = DonationReceipt.objects.locked().get(pk=receipt.pk)
    receipt.move_to(ReceiptStatus.VOIDED)
    receipt.voided_by, receipt.voided_at, receipt.void_reason = by, timezone.now(), reason.strip()
    receipt.save(update_fields=["status", "voided_by", "voided_at", "void_reason"])
    audit.record("subsidies.donation_receipt.voided", by=by, target=receipt, note=reason)
    return receipt


def _next(code: str, year: int, first: int) -> int:
    """One person after the other: the trigger takes the same lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"donation_receipt.{code}"])
    return following(code, year) or first


def following(code: str, year: int) -> int | None:
    """The number that the next receipt of this code and year must bear; None where any may be the first."""
    last = DonationReceipt.objects.filter(code=code, year=year).aggregate(Max("number"))["number__max"]
    return None if last is None else last + 1


def _refuse_future(issued_on: date) -> None:
    if issued_on > timezone.localdate():
        raise Refused(_("开票日期不能晚于今天。"), code="later_than_today")


def _refuse_gap(number: int | None, due: int) -> None:
    if number is not None and number != due:
        words = {"next": f"{due:010d}", "number": f"{number:010d}"}
        message = _("票据号码应接着上一张，是%(next)s，填写的是%(number)s：请核对号码，或先补登漏掉的那一张。")
        raise Refused(message % words, code="gap")


def _contents(gift: Gift) -> dict:
    if gift.is_cash:
        item = _("捐赠款（%(programme)s）") % {"programme": gift.programme}
        return {"item": item, "unit": _("笔"), "quantity": 1, "standard": gift.amount, "amount": gift.amount}
    item = _("捐赠物资：%(item)s（%(programme)s）") % {"item": gift.item, "programme": gift.programme}
    return {"item": item, "unit": gift.unit, "quantity": gift.quantity, "standard": gift.unit_value, "amount": gift.amount}


def _refuse_unfit(gift: Gift) -> None:
    if gift.direct:
        message = _("这笔捐赠由捐赠人直接发给学生，县里没有收款，不能开具票据；由实际收款的单位开具。")
        raise Refused(message, code="direct", ids=[gift.pk])
    if gift.status != PaperStatus.APPROVED:
        raise Refused(_("这笔捐赠还没有批准，不能开具票据。"), code="not_approved", ids=[gift.pk])
    standing = gift.receipts.filter(status=ReceiptStatus.ISSUED).first()
    if standing:
        words = {"number": standing.printed_number}
        raise Refused(_("这笔捐赠已开具票据%(number)s；要重开请先作废。") % words, code="issued", ids=[standing.pk])
