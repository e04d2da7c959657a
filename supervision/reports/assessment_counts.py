"""What the portal has counted of each indicator, by school: the numbers that the rules turn into marks."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import Count as Counted
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from aid_portal.choices import OrgKind, SchoolStage
from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from students.choices import EnrolmentStatus
from students.models import Enrolment, RosterAcceptance
from subsidies.choices import EntitlementStatus, PaymentStatus
from subsidies.models import AuditHit, Decision, Entitlement, EntitlementList, Payment
from supervision.choices import LetterStatus, NoticeStatus, WorkKind, WorkStatus
from supervision.models import Problem, ResponsibilityLetter, VisitFinding, WorkEntry
from supervision.rules.assessments import Count

Rows = Iterable[tuple[int, int, int]]  # the school, how many of how many
SETTLED = (PaymentStatus.PAID, PaymentStatus.RETURNED)
TOLD = (NoticeStatus.ISSUED, NoticeStatus.DELIVERED, NoticeStatus.CLOSED)
COMPULSORY = (SchoolStage.PRIMARY, SchoolStage.JUNIOR)


def schools_assessed() -> QuerySet[OrgUnit]:
    """A teaching point is assessed in the school that runs it."""
    return OrgUnit.objects.schools().open().exclude(parent__kind=OrgKind.SCHOOL).order_by("path")


def terms_of(year: int) -> list[Term]:
    return [Term.parse(f"{year}S"), Term.parse(f"{year}A")]


def counts(year: int) -> dict[int, dict[str, Count]]:
    """By school and indicator; what is missing could not be counted there."""
    found: dict[int, dict[str, Count]] = defaultdict(dict)
    for code, source in SOURCES.items():
        for school, some, whole in source(year):
            if whole:
                found[school][code] = Count(Decimal(some), Decimal(whole))
    return found


def _shares(rows: QuerySet, by: str, done: Q) -> Rows:
    return (
        rows.order_by().values(by).annotate(some=Counted("pk", filter=done), whole=Counted("pk")).values_list(by, "some", "whole")
    )


def _leadership(year: int) -> Rows:
    return _shares(ResponsibilityLetter.objects.due().filter(template__year=year), "unit", Q(status=LetterStatus.SIGNED))


def _rules(year: int) -> Rows:
    asked = WorkEntry.objects.filter(item__kind=WorkKind.MATERIAL, item__campaign__starts_on__year=year)
    return _shares(asked.exclude(status=WorkStatus.WAIVED), "unit", Q(status=WorkStatus.DONE))


def _coverage(year: int) -> Rows:
    """Who waits for a place that the quota does not have is not due yet."""
    mine = Entitlement.objects.filter(student=OuterRef("student"), programme=OuterRef("programme"), term=OuterRef("term"))
    due = Decision.objects.live().filter(term__code__startswith=str(year))
    due = due.exclude(Exists(mine.filter(status=EntitlementStatus.WAITING)))
    return _shares(due.annotate(given=Exists(mine.filter(status=EntitlementStatus.APPROVED))), "school", Q(given=True))


def _approved(term: Term) -> QuerySet[Entitlement]:
    return Entitlement.objects.filter(term=str(term), status=EntitlementStatus.APPROVED)


def _timeliness(year: int) -> Rows:
    """Paid in the term; what is waived is not paid."""
    return _added(
        _shares(_approved(term).filter(waiver=False).annotate(paid=Exists(_paid_until(term))), "school", Q(paid=True))
        for term in terms_of(year)
    )


def _paid_until(term: Term) -> QuerySet[Payment]:
    return Payment.objects.filter(entitlement=OuterRef("pk"), status=PaymentStatus.PAID, settled_on__lte=term.last_day)


def _accuracy(year: int) -> Rows:
    """Of what was ordered for the first time."""
    first = Payment.objects.filter(batch__term__code__startswith=str(year), reissue_of=None, status__in=SETTLED)
    return _shares(first, "school", Q(status=PaymentStatus.PAID))


def _reporting(year: int) -> Rows:
    lists = _shares(EntitlementList.objects.filter(term__code__startswith=str(year)), "school", Q(confirmed_at__isnull=False))
    return _added([lists, *(_rosters(str(term)) for term in terms_of(year))])


def _rosters(term: str) -> Rows:
    """Every school owes one in a term for which rosters have begun to come."""
    come = set(RosterAcceptance.objects.filter(term=term).values_list("school", flat=True))
    return [(pk, int(pk in come), 1) for pk in schools_assessed().values_list("pk", flat=True)] if come else []


def _funds(year: int) -> Rows:
    """Without a hit of the auditors' questions that stands unexplained."""
    hits = AuditHit.objects.standing().with_explained().filter(term__code__startswith=str(year), explained=False)
    open_hits = dict(hits.order_by().values("school").annotate(some=Counted("pk")).values_list("school", "some"))
    given = _added(_shares(_approved(term), "school", Q()) for term in terms_of(year))
    return [(school, whole - min(whole, open_hits.get(school, 0)), whole) for school, _some, whole in given]


def _problems(year: int) -> QuerySet[Problem]:
    """Due in the year and by today."""
    due = Problem.objects.filter(notice__status__in=TOLD).annotate(due=Coalesce(F("due_on"), F("notice__due_on")))
    return due.filter(due__year=year, due__lte=timezone.localdate())


def _rectification(year: int) -> Rows:
    in_time = _problems(year).annotate(closed_on=TruncDate("closed_at"))
    return _shares(in_time, "notice__unit", Q(closed_on__lte=F("due")))


def _repeat(year: int) -> Rows:
    found = VisitFinding.objects.standing().filter(visit__visited_on__year=year)
    known = VisitFinding.objects.standing().filter(
        item=OuterRef("item"), visit__unit=OuterRef("visit__unit"), visit__visited_on__year__lt=year
    )
    return _shares(found.annotate(again=Exists(known)), "visit__unit", Q(again=False))


def _dropout(year: int) -> Rows:
    counted = [EnrolmentStatus.ENROLLED, EnrolmentStatus.WITHDRAWN]
    children = Enrolment.objects.filter(term__code__startswith=str(year), stage__in=COMPULSORY, status__in=counted)
    return _shares(children, "school", Q(status=EnrolmentStatus.ENROLLED))


def _added(parts: Iterable[Rows]) -> Rows:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for school, some, whole in (row for part in parts for row in part):
        sums[school][0] += some
        sums[school][1] += whole
    return [(school, some, whole) for school, (some, whole) in sums.items()]


# The other indicators of the city have no rows in the portal yet: their weight is shared out among these.
SOURCES: dict[str, Callable[[int], Rows]] = {
    "leadership": _leadership,
    "rules": _rules,
    "coverage": _coverage,
    "timeliness": _timeliness,
    "accuracy": _accuracy,
    "reporting": _reporting,
    "funds": _funds,
    "rectification": _rectification,
    "repeat": _repeat,
    "dropout": _dropout,
}
