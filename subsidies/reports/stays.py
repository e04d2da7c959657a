"""Which children came to the county's schools or left them within a term."""

from datetime import date

from django.db.models import Case, DateField, Max, Min, Q, Value, When
from django.db.models.functions import Coalesce

from aid_portal.terms import Term
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.rules.stays import Stay, paid_months


def part_stays(term: Term) -> dict[int, Stay]:
    """By student. Who went from one school of the county to another was there all the time: the term is paid once, and whole."""
    begin, end = paid_months(term)
    enrolled = Q(status=EnrolmentStatus.ENROLLED)
    since = Coalesce("status_on", Value(term.first_day))
    came = Case(When(enrolled, then=since), default=Value(term.first_day), output_field=DateField())
    left = Case(When(enrolled, then=Value(date.max)), default=since, output_field=DateField())
    rows = Enrolment.objects.for_term(str(term)).order_by()
    moved = rows.filter(status_on__isnull=False).values("student")
    found = rows.filter(student__in=moved).values("student").annotate(since=Min(came), until=Max(left))
    part = found.filter(Q(since__gt=begin) | Q(until__lte=end))
    return {student: Stay(since, until) for student, since, until in part.values_list("student", "since", "until")}
