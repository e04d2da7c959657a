"""The gifts of 2022 from the agreement to the child: each programme in the order of the calendar, two persons for every step."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.demo.donations import PLANS, YEAR, Given, Giver, Plan, Way
from aid_portal.demo.seeding import batches, carrying, handing
from aid_portal.demo.seeding.batches import Order
from aid_portal.demo.seeding.lists import officers, responsible
from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, named
from students.models import Enrolment
from subsidies.actions import (
    consents,
    donation_agreements,
    donation_awards,
    donation_receipts,
    donors,
    entitlement_lists,
    gifts,
)
from subsidies.choices import Channel, ListStatus, PaperStatus, PaymentStatus
from subsidies.donation_choices import GiftKind
from subsidies.models import DonationAgreement, Donor, EntitlementList, Gift, Payment, Programme
from subsidies.reports.donation_children import eligible

TERM = "2022A"  # of all that goes through the bank
RECEIPT_CODE, FIRST_NUMBER = "61010122", 2_206_001
CARDS = ((Channel.BANK_CARD, "社会捐赠资助金（本人卡）"), (Channel.GUARDIAN_CARD, "社会捐赠资助金（监护人卡）"))
# Of every four children one guardian allows name and photo, one the name, and two nothing.
ALLOWED = ({"may_name": True, "may_photo": True, "may_story": False}, {"may_name": True, "may_photo": False, "may_story": False})
ALLOWED_OF = 4
CONSENT_PAPER = "监护人知情同意书"


def bring() -> str:
    """Each programme as a whole; a repeated seed goes on with the next."""
    known = set(Programme.objects.social().values_list("label", flat=True))
    for plan in PLANS:
        if plan.label not in known:
            _bring(plan)
    for channel, title in CARDS:
        _pay(Order(title, channel, tuple(_codes())))
    carrying.carry_on()
    given = Gift.objects.filter(year=YEAR, status=PaperStatus.APPROVED).aggregate(sum=Sum("amount"))["sum"]
    return _("%(programmes)d 个项目，%(total)s 元") % {"programmes": len(PLANS), "total": figures.yuan(given)}


@transaction.atomic
def _bring(plan: Plan) -> None:
    programme = _agreed(plan).programme
    received = [_received(plan, given, programme) for given in plan.gifts]
    match plan.way:
        case Way.BANK:
            _award(plan, programme)
        case Way.DIRECT:
            handing.hand_out(plan, received[0])
        case Way.GOODS:
            for gift in received:
                handing.hand_on(plan, gift)


def _agreed(plan: Plan) -> DonationAgreement:
    agreed_on, _received_on, _handed_on = plan.days
    proposed = donation_agreements.propose(
        label=plan.label, donors=[_donor(given.giver) for given in plan.gifts], year=YEAR, purpose=plan.purpose,
        stages=list(plan.stages), home_taught=plan.home_taught, amount_each=plan.each, places=plan.children,
        first_day=agreed_on, last_day=date(YEAR, 12, 31), agreed_on=agreed_on, paper=plan.paper, by=named(CLERK),
    )  # fmt: skip
    return donation_agreements.decide(agreement=proposed, approved=True, by=named(APPROVER))


def _donor(giver: Giver) -> Donor:
    known = Donor.objects.filter(name=giver.name).first()
    return known or donors.register(name=giver.name, kind=giver.kind, credit_code=giver.credit_code, by=named(CLERK))


def _received(plan: Plan, given: Given, programme: Programme) -> Gift:
    """Registered by Chen, approved by Lin; what the bureau itself received has a receipt."""
    direct = plan.way == Way.DIRECT
    what = {"kind": given.kind, "received_on": plan.days[1], "direct": direct}
    if given.kind == GiftKind.CASH:
        what["amount"] = given.value
    else:
        goods = {"item": given.item, "unit": given.unit, "quantity": given.quantity}
        what |= goods | {"unit_value": given.value, "basis": given.basis}
    gift = gifts.register(programme=programme, donor=_donor(given.giver), by=named(CLERK), **what)
    gift = gifts.decide(gift=gift, approved=True, by=named(APPROVER))
    if not direct:
        number = {"code": RECEIPT_CODE, "first_number": FIRST_NUMBER}
        donation_receipts.issue(gift=gift, **number, issued_on=plan.days[1], by=named(CLERK))
    return gift


def _award(plan: Plan, programme: Programme) -> None:
    """To children whose cards the bank knows; their schools answer for the lists, and two persons of the county."""
    children = list(_payable(plan, programme)[: plan.children])
    if not children:
        return
    made = donation_awards.award(programme=programme, enrolments=children, by=named(CLERK))
    known = officers()
    for place, enrolment in enumerate(children):
        _ask_guardian(enrolment, place, plan.days[1] - timedelta(days=5), known)
    lists = EntitlementList.objects.filter(pk__in={each.list_id for each in made}, status=ListStatus.DRAFT)
    for each in lists.select_related("school").order_by("pk"):
        entitlement_lists.confirm(entitlement_list=each, by=responsible(each.school, known))
    keys = [each.pk for each in lists.model.objects.filter(pk__in={row.list_id for row in made})]
    entitlement_lists.review(lists=keys, by=named(REVIEWER))
    entitlement_lists.approve(lists=keys, seen=sum((row.amount for row in made), Decimal(0)), by=named(APPROVER))


def _payable(plan: Plan, programme: Programme) -> QuerySet[Enrolment]:
    """Whom the state's aid of the term has reached by card; of those who are taught at home everybody, these first."""
    agreement = donation_agreements.in_force(programme)
    paid = Payment.objects.filter(
        student=OuterRef("student"), school=OuterRef("school"), status=PaymentStatus.PAID, batch__term=plan.term,
        batch__channel__in=[channel for channel, _title in CARDS],
    )  # fmt: skip
    found = eligible(agreement, plan.term).annotate(reached=Exists(paid))
    return found.filter(Q(reached=True) | Q(home_taught=True)).order_by("-reached", "grade", "pk").for_list()


def _ask_guardian(enrolment: Enrolment, place: int, day: date, known: dict) -> None:
    allowed = dict(enumerate(ALLOWED)).get(place % ALLOWED_OF)
    if allowed and not enrolment.student.guardian_consents.standing().exists():
        by = responsible(enrolment.school, known)
        consents.record(
            student=enrolment.student, school=enrolment.school, **allowed, given_on=day, paper=CONSENT_PAPER, by=by
        )  # fmt: skip


def _pay(order: Order) -> None:
    batch = batches.build(order, TERM)
    if batch is not None:
        batches.settle(batch, batches.none_fail, batches.FROM_THE_BANK[TERM])


def _codes() -> list[str]:
    labels = [plan.label for plan in PLANS if plan.way == Way.BANK]
    return list(Programme.objects.social().filter(label__in=labels).values_list("code", flat=True))
