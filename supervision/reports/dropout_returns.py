"""What a school or the county has to account for at the end of a period, counted from the rows; who has sent and who has not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from aid_portal.choices import STAGES_OF_TYPE, OrgKind, SchoolStage
from aid_portal.models import OrgUnit, User
from aid_portal.terms import term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.choices import Place
from subsidies.models import Whereabouts
from supervision.dropout_choices import CaseStatus, ReturnKind
from supervision.models import AbsenceReport, DropoutCase, DropoutReturn
from supervision.rules.periods import last_of, months_of

COMPULSORY_STAGES = (SchoolStage.PRIMARY, SchoolStage.JUNIOR)
COMPULSORY_TYPES = [kind for kind, stages in STAGES_OF_TYPE.items() if set(COMPULSORY_STAGES) & set(stages)]


@dataclass(frozen=True, slots=True)
class Figures:
    """At the end of the period: enrolled, absent, suspected, dropouts; during it: returned, struck off."""

    enrolled: int = 0
    absent: int = 0
    suspected: int = 0
    dropouts: int = 0
    returned: int = 0
    struck_off: int = 0

    @property
    def as_facts(self) -> dict[str, int]:
        return asdict(self)


def figures_of(units: Iterable[OrgUnit], kind: ReturnKind, first: date, today: date) -> Figures:
    """Of all these units together; a period that is not over is counted up to today."""
    keys = [unit.pk for unit in units]
    last = min(last_of(kind, first), today)
    counted = _counted(keys, first, last)
    return Figures(**{field.name: counted[field.name] for field in fields(Figures)})


def told_now(unit: OrgUnit, kind: ReturnKind, first: date) -> dict[str, int]:
    """What is kept when a period is sent: the figures, of a quarter beside what the check says and who was missing."""
    facts = figures_of(told_by(unit), kind, first, timezone.localdate()).as_facts
    if kind == ReturnKind.QUARTER:
        facts |= {"by_check": suspects_on(last_of(kind, first)), "unsent": unsent_in(first)}
    return facts


def _counted(units: list[int], first: date, last: date) -> Counter[str]:
    at_end = Q(ended_on=None) | Q(ended_on__gt=last)
    confirmed = Q(confirmed_on__lte=last)
    during = Q(ended_on__range=(first, last))
    cases = DropoutCase.objects.filter(school__in=units, opened_on__lte=last).aggregate(
        suspected=Count("pk", filter=at_end & ~confirmed),
        dropouts=Count("pk", filter=at_end & confirmed),
        returned=Count("pk", filter=during & Q(status=CaseStatus.BACK)),
        struck_off=Count("pk", filter=during & Q(status=CaseStatus.STRUCK_OFF)),
    )
    absent = AbsenceReport.objects.filter(school__in=units, first_day__lte=last).filter(Q(back_on=None) | Q(back_on__gt=last))
    return Counter(enrolled=enrolled_on(last).filter(school__in=units).count(), absent=absent.count(), **cases)


def enrolled_on(day: date) -> QuerySet[Enrolment]:
    """Children in compulsory schooling on that day, by the rosters of its term."""
    seats = Enrolment.objects.filter(term=str(term_of(day)), stage__in=COMPULSORY_STAGES)
    return seats.filter(Q(status=EnrolmentStatus.ENROLLED) | Q(status_on__gt=day))


def reporting_schools() -> QuerySet[OrgUnit]:
    """Schools of compulsory schooling; a teaching point is told by the school that runs it."""
    return OrgUnit.objects.schools().open().filter(school_type__in=COMPULSORY_TYPES).exclude(parent__kind=OrgKind.SCHOOL)


def told_by(unit: OrgUnit) -> list[OrgUnit]:
    """The unit with all below it: a school with its teaching points, the county with all its schools."""
    return list(OrgUnit.objects.filter(Q(pk=unit.pk) | Q(path__startswith=unit.path)))


def with_return(schools: QuerySet[OrgUnit], first: date) -> QuerySet[OrgUnit]:
    """Each school beside its return of the month: `sent` is the key of its newest version, None where it has not sent."""
    told = DropoutReturn.objects.standing().filter(unit=OuterRef("pk"), kind=ReturnKind.MONTH, first_day=first)
    names = [field.name for field in fields(Figures)]
    figures = {f"told_{name}": Subquery(told.values(name)) for name in names}
    facts = {"sent_on": Subquery(told.values("sent_on")), "corrected": Subquery(told.values("reason"))}
    return schools.annotate(sent=Subquery(told.values("pk")), **facts, **figures)


def owed(schools: QuerySet[OrgUnit], first: date) -> QuerySet[OrgUnit]:
    """Who has not sent the month."""
    sent = DropoutReturn.objects.filter(kind=ReturnKind.MONTH, first_day=first)
    return schools.exclude(pk__in=sent.values("unit"))


def owed_by(user: User, first: date) -> QuerySet[OrgUnit]:
    """Of this person's own schools, those with children on the roll in that month."""
    schools = reporting_schools() & OrgUnit.objects.visible_to(user)
    last = last_of(ReturnKind.MONTH, first)
    return owed(schools, first).filter(pk__in=enrolled_on(last).order_by().values("school"))


def unsent_in(quarter: date) -> int:
    """Monthly returns of the quarter that are missing."""
    schools = reporting_schools()
    return sum(owed(schools, month).count() for month in months_of(quarter))


def suspects_on(day: date) -> int:
    """What the newest check of that term says."""
    return Whereabouts.objects.filter(term=str(term_of(day)), code=Place.SUSPECT).count()
