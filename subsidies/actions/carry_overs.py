"""propose, decide: what is left of a programme's cash goes on into a later year, with the donors' consent and a second person."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import StoredFile, User
from subsidies.actions import ledger
from subsidies.actions.donation_agreements import in_force
from subsidies.actions.donation_awards import placed, received
from subsidies.actions.gifts import line_of
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import EntryKind, PaperStatus
from subsidies.models import CarryOver, DonationAgreement, Programme


@transaction.atomic
def propose(
    *, source: Programme, target: Programme, amount: Decimal, paper: str, evidence: StoredFile | None = None, by: User
) -> CarryOver:
    """Nothing moves before another person has approved it."""
    refuse_empty(paper, _("请写明结转的依据，如捐赠人同意结转的函。"), code="no_paper")
    source, target = _locked(source, target)
    leaving, joining = in_force(source), in_force(target)
    _refuse_unfit(leaving, joining)
    _refuse_beyond(source, amount)
    if source.carried_out.filter(status=PaperStatus.PROPOSED).exists():
        raise Refused(_("“%(programme)s”已有一笔结转等待批准，请先办结。") % {"programme": source}, code="waiting")
    years = {"year": leaving.year, "into_year": joining.year}
    made = CarryOver.objects.create(
        source=source, target=target, amount=amount, paper=paper.strip(), evidence=evidence, made_by=by, **years
    )
    audit.record("subsidies.carry_over.proposed", by=by, target=made, after={"amount": amount, **years})
    return made


@transaction.atomic
def decide(*, carry_over: CarryOver, approved: bool, note: str = "", by: User) -> CarryOver:
    """The second person's yes moves the money from the one account to the other."""
    source, target = _locked(carry_over.source, carry_over.target)
    carry_over = CarryOver.objects.locked().get(pk=carry_over.pk)
    stamp(carry_over, approved=approved, note=note, by=by)
    if approved:
        _refuse_beyond(source, carry_over.amount)
    carry_over.save(update_fields=DECIDED)
    if approved:
        _move(carry_over, source, target, by)
    word = "approved" if approved else "refused"
    audit.record(f"subsidies.carry_over.{word}", by=by, target=carry_over, note=note)
    return carry_over


def _move(carry_over: CarryOver, source: Programme, target: Programme, by: User) -> None:
    leaves, joins = line_of(source, carry_over.year), line_of(target, carry_over.into_year)
    ledger.open_accounts([joins])
    fen = int(carry_over.amount * 100)
    amounts = [(leaves, -fen), (joins, fen)]
    ledger.post(kind=EntryKind.ALLOT, cause=f"carry_over:{carry_over.pk}", amounts=amounts, by=by, note=str(carry_over))


def _locked(source: Programme, target: Programme) -> tuple[Programme, Programme]:
    """Nobody is awarded meanwhile; whoever carries the other way waits."""
    both = Programme.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, target.pk]).order_by("pk")
    found = {programme.pk: programme for programme in both}
    return found[source.pk], found[target.pk]


def _refuse_unfit(leaving: DonationAgreement, joining: DonationAgreement) -> None:
    if joining.year <= leaving.year:
        words = {"programme": joining.programme, "year": joining.year, "from": leaving.year}
        message = _("“%(programme)s”是%(year)s年的项目，%(from)s年的结余只能转入以后年度的项目，请重新选择。")
        raise Refused(message % words, code="not_later")
    strangers = leaving.donors.exclude(pk__in=joining.donors.values("pk")).order_by("pk")
    if strangers:
        words = {"donors": "、".join(donor.name for donor in strangers), "programme": joining.programme}
        message = _("%(donors)s不是“%(programme)s”协议中的捐赠人，其捐款不能转入；请重新选择，或先变更协议。")
        raise Refused(message % words, code="other_donor")


def _refuse_beyond(source: Programme, amount: Decimal) -> None:
    left = received(source) - placed(source)
    if amount <= 0:
        raise Refused(_("请填写结转金额，应大于0元。"), code="no_amount")
    if amount > left:
        words = {"programme": source, "left": figures.yuan(left), "amount": figures.yuan(amount)}
        message = _("“%(programme)s”还没有安排的只有%(left)s元，不能结转%(amount)s元，请核对金额。")
        raise Refused(message % words, code="beyond_the_balance")
