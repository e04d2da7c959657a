"""Terms with their children, and what another cut-off day would change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from students.choices import DATED_KINDS, RecordKind
from students.models import Release


@dataclass(frozen=True, slots=True)
class Evidence:
    """One department's list: the release that counts on the day, and the one that would on another."""

    kind: RecordKind
    now: Release | None
    then: Release | None

    @property
    def changes(self) -> bool:
        return self.now != self.then


def with_enrolments(terms: QuerySet, enrolments: QuerySet) -> QuerySet:
    """`enrolments`: those that the reader may see decide the number."""
    counted = enrolments.filter(term=OuterRef("pk")).order_by().values("term").annotate(number=Count("pk")).values("number")
    return terms.annotate(enrolment_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def evidence(releases: QuerySet, day: date, other: date | None = None) -> list[Evidence]:
    """What the departments' lists a term's cut-off day rests on; with `other`, what that day would rest on."""
    now = releases.newest_on(day)
    then = releases.newest_on(other) if other else now
    return [Evidence(kind, now.get(kind), then.get(kind)) for kind in DATED_KINDS]
