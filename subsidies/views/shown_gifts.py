"""A gift and a hand-over list as their pages show them: what it is, what is left, where it went, receipts, who did what."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import EntryKind, PaperStatus
from subsidies.forms.hand_overs import ScanForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import BudgetLine, DonationAgreement, Gift, HandOver, LedgerEntry
from subsidies.reports.donation_rows import with_portions
from subsidies.reports.donations import with_money
from subsidies.tables.donations import left_over, portion_of, what
from subsidies.views.shown_documents import story
from subsidies.views.shown_donations import decision_forms


def gift_page(gift: Gift, user: User) -> dict[str, Any]:
    agreement = DonationAgreement.objects.visible_to(user).in_force().filter(programme=gift.programme)
    approved, edits = gift.status == PaperStatus.APPROVED, user.has(Permission.DONATION_EDIT)
    return {
        "gift": gift,
        "what": what(gift),
        "facts": _facts(gift, agreement.first()),
        "money": _money(gift, agreement, user) if approved else [],
        "receipts": gift.receipts.for_list().order_by("-pk"),
        "hand_overs": with_portions(gift.hand_overs.for_list()).order_by("-handed_on", "-pk"),
        "may_issue": edits and gift.may_have_receipt and gift.receipt is None,
        "may_hand": edits and gift.may_be_handed_over and bool(gift.left),
        "may_void": edits,
        "void_form": OnceNoteForm(),
        "story": story(gift, _("批准，入账") if gift.to_bank else _("批准")),
        **decision_forms(gift, user),
    }


def hand_over_page(found: HandOver, user: User) -> dict[str, Any]:
    gift, waits = found.gift, found.status == PaperStatus.PROPOSED
    after = gift.left - (found.amount if gift.is_cash else found.quantity) if waits else None
    return {
        "found": found,
        "gift": gift,
        "facts": [
            (_("资助项目"), gift.programme, gift.get_absolute_url()),
            (_("捐赠人"), gift.donor, gift.donor.get_absolute_url()),
            (_("品名"), gift.item or gift.get_kind_display()),
            (_("学校"), found.school, found.school.get_absolute_url()),
            (_("发放日期"), figures.day(found.handed_on)),
            (_("签收人"), found.signed_by),
            (_("合计"), portion_of(found)),
            (_("捐赠现有未发放"), left_over(gift) or figures.DASH),
        ],
        "beyond": -after if after is not None and after < 0 else None,
        "unit": _("元") if gift.is_cash else gift.unit,
        "awards": found.awards.select_related("student").order_by("pk"),
        "scan_form": ScanForm() if waits and user.has(Permission.DONATION_EDIT) else None,
        "story": story(found, _("批准，从捐赠中核减")),
        **decision_forms(found, user),
    }


def _facts(gift: Gift, agreement: DonationAgreement | None) -> list[tuple]:
    told = [
        (_("捐赠人"), gift.donor, gift.donor.get_absolute_url()),
        (_("资助项目"), gift.programme, agreement.get_absolute_url() if agreement else ""),
        (_("捐赠日期"), figures.day(gift.received_on)),
        (_("形式"), gift.get_kind_display()),
        (_("怎样发放"), _("捐赠人直接发放") if gift.direct else _("县里收款、发放")),
    ]
    if gift.is_cash:
        return [*told, (_("金额（元）"), figures.yuan(gift.amount))]
    return [
        *told,
        (_("品名"), gift.item),
        (_("数量"), _("%(count)s%(unit)s") % {"count": figures.count(gift.quantity), "unit": gift.unit}),
        (_("单价（元）"), figures.yuan(gift.unit_value)),
        (_("价值（元）"), figures.yuan(gift.amount)),
        (_("估价依据"), gift.basis or _("说不清价值，只登记数量")),
    ]


def _money(gift: Gift, agreement: Any, user: User) -> list[tuple]:
    """Pooled cash stands on the account of its programme; what goes from hand to hand is counted gift by gift."""
    if not gift.to_bank:
        handed = figures.yuan(Decimal(gift.handed_fen) / 100) if gift.is_cash else figures.count(gift.handed_quantity)
        unit = _("元") if gift.is_cash else gift.unit
        return [(_("已发放"), f"{handed}{unit}"), (_("未发放"), left_over(gift))]
    pooled = with_money(agreement).first()
    line = BudgetLine.objects.visible_to(user).filter(programme=gift.programme, year=gift.year).first()
    entry = LedgerEntry.objects.visible_to(user).filter(kind=EntryKind.ALLOT, cause=f"gift:{gift.pk}").first()
    code = gift.programme.code
    return [
        (_("台账分录"), _("已入账"), entry.get_absolute_url() if entry else ""),
        (_("项目收款合计（元）"), figures.yuan(pooled.banked), line.get_absolute_url() if line else ""),
        (_("已列入学校名单（元）"), figures.yuan(pooled.placed), rows("subsidies:entitlement-list", term="all", programme=code)),
        (_("还可安排（元）"), figures.yuan(pooled.unplaced)),
    ]
