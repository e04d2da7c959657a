"""What donors gave a child, beside what state and school gave it in the same year, so that no overlap is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from students.models import Student
from subsidies.choices import EntitlementStatus, PaperStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import DonationAward, Entitlement, HandOver, Payment, Programme, SchoolAidUse


@dataclass(frozen=True, slots=True)
class Handed:
    """Goods or cash of one hand-over list; `what` in words, `amount` in yuan where it is cash."""

    hand_over: HandOver
    what: str
    amount: Decimal | None
    handed_on: date


@dataclass(slots=True)
class Year:
    """How often and how many yuan of each kind; goods are counted and have no yuan here."""

    year: int
    state: list[Decimal] = field(default_factory=list)
    school: list[Decimal] = field(default_factory=list)
    social: list[Decimal] = field(default_factory=list)

    @property
    def overlaps(self) -> bool:
        """More than one donor, or a donor beside state or school."""
        return len(self.social) > 1 or bool(self.social and (self.state or self.school))

    @property
    def parts(self) -> list[tuple[str, int, Decimal]]:
        kinds = ((_("国家和地方资助"), self.state), (_("学校资助"), self.school), (_("社会资助"), self.social))
        return [(kind, len(amounts), sum(amounts, Decimal(0))) for kind, amounts in kinds if amounts]


@dataclass(frozen=True, slots=True)
class ChildGifts:
    awards: list[Entitlement]
    handed: list[Handed]
    years: list[Year]


def files_of(student: Student) -> Q:
    """Rows that name the child by its own file or by one that was joined to it."""
    return Q(student=student) | Q(student__merged_into=student)


def child_gifts(student: Student, user: User) -> ChildGifts | None:
    """As far as the user may see it; a file that was joined goes with the child. None where no donor gave anything."""
    files = files_of(student)
    entitled = Entitlement.objects.visible_to(user).filter(files).select_related("term", "programme", "school")
    awards = list(entitled.filter(programme__kind=ProgrammeKind.SOCIAL).prefetch_related(_payments(user)).order_by("-pk"))
    handed = list(_handed(files, user))
    if not awards and not handed:
        return None
    state = entitled.filter(programme__kind=ProgrammeKind.STATE).standing()
    school = SchoolAidUse.objects.visible_to(user).standing().filter(files)
    years = _years(awards, handed, list(state), list(school))
    return ChildGifts(awards, handed, [each for each in years if each.overlaps])


def programmes_of(student: Student) -> QuerySet[Programme]:
    """The social programmes out of which the child was awarded or handed something."""
    files = files_of(student)
    handed = DonationAward.objects.filter(files).exclude(hand_over__status=PaperStatus.REFUSED)
    awarded = Entitlement.objects.filter(files).standing()
    given = Q(pk__in=handed.values("hand_over__gift__programme")) | Q(pk__in=awarded.values("programme"))
    return Programme.objects.social().filter(given).order_by("position", "pk")


def _payments(user: User) -> Prefetch:
    return Prefetch("payments", Payment.objects.visible_to(user).select_related("batch").defer("sealed").order_by("pk"))


def _handed(files: Q, user: User) -> Iterator[Handed]:
    lists = HandOver.objects.visible_to(user)
    rows = DonationAward.objects.filter(files, hand_over__in=lists).select_related(
        "hand_over__gift__programme", "hand_over__gift__donor", "hand_over__school"
    )
    for each in rows.order_by("-hand_over__handed_on", "-pk"):
        gift = each.hand_over.gift
        what = gift.get_kind_display() if gift.is_cash else f"{gift.item} {figures.count(each.quantity)}{gift.unit}"
        yield Handed(each.hand_over, what, each.amount, each.hand_over.handed_on)


def _years(awards: list[Entitlement], handed: list[Handed], state: list[Entitlement], school: list[SchoolAidUse]) -> list[Year]:
    """The newest first; what was cancelled or refused is no aid."""
    years: dict[int, Year] = {}
    for kind, year, amount in _given(awards, handed, state, school):
        getattr(years.setdefault(year, Year(year)), kind).append(amount)
    return sorted(years.values(), key=lambda each: -each.year)


def _given(
    awards: list[Entitlement], handed: list[Handed], state: list[Entitlement], school: list[SchoolAidUse]
) -> Iterator[tuple[str, int, Decimal]]:
    yield from (("state", each.term.term.year, each.amount) for each in state)
    yield from (("school", each.spent_on.year, each.amount) for each in school)
    yield from (("social", each.term.term.year, each.amount) for each in awards if each.status != EntitlementStatus.CANCELLED)
    standing = (each for each in handed if each.hand_over.status != PaperStatus.REFUSED)
    yield from (("social", each.handed_on.year, each.amount or Decimal(0)) for each in standing)
