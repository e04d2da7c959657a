"""Which school has had how many visits of its responsible inspector in a term, and where they are still owed."""

from datetime import date

from django.db.models import Count, DateField, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from aid_portal.models import OrgUnit, User
from aid_portal.terms import Term, term_of
from supervision.models import InspectorDuty, TeamMember, Visit
from supervision.rules.inspectors import VISITS_A_TERM


def inspected_schools(user: User | None = None) -> QuerySet[OrgUnit]:
    """Schools that are open; of a user those that may be seen."""
    seen = OrgUnit.objects.visible_to(user) if user else OrgUnit.objects.all()
    return seen.schools().open()


def with_visits(schools: QuerySet[OrgUnit], term: Term) -> QuerySet[OrgUnit]:
    """`inspector`, `inspector_id` and `duty_since` of who is in charge now; `visits` (days on which the responsible inspector
    of that day was there), `last_visit`, and `owed` still in the term.
    """
    duty = InspectorDuty.objects.standing().filter(unit=OuterRef("pk"))
    told = _by_the_inspector(term).filter(unit=OuterRef("pk")).order_by().values("unit")
    return schools.annotate(
        inspector=Subquery(duty.values("user__name")[:1]),
        inspector_id=Subquery(duty.values("user")[:1]),
        duty_since=Subquery(duty.values("since")[:1]),
        visits=Coalesce(
            Subquery(told.annotate(n=Count("visited_on", distinct=True)).values("n"), output_field=IntegerField()), 0
        ),
        last_visit=Subquery(told.annotate(last=Max("visited_on")).values("last"), output_field=DateField()),
    )


def short(schools: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """Of schools with their visits."""
    return schools.filter(visits__lt=VISITS_A_TERM)


def visits_owed(user: User, day: date) -> QuerySet[OrgUnit]:
    """The schools of this inspector that lack visits in the term of that day."""
    return short(with_visits(inspected_schools(user), term_of(day))).filter(inspector_id=user.pk)


def _by_the_inspector(term: Term) -> QuerySet[Visit]:
    """By whose school it was on that day: recorded by that person, or by the team that the person is of."""
    member = TeamMember.objects.filter(team=OuterRef(OuterRef("team")), user=OuterRef("user"))
    duties = InspectorDuty.objects.filter(InspectorDuty.on(OuterRef("visited_on")), unit=OuterRef("unit"))
    there = duties.filter(Q(user=OuterRef("recorded_by")) | Exists(member))
    return Visit.objects.standing().filter(Exists(there), visited_on__range=(term.first_day, term.last_day))
