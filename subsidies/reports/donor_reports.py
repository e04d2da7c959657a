"""What a donor is told of a gift (domain.md 7.2): received, spent, how many were helped, what is left; and nothing personal.

A child is named only where a guardian's consent to that stands today; all others are numbers. School, class and numbers of a
child reach no donor at all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from aid_portal import figures
from students.models import Student
from subsidies.choices import EntitlementStatus, PaperStatus, PaymentStatus
from subsidies.donation_choices import ReceiptStatus
from subsidies.models import DonationAgreement, DonationAward, DonationPhoto, Donor, Entitlement, Gift, GuardianConsent, Payment
from subsidies.reports.donations import standings

REAL = Coalesce("student__merged_into", "student")


@dataclass(frozen=True, slots=True)
class Portion:
    """What reached somebody on a day: yuan of `amount`, or `quantity` of a thing."""

    what: str
    given_on: date | None
    amount: Decimal = Decimal(0)
    name: str = ""


@dataclass(frozen=True, slots=True)
class GiftTold:
    received_on: date
    what: str
    worth: Decimal | None
    receipt: str
    left: str


@dataclass(frozen=True, slots=True)
class DonorReport:
    """Money in yuan. `received` is this donor's cash, `cash` that of all donors of the programme, who share its children.

    `named` are the children whom a guardian lets be named; `unnamed` counts the others by what each got; `schools` got
    something as a whole; `photos` are of children whose guardians allow it; `expected` children stand on an approved list and
    have not been paid yet.
    """

    donor: Donor
    agreement: DonationAgreement
    gifts: list[GiftTold]
    received: Decimal
    cash: Decimal
    in_kind: Decimal
    carried_in: Decimal
    carried_out: Decimal
    spent: Decimal
    children: int
    expected: int
    named: list[Portion]
    unnamed: list[tuple[str, int]]
    schools: list[Portion]
    photos: list[DonationPhoto]

    @property
    def balance(self) -> Decimal:
        return self.cash + self.carried_in - self.carried_out - self.spent

    @property
    def shared(self) -> bool:
        return self.received != self.cash

    def __str__(self) -> str:
        return _("%(donor)s“%(programme)s”") % {"donor": self.donor, "programme": self.agreement.programme}


def donor_report(agreement: DonationAgreement, donor: Donor) -> DonorReport:
    """As of now; `agreement` is the one in force."""
    [standing] = standings(DonationAgreement.objects.filter(pk=agreement.pk))
    gifts = list(Gift.objects.filter(donor=donor, programme=agreement.programme, status=PaperStatus.APPROVED).order_by("pk"))
    reached = list(_reached(agreement))
    nameable = _nameable({child for child, _portion in reached})
    named = [(nameable[child], portion) for child, portion in reached if child in nameable]
    return DonorReport(
        donor=donor,
        agreement=agreement,
        gifts=[_told(gift) for gift in gifts],
        received=sum((gift.amount for gift in gifts if gift.is_cash), Decimal(0)),
        cash=standing.cash,
        in_kind=standing.in_kind,
        carried_in=standing.carried_in,
        carried_out=standing.carried_out,
        spent=standing.spent,
        children=len({child for child, _portion in reached}),
        expected=len(_listed(agreement) - {child for child, _portion in reached}),
        named=[Portion(each.what, each.given_on, each.amount, name) for name, each in sorted(named, key=lambda pair: pair[0])],
        unnamed=_counted(portion.what for child, portion in reached if child not in nameable),
        schools=list(_schools(agreement)),
        photos=_photos(agreement, {child for child, _portion in reached}, nameable),
    )


def told_figures(report: DonorReport) -> list[tuple[str, str]]:
    """What the sums are called on the page and on paper, in the order in which they are read."""
    told = []
    if report.carried_in:
        told.append((_("上年结转"), _yuan(report.carried_in)))
    if report.cash or report.carried_in:
        told += [(_("捐赠现金"), _yuan(report.received))] if not report.shared else [
            (_("贵方捐赠现金"), _yuan(report.received)), (_("项目共收到现金"), _yuan(report.cash)),
        ]  # fmt: skip
        told.append((_("已发放"), _yuan(report.spent)))
        told += [(_("结转下年"), _yuan(report.carried_out))] if report.carried_out else []
        told.append((_("结余"), _yuan(report.balance)))
    if report.in_kind:
        told.append((_("实物和服务价值"), _yuan(report.in_kind)))
    told += [(_("%(what)s尚未发放") % {"what": gift.what.split()[0]}, gift.left) for gift in report.gifts if gift.left]
    if report.children:
        told.append((_("受助学生"), _people(report.children)))
    if report.expected:
        told.append((_("已列入名单、尚未到账"), _people(report.expected)))
    if report.schools:
        told.append((_("集体领取"), _("%(count)s次") % {"count": figures.count(len(report.schools))}))
    return told


def _told(gift: Gift) -> GiftTold:
    receipt = gift.receipts.filter(status=ReceiptStatus.ISSUED).first()
    if gift.is_cash:
        return GiftTold(gift.received_on, gift.get_kind_display(), gift.amount, receipt.printed_number if receipt else "", "")
    what, left = (_quantity(number, gift) for number in (gift.quantity, gift.quantity - gift.handed_quantity))
    return GiftTold(gift.received_on, f"{gift.item} {what}", gift.amount, receipt.printed_number if receipt else "", left)


def _reached(agreement: DonationAgreement) -> Iterator[tuple[int, Portion]]:
    """Each child by its one file, with what the bank paid it or what it was handed."""
    paid = Payment.objects.filter(programme=agreement.programme, status=PaymentStatus.PAID).annotate(real=REAL)
    for child, amount, day in paid.order_by("settled_on", "pk").values_list("real", "amount", "settled_on"):
        yield child, Portion(_yuan(amount), day, amount)
    for award in _handed(agreement).exclude(student=None).annotate(real=REAL):
        yield award.real, _portion(award)


def _schools(agreement: DonationAgreement) -> Iterator[Portion]:
    for award in _handed(agreement).filter(student=None):
        yield _portion(award, award.hand_over.school.name)


def _handed(agreement: DonationAgreement) -> QuerySet[DonationAward]:
    approved = {"hand_over__status": PaperStatus.APPROVED, "hand_over__gift__programme": agreement.programme}
    rows = DonationAward.objects.filter(**approved).select_related("hand_over__gift", "hand_over__school")
    return rows.order_by("hand_over__handed_on", "hand_over__school__path", "pk")


def _portion(award: DonationAward, name: str = "") -> Portion:
    day, gift = award.hand_over.handed_on, award.hand_over.gift
    if award.amount is not None:
        return Portion(_yuan(award.amount), day, award.amount, name)
    return Portion(f"{gift.item} {_quantity(award.quantity, gift)}", day, name=name)


def _listed(agreement: DonationAgreement) -> set[int]:
    approved = Entitlement.objects.filter(programme=agreement.programme, status=EntitlementStatus.APPROVED)
    return set(approved.order_by().annotate(real=REAL).values_list("real", flat=True))


def _nameable(children: set[int]) -> dict[int, str]:
    """Names of the children whom a guardian's standing consent lets be named, by the child's one file."""
    standing = GuardianConsent.objects.standing().filter(may_name=True).annotate(real=REAL)
    allowed = set(standing.filter(real__in=children).order_by().values_list("real", flat=True))
    return dict(Student.objects.filter(pk__in=allowed).order_by().values_list("pk", F("name")))


def _photos(agreement: DonationAgreement, reached: set[int], nameable: dict[int, str]) -> list[DonationPhoto]:
    """Of children who got something and whose guardians' consent to photos stands; `who` is empty where no name may be told."""
    real = Coalesce("consent__student__merged_into", "consent__student")
    shown = DonationPhoto.objects.filter(programme=agreement.programme).shown().annotate(real=real).filter(real__in=reached)
    photos = list(shown.select_related("file").order_by("pk"))
    for photo in photos:
        photo.who = nameable.get(photo.real, "")
    return photos


def _counted(portions: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(portions).items(), key=lambda pair: (-pair[1], pair[0]))


def _people(number: int) -> str:
    return _("%(count)s人") % {"count": figures.count(number)}


def _yuan(amount: Decimal) -> str:
    return _("%(amount)s元") % {"amount": figures.yuan(amount)}


def _quantity(number: int, gift: Gift) -> str:
    return f"{figures.count(number)}{gift.unit}"
