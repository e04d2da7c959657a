"""propose, change, decide: what donors and bureau agreed; each change of the rules has the donors' consent and its own paper."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.actions.ledger import take_turns
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import EntitlementStatus, PaperStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import DonationAgreement, Donor, Entitlement, Programme

AFTER_THE_POLICY = 500  # the place of social programmes in lists that show both


@transaction.atomic
def propose(
    *, label: str, donors: Sequence[Donor], schools: Sequence[OrgUnit] = (), by: User, **rules: object
) -> DonationAgreement:
    """A new programme with its first rules; `rules` are the fields of the agreement."""
    refuse_empty(label, _("请填写资助项目名称。"), code="no_label")
    year = int(rules["year"])
    number = _next_number(year)
    programme = Programme.objects.create(
        code=f"S{year}-{number:02d}", label=label.strip(), kind=ProgrammeKind.SOCIAL, position=AFTER_THE_POLICY + number
    )
    return _written(programme, 1, donors, schools, rules, by)


@transaction.atomic
def change(
    *, programme: Programme, donors: Sequence[Donor], schools: Sequence[OrgUnit] = (), by: User, **rules: object
) -> DonationAgreement:  # fmt: skip
    """Other rules for a programme that runs; they count when another person has approved them."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.agreements.filter(status=PaperStatus.PROPOSED).exists():
        raise Refused(_("“%(programme)s”已有一份协议等待批准，请先办结。") % {"programme": programme}, code="waiting")
    number = 1 + (programme.agreements.aggregate(Max("number"))["number__max"] or 0)
    return _written(programme, number, donors, schools, rules, by)


@transaction.atomic
def decide(*, agreement: DonationAgreement, approved: bool, note: str = "", by: User) -> DonationAgreement:
    Programme.objects.select_for_update(no_key=True).get(pk=agreement.programme_id)  # nobody is awarded meanwhile
    agreement = DonationAgreement.objects.locked().get(pk=agreement.pk)
    stamp(agreement, approved=approved, note=note, by=by)
    if approved:
        _refuse_fewer_than_awarded(agreement)
    agreement.save(update_fields=DECIDED)
    word = "approved" if approved else "refused"
    audit.record(f"subsidies.donation_agreement.{word}", by=by, target=agreement, note=note)
    return agreement


def _next_number(year: int) -> int:
    """One person after the other, and after every code of this form that is taken, a draft of the policy's included."""
    take_turns("donation_programme")
    taken = Programme.objects.filter(code__regex=rf"^S{year}-[0-9]+$").values_list("code", flat=True)
    return 1 + max((int(code.partition("-")[2]) for code in taken), default=0)


def in_force(programme: Programme) -> DonationAgreement:
    found = DonationAgreement.objects.in_force().filter(programme=programme).first()
    if found is None:
        raise Refused(_("“%(programme)s”的捐赠协议还没有批准，请先批准协议。") % {"programme": programme}, code="no_agreement")
    return found


def _written(
    programme: Programme, number: int, donors: Sequence[Donor], schools: Sequence[OrgUnit], rules: dict, by: User
) -> DonationAgreement:  # fmt: skip
    _refuse_bad(donors, rules)
    agreement = DonationAgreement.objects.create(programme=programme, number=number, made_by=by, **rules)
    agreement.donors.set(donors)
    agreement.schools.set(schools)
    after = {"number": number, "amount_each": agreement.amount_each, "places": agreement.places, "paper": agreement.paper}
    audit.record("subsidies.donation_agreement.proposed", by=by, target=agreement, after=after)
    return agreement


def _refuse_bad(donors: Sequence[Donor], rules: dict) -> None:
    if not donors:
        raise Refused(_("请至少选择一个捐赠人。"), code="no_donor")
    refuse_empty(str(rules["purpose"]), _("请写明捐赠用途。"), code="no_purpose")
    refuse_empty(str(rules["paper"]), _("请写明捐赠协议，或捐赠人同意变更的文件名称。"), code="no_paper")
    first, last = rules["first_day"], rules["last_day"]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        words = {"first": figures.day(first), "last": figures.day(last)}
        raise Refused(_("结束日期%(last)s早于开始日期%(first)s，请核对。") % words, code="ends_before")


def _refuse_fewer_than_awarded(agreement: DonationAgreement) -> None:
    awarded = Entitlement.objects.filter(programme=agreement.programme_id).exclude(status=EntitlementStatus.CANCELLED).count()
    if agreement.places is not None and awarded > agreement.places:
        words = {"places": agreement.places, "awarded": awarded}
        raise Stale(_("名额%(places)s个少于已经安排的%(awarded)s人，请核对协议或先取消多出的安排。") % words)
