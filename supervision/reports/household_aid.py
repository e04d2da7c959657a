"""What the children of a household were granted and paid, term by term: sums that are the sums of the rows shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from aid_portal.models import User
from students.models import TermSetting
from subsidies.choices import PaymentStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import Entitlement, Payment

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Grant:
    """One programme of one child in a term, with its payments; `paid` is what has reached the account."""

    entitlement: Entitlement
    payments: Sequence[Payment]

    @property
    def paid(self) -> Decimal:
        return sum((each.amount for each in self.payments if each.status == PaymentStatus.PAID), NOTHING)


@dataclass(frozen=True)
class TermAid:
    term: TermSetting
    grants: Sequence[Grant]

    @property
    def due(self) -> Decimal:
        return sum((each.entitlement.amount for each in self.grants), NOTHING)

    @property
    def paid(self) -> Decimal:
        return sum((each.paid for each in self.grants), NOTHING)


@dataclass(frozen=True)
class HouseholdAid:
    terms: Sequence[TermAid]

    @property
    def due(self) -> Decimal:
        return sum((each.due for each in self.terms), NOTHING)

    @property
    def paid(self) -> Decimal:
        return sum((each.paid for each in self.terms), NOTHING)

    def aided(self, term: str) -> set[int]:
        """Who has something in the term."""
        return {grant.entitlement.student_id for each in self.terms if each.term.pk == term for grant in each.grants}


def aid_of(students: Iterable[int], user: User) -> HouseholdAid:
    """State aid that stands on the lists of schools the reader may see, the newest term first; cancelled rows count nowhere."""
    payments = Payment.objects.visible_to(user).select_related("batch").defer("sealed").order_by("pk")
    rows = Entitlement.objects.visible_to(user).standing().filter(student__in=list(students))
    rows = rows.filter(programme__kind=ProgrammeKind.STATE).select_related("term", "programme", "school", "student")
    found: dict[TermSetting, list[Grant]] = {}
    for each in rows.prefetch_related(Prefetch("payments", payments)).order_by("-term__position", "student", "programme", "pk"):
        found.setdefault(each.term, []).append(Grant(each, list(each.payments.all())))
    return HouseholdAid([TermAid(term, grants) for term, grants in found.items()])
