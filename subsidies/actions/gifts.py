"""register, decide: what was given. Approved cash that the bureau has goes to the donors' budget line of the programme."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.actions import ledger
from subsidies.actions.donation_agreements import in_force
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import EntryKind, FundSource
from subsidies.donation_choices import GiftKind
from subsidies.models import BudgetLine, Donor, Gift, Programme


@transaction.atomic
def register(*, programme: Programme, donor: Donor, by: User, **facts: object) -> Gift:
    """`facts` are the fields of the gift; what goods are worth is worked out from their number."""
    agreement = in_force(programme)
    if not agreement.donors.filter(pk=donor.pk).exists():
        words = {"donor": donor, "programme": programme}
        raise Refused(_("%(donor)s不是“%(programme)s”协议中的捐赠人，请核对，或先变更协议。") % words, code="other_donor")
    _refuse_bad(facts)
    if facts["kind"] != GiftKind.CASH:
        value = facts.get("unit_value")
        facts["amount"] = value * facts["quantity"] if value is not None else None
    gift = Gift.objects.create(programme=programme, donor=donor, year=agreement.year, made_by=by, **facts)
    audit.record("subsidies.gift.registered", by=by, target=gift, after={"amount": gift.amount, "quantity": gift.quantity})
    return gift


@transaction.atomic
def decide(*, gift: Gift, approved: bool, note: str = "", by: User) -> Gift:
    gift = Gift.objects.locked().select_related("programme").get(pk=gift.pk)
    stamp(gift, approved=approved, note=note, by=by)
    gift.save(update_fields=DECIDED)
    if approved and gift.to_bank:
        _allot(gift, by)
    audit.record("subsidies.gift.approved" if approved else "subsidies.gift.refused", by=by, target=gift, note=note)
    return gift


def line_of(programme: Programme, year: int) -> BudgetLine:
    """Where the donors' money of a programme stands: its own account, never mixed with another's."""
    line, _made = BudgetLine.objects.get_or_create(programme=programme, year=year, source=FundSource.DONOR)
    return line


def _allot(gift: Gift, by: User) -> None:
    line = line_of(gift.programme, gift.year)
    ledger.open_accounts([line])
    fen = int(Decimal(gift.amount) * 100)
    ledger.post(kind=EntryKind.ALLOT, cause=f"gift:{gift.pk}", amounts=[(line, fen)], by=by, note=str(gift.donor))


def _refuse_bad(facts: dict) -> None:
    if facts["kind"] == GiftKind.CASH:
        if not facts.get("amount") or facts["amount"] <= 0:
            raise Refused(_("请填写捐赠金额，应大于0元。"), code="no_amount")
        return
    if not facts.get("quantity") or not facts.get("item") or not facts.get("unit"):
        raise Refused(_("实物和服务请填写品名、单位和数量。"), code="no_quantity")
    if facts.get("unit_value") is not None and not str(facts.get("basis", "")).strip():
        words = {"value": figures.yuan(facts["unit_value"])}
        message = _("单价%(value)s元没有估价依据：请写明发票、报关单或市场价的来源；说不清价值的不填单价，只登记数量。")
        raise Refused(message % words, code="no_basis")
