"""propose, attach, decide: goods, services and what donors give out themselves, school by school, on signed lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import OrgUnit, StoredFile, User
from students.models import Student
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import DonationAward, Gift, HandOver


@dataclass(frozen=True, slots=True)
class Portion:
    """What one child, or the school or class as a whole, gets: a number of things, or yuan."""

    student: Student | None = None
    class_name: str = ""
    quantity: int | None = None
    amount: Decimal | None = None


@transaction.atomic
def propose(
    *, gift: Gift, school: OrgUnit, portions: Sequence[Portion], handed_on: date, signed_by: str,
    evidence: StoredFile | None = None, by: User,
) -> HandOver:  # fmt: skip
    refuse_empty(signed_by, _("请填写签收人。"), code="not_signed")
    gift = Gift.objects.locked().select_related("programme", "donor").get(pk=gift.pk)
    _refuse_bad(gift, portions)
    _refuse_beyond(gift, portions)
    facts = {"gift": gift, "school": school, "handed_on": handed_on, "signed_by": signed_by.strip(), "evidence": evidence}
    hand_over = HandOver.objects.create(made_by=by, **facts)
    DonationAward.objects.bulk_create(
        DonationAward(
            hand_over=hand_over, student=each.student, class_name=each.class_name, quantity=each.quantity, amount=each.amount
        )
        for each in portions
    )
    audit.record("subsidies.hand_over.proposed", by=by, target=hand_over, unit=school, after={"rows": len(portions)})
    return hand_over


@transaction.atomic
def attach(*, hand_over: HandOver, evidence: StoredFile, by: User) -> HandOver:
    """The signed list, scanned; another scan takes its place until the second person has decided."""
    hand_over = HandOver.objects.locked().select_related("school").get(pk=hand_over.pk)
    if hand_over.status != PaperStatus.PROPOSED:
        words = {"list": hand_over, "state": hand_over.get_status_display()}
        raise Stale(_("“%(list)s”%(state)s，不能再换签收表。") % words)
    hand_over.evidence = evidence
    hand_over.save(update_fields=["evidence"])
    audit.record("subsidies.hand_over.attached", by=by, target=hand_over, unit=hand_over.school)
    return hand_over


@transaction.atomic
def decide(*, hand_over: HandOver, approved: bool, note: str = "", by: User) -> HandOver:
    """The second person's yes takes the list out of the gift."""
    hand_over = HandOver.objects.locked().select_related("school").get(pk=hand_over.pk)
    gift = Gift.objects.locked().select_related("programme", "donor").get(pk=hand_over.gift_id)
    stamp(hand_over, approved=approved, note=note, by=by)
    if approved:
        _refuse_beyond(gift, list(hand_over.awards.order_by("pk")))
    hand_over.save(update_fields=DECIDED)
    word = "approved" if approved else "refused"
    audit.record(f"subsidies.hand_over.{word}", by=by, target=hand_over, unit=hand_over.school, note=note)
    return hand_over


def _refuse_bad(gift: Gift, portions: Sequence[Portion]) -> None:
    if gift.status != PaperStatus.APPROVED:
        raise Refused(_("这笔捐赠还没有批准，不能发放。"), code="not_approved", ids=[gift.pk])
    if gift.to_bank:
        raise Refused(_("县里收到的现金通过发放批次打到账户，不在这里登记发放清单。"), code="through_the_bank", ids=[gift.pk])
    if not portions or any((each.amount if gift.is_cash else each.quantity) in (None, 0) for each in portions):
        raise Refused(_("请填写发给谁、多少。"), code="no_portion")


def _refuse_beyond(gift: Gift, portions: Sequence[Portion | DonationAward]) -> None:
    """In words; the database refuses the same."""
    if gift.is_cash:
        had, before, now = gift.amount, Decimal(gift.handed_fen) / 100, sum((each.amount for each in portions), Decimal(0))
        shown, unit = figures.yuan, _("元")
    else:
        had, before, now = gift.quantity, gift.handed_quantity, sum(each.quantity for each in portions)
        shown, unit = figures.count, gift.unit
    if before + now > had:
        words = {"gift": gift, "had": shown(had), "before": shown(before), "now": shown(now), "unit": unit}
        words["over"] = shown(before + now - had)
        message = _(
            "“%(gift)s”共%(had)s%(unit)s，已发放%(before)s%(unit)s，本次%(now)s%(unit)s，超出%(over)s%(unit)s，请核对数量。"
        )
        raise Refused(message % words, code="beyond_the_gift", ids=[gift.pk])
