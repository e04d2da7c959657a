"""Where the money of school aid stands: carried, set aside, used, left; sums of a list; who has not yet said anything."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Round

from aid_portal.models import OrgUnit, User
from students.models import Enrolment, Student
from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.models.school_aid import STAGES
from subsidies.rules.school_aid import IDLE_SHARE, STAGE_OF_TYPE
from subsidies.school_aid_choices import SchoolAidState

MONEY = DecimalField(max_digits=16, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)


def with_money(years: QuerySet[SchoolAidYear], today: date) -> QuerySet[SchoolAidYear]:
    """`minimum`, `carried` from the years before, `used` (recorded uses count), `waiting` of them, `balance`, `state`."""
    before = SchoolAidYear.objects.filter(school=OuterRef("school"), year__lt=OuterRef("year"))
    of_before = SchoolAidUse.objects.filter(year__school=OuterRef("school"), year__year__lt=OuterRef("year"))
    own = SchoolAidUse.objects.filter(year=OuterRef("pk"))
    found = years.annotate(
        minimum=Round(F("income") * F("rate__low") / Value(100), precision=2, output_field=MONEY),
        used=_sum(own.standing(), "amount", "year"),
        waiting=_sum(own.standing().filter(status=PaperStatus.PROPOSED), "amount", "year"),
        carried=_sum(before, "due", "school") - _sum(of_before.standing(), "amount", "year__school"),
    )
    found = found.annotate(total=F("carried") + F("due"), balance=F("carried") + F("due") - F("used"))
    idle = Q(year__lt=today.year, total__gt=0, used__lt=F("total") * IDLE_SHARE)
    return found.annotate(
        state=Case(
            When(percent__lt=F("rate__low"), then=Value(SchoolAidState.BELOW.value)),
            When(idle, then=Value(SchoolAidState.IDLE.value)),
            default=Value(SchoolAidState.OK.value),
        )
    )


def _sum(rows: QuerySet, field: str, by: str) -> Coalesce:
    """Of rows that a subquery finds; nothing is zero."""
    sums = rows.order_by().values(by).annotate(sum=Sum(field)).values("sum")
    return Coalesce(Subquery(sums, output_field=MONEY), NOTHING)


@dataclass(frozen=True)
class Sums:
    """`times`: 人次 of school aid, told apart from those of state aid."""

    schools: int
    times: int
    income: Decimal
    due: Decimal
    used: Decimal
    balance: Decimal | None  # of one year: what one year leaves, the next carries


def sums(years: QuerySet[SchoolAidYear]) -> Sums:
    """Of years that `with_money` has looked at."""
    years = years.order_by()
    found = years.aggregate(
        schools=Count("school", distinct=True), years=Count("year", distinct=True), income=Coalesce(Sum("income"), NOTHING),
        dues=Coalesce(Sum("due"), NOTHING), uses=Coalesce(Sum("used"), NOTHING), left=Coalesce(Sum("balance"), NOTHING),
    )  # fmt: skip
    times = SchoolAidUse.objects.standing().filter(year__in=years.values("pk")).aggregate(sum=Sum("people"))["sum"] or 0
    left = found["left"] if found["years"] == 1 else None
    return Sums(found["schools"], times, found["income"], found["dues"], found["uses"], left)


def concerned(user: User) -> QuerySet[OrgUnit]:
    """Schools that this person sees and that have to set something aside."""
    return OrgUnit.objects.visible_to(user).schools().open().filter(school_type__in=list(STAGE_OF_TYPE))


def silent(user: User, year: int) -> QuerySet[OrgUnit]:
    """Those of them that have not stated their income of the year."""
    return concerned(user).exclude(school_aid__year=year).order_by("path")


def children_of(year: SchoolAidYear) -> QuerySet[Student]:
    """Who was at the school in a term of the year; `seat` is the class where they sat last."""
    there = Enrolment.objects.filter(school=year.school_id, term__in=[f"{year.year}S", f"{year.year}A"])
    seat = there.filter(student=OuterRef("pk")).order_by("-term__position").values("class_name")[:1]
    return Student.objects.filter(pk__in=there.values("student")).annotate(seat=Subquery(seat)).order_by("pk")


def other_years(year: SchoolAidYear) -> QuerySet[SchoolAidYear]:
    """Of the same school."""
    return SchoolAidYear.objects.filter(school=year.school_id).exclude(pk=year.pk).order_by("-year")


def rates_in(year: int) -> list[SchoolAidRate]:
    """What each stage is held to in a year, as far as it is settled."""
    known = [SchoolAidRate.objects.of_year(stage, year) for stage, _label in STAGES]
    return [each for each in known if each]
