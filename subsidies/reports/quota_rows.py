"""Places beside those who would take them: eligible by the check, approved, waiting."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from aid_portal.models import OrgUnit
from students.models import TermSetting
from subsidies.choices import EntitlementStatus
from subsidies.models import Decision, Entitlement, PolicyVersion, Programme, Quota

PLACE = {"school": OuterRef("school"), "programme": OuterRef("programme"), "term": OuterRef("term")}


@dataclass(frozen=True)
class SchoolPlaces:
    """A school that has eligible children or places; `places` are those in force, None where there are none."""

    school: OrgUnit
    eligible: int
    places: int | None


def with_counts(quotas: QuerySet[Quota]) -> QuerySet[Quota]:
    listed = Entitlement.objects.filter(**PLACE)
    return quotas.annotate(
        eligible=_counted(Decision.objects.live().filter(**PLACE, case__amount__gt=0)),
        approved=_counted(listed.filter(status=EntitlementStatus.APPROVED)),
        waiting=_counted(listed.filter(status=EntitlementStatus.WAITING)),
    )


def programmes_with_places() -> QuerySet[Programme]:
    """Those whose law in force gives places instead of taking everybody (domain.md 4.3)."""
    laws = PolicyVersion.objects.law().programmes
    return Programme.objects.filter(code__in=[law.code for law in laws if law.quota])


def school_places(term: TermSetting, programme: Programme) -> list[SchoolPlaces]:
    found = Decision.objects.live().for_term(term.pk).filter(programme=programme, case__amount__gt=0)
    eligible = dict(found.order_by().values_list("school").annotate(Count("pk")))
    in_force = dict(Quota.objects.in_force().filter(term=term, programme=programme).values_list("school", "places"))
    schools = OrgUnit.objects.schools().filter(pk__in={*eligible, *in_force}).order_by("path")
    return [SchoolPlaces(school, eligible.get(school.pk, 0), in_force.get(school.pk)) for school in schools]


def _counted(rows: QuerySet) -> Coalesce:
    number = rows.order_by().values("school").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), Value(0), output_field=IntegerField())
