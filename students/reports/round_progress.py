"""How far a round has come, school by school: told, applied, weighed, decided, posted, submitted, approved, and what is late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus
from students.determination_choices import ApplicationStatus, DeterminationListStatus
from students.models import AdvanceNotice, Application, DeterminationRound, Enrolment

A, L = ApplicationStatus, DeterminationListStatus
NEWCOMERS = Q(enrolment__grade=1)  # 新生: the first grade of a stage
UNFINISHED = Q(status__in=[A.SUBMITTED, A.REVIEWED]) | Q(status=A.DECIDED) & (
    Q(list=None) | Q(list__status__in=[L.DRAFT, L.POSTED, L.RETURNED])
)
# what an application has reached, whatever became of it later; the numbers of a round and the rows behind them
REACHED: dict[str, Q] = {
    "applied": ~Q(status__in=[A.DRAFT, A.WITHDRAWN]),
    "weighed": ~Q(status__in=[A.DRAFT, A.WITHDRAWN, A.SUBMITTED]),
    "decided": Q(status__in=[A.DECIDED, A.APPROVED, A.REFUSED, A.CANCELLED]),
    "posted": Q(list__isnull=False) & ~Q(list__status=L.DRAFT),
    "submitted": Q(list__status__in=[L.SUBMITTED, L.REVIEWED, L.APPROVED]),
    "approved": Q(status=A.APPROVED),
}


def reached_labels() -> dict[str, str]:
    return {
        "applied": _("已申请"), "weighed": _("已评议"), "decided": _("学校已认定"), "posted": _("已公示"),
        "submitted": _("已上报"), "approved": _("已批准"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """Of several schools together; `told` counts people, the others applications."""

    told: int
    late: int
    applied: int
    weighed: int
    decided: int
    posted: int
    submitted: int
    approved: int


def late_on(round: DeterminationRound, today: date) -> Q:
    """What a school has not finished within a month, of newcomers within two (domain.md 3.4)."""
    if today <= round.due_on:
        return Q(pk__isnull=True)
    return UNFINISHED if today > round.newcomers_due_on else UNFINISHED & ~NEWCOMERS


def with_progress(schools: QuerySet[OrgUnit], round: DeterminationRound, today: date, user: User | None) -> QuerySet[OrgUnit]:
    """Each school with its numbers of the rows that the user (nobody: the console) sees.

    `children_count` are those at school in the term.
    """
    enrolled, applied = (model.objects.visible_to(user) if user else model.objects.all() for model in (Enrolment, Application))
    applied = applied.filter(round=round)
    enrolled = enrolled.for_term(round.term_id).filter(status=EnrolmentStatus.ENROLLED)
    told = AdvanceNotice.objects.filter(round=round).order_by()
    counts = {name: _counted(applied.filter(reached)) for name, reached in REACHED.items()}
    return schools.annotate(
        children_count=_number(enrolled.order_by().filter(school=OuterRef("pk")).values("school").annotate(n=Count("pk"))),
        told=_number(told.filter(school=OuterRef("pk")).values("school").annotate(n=Sum("told"))),
        late=_counted(applied.filter(late_on(round, today))),
        **counts,
    )


def totals(schools: QuerySet[OrgUnit], round: DeterminationRound, today: date, user: User) -> Totals:
    rows = Application.objects.visible_to(user).filter(round=round, enrolment__school__in=schools)
    counts = {name: Count("pk", filter=reached) for name, reached in REACHED.items()}
    found = rows.aggregate(late=Count("pk", filter=late_on(round, today)), **counts)
    told = AdvanceNotice.objects.filter(round=round, school__in=schools).aggregate(told=Sum("told"))["told"] or 0
    return Totals(told=told, **found)


def _counted(rows: QuerySet[Application]) -> Coalesce:
    at_school = rows.order_by().filter(enrolment__school=OuterRef("pk")).values("enrolment__school")
    return _number(at_school.annotate(n=Count("pk")))


def _number(counted: QuerySet) -> Coalesce:
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), Value(0))
