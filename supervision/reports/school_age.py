"""四查三比对: who should be at school, who is on a roll, who sits in class, who is on the poverty list; and where they part."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.rules.whereabouts import school_ages
from subsidies.choices import Place
from subsidies.models import Whereabouts
from supervision.dropout_choices import OPEN_CASES, CaseSource
from supervision.models import AbsenceReport
from supervision.models.dropouts import DropoutCaseQuerySet
from supervision.reports.dropout_returns import COMPULSORY_STAGES


def of_age(rows: QuerySet, term: str, path: str = "") -> QuerySet:
    """Born so as to be due at school in that term: six by 31 August and not yet fifteen (义务教育法 第十一条)."""
    ages = school_ages(term)
    return rows.filter(**{f"{path}birth_date__gt": ages.fifteen, f"{path}birth_date__lte": ages.six})


def places(whereabouts: QuerySet[Whereabouts], term: str) -> dict[str, int]:
    """Listed children of school age by what the check says of them; all codes together are all the children."""
    found = of_age(whereabouts.filter(term=term), term, "record__")
    counted = dict(found.order_by().values_list("code").annotate(Count("pk")))
    return {place.value: counted.get(place.value, 0) for place in Place}


@dataclass(frozen=True, slots=True)
class Rolls:
    """Compulsory schooling by the rosters of a term."""

    primary: int
    junior: int
    absent: int
    suspended: int
    home_taught: int

    @property
    def enrolled(self) -> int:
        return self.primary + self.junior

    @property
    def present(self) -> int:
        return self.enrolled - self.absent


def rolls(enrolments: QuerySet[Enrolment], absences: QuerySet[AbsenceReport], term: str) -> Rolls:
    enrolled = Q(status=EnrolmentStatus.ENROLLED)
    found = enrolments.filter(term=term, stage__in=COMPULSORY_STAGES).aggregate(
        primary=Count("pk", filter=enrolled & Q(stage="primary")),
        junior=Count("pk", filter=enrolled & Q(stage="junior")),
        suspended=Count("pk", filter=Q(status=EnrolmentStatus.SUSPENDED)),
        home_taught=Count("pk", filter=enrolled & Q(home_taught=True)),
    )
    return Rolls(absent=absences.filter(term=term, back_on=None).count(), **found)


@dataclass(frozen=True, slots=True)
class Names:
    """The register of open cases beside the poverty list."""

    open: int
    listed: int
    unlisted: int
    left: int


def names(cases: DropoutCaseQuerySet) -> Names:
    found = cases.open().aggregate(
        open=Count("pk"),
        listed=Count("pk", filter=~Q(place="")),
        unlisted=Count("pk", filter=Q(place="")),
        left=Count("pk", filter=Q(source=CaseSource.TRANSFER, status__in=OPEN_CASES)),
    )
    return Names(**found)
