"""School aid of 2022: the rates by two persons, every school's income and share, what it gave; one has set aside too little."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _

from aid_portal.choices import SchoolStage
from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, named
from aid_portal.demo.users import ACCOUNTS, KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL
from aid_portal.models import OrgUnit, User
from students.models import Enrolment
from subsidies.actions import school_aid, school_aid_rates
from subsidies.models import SchoolAidRate, SchoolAidYear
from subsidies.reports.school_aid import children_of
from subsidies.rules.school_aid import STAGE_OF_TYPE
from subsidies.school_aid_choices import SchoolAidKind

YEAR, FIRST_YEAR = 2022, 2021
SPRING, AUTUMN, LATE = date(2022, 5, 20), date(2022, 11, 10), date(2022, 12, 16)
RATES = (
    (SchoolStage.KINDERGARTEN, Decimal(3), Decimal(5)),
    (SchoolStage.SENIOR, Decimal(3), Decimal(5)),
    (SchoolStage.VOCATIONAL, Decimal(5), None),
)
FEES = {SchoolStage.KINDERGARTEN: 2_640, SchoolStage.SENIOR: 1_600, SchoolStage.VOCATIONAL: 2_200}  # yuan a child and year
KNOWN = (SENIOR_SCHOOL, VOCATIONAL_SCHOOL, KINDERGARTEN)
TOO_LITTLE = Decimal("2.00")
USED, LITTLE_USED, MOST_AT_ONCE = Decimal("0.62"), Decimal("0.30"), 40
GIVEN = Decimal(300)


def bring() -> str:
    """Every school but the last states its year; the last but one has set aside too little, a few have used little."""
    _bring_rates()
    schools = list(OrgUnit.objects.schools().open().filter(school_type__in=list(STAGE_OF_TYPE)).order_by("code"))
    others = [school for school in schools if school.code not in KNOWN]
    silent, below = (others[-1:], others[-2:-1]) if len(others) > 1 else ([], others)
    children, by, xu = _children(), _officers(), named(REVIEWER)
    stated = set(SchoolAidYear.objects.filter(year=YEAR).values_list("school_id", flat=True))
    for place, school in enumerate(schools):
        if school.pk not in stated and school not in silent and school.code in by:
            share = TOO_LITTLE if school in below else None
            year = _state(school, children.get(school.pk, 20), share, by[school.code])
            _give(year, LITTLE_USED if place % 7 == 5 else USED, by[school.code], xu)
    return _("%(schools)d 所学校") % {"schools": SchoolAidYear.objects.filter(year=YEAR).count()}


def _bring_rates() -> None:
    for stage, low, high in RATES:
        if not SchoolAidRate.objects.of_year(stage, YEAR):
            facts = {"stage": stage, "first_year": FIRST_YEAR, "low": low, "high": high}
            rate = school_aid_rates.propose(**facts, source="", assumed=True, by=named(CLERK))
            school_aid_rates.decide(rate=rate, approved=True, by=named(APPROVER))


def _children() -> dict[int, int]:
    found = Enrolment.objects.filter(term=f"{YEAR}A").order_by()
    return dict(found.values_list("school").annotate(Count("pk")))


def _officers() -> Mapping[str, User]:
    """By school; those of the schools that no known person serves are named by its code."""
    known = {account.username: account.unit for account in ACCOUNTS if account.role == "school_officer"}
    people = User.objects.filter(assignments__role="school_officer").distinct()
    return {known.get(user.username, user.username.removeprefix("s")): user for user in people}


def _state(school: OrgUnit, children: int, share: Decimal | None, by: User) -> SchoolAidYear:
    """The county asks for the lowest share, a vocational school and a few others set aside a little more."""
    stage = STAGE_OF_TYPE[school.school_type]
    lowest = next(low for each, low, _high in RATES if each == stage)
    facts = {
        "income": Decimal(children * FEES[SchoolStage(stage)]) + Decimal(school.pk % 97) / 2,
        "percent": share or lowest + Decimal(school.pk % 3) / 2,
        "basis": "2022年度部门决算报表（收入决算表）",
        "note": "下半年缓收保教费，计提不足，计划2023年补提" if share else "",
        "file": None,
    }
    return school_aid.state(school=school, year=YEAR, facts=facts, by=by)


def _give(year: SchoolAidYear, used: Decimal, by: User, confirms: User) -> None:
    """An award to many on one voucher; at the known schools also a child in need, and one use that waits."""
    amount = (year.due * used).quantize(Decimal(1))
    if not amount:
        return
    many = max(1, min(MOST_AT_ONCE, int(amount / 200)))
    award = {"kind": SchoolAidKind.AWARD, "people": many, "amount": amount, "spent_on": AUTUMN, "voucher": "记字2022-11-031"}
    use = school_aid.record(year=year, **award, purpose="秋季学期校内助学金", by=by)
    school_aid.decide(use=use, approved=True, by=confirms)
    if year.school.code in KNOWN and year.due - amount > 2 * GIVEN:
        _help_two(year, by, confirms)


def _help_two(year: SchoolAidYear, by: User, confirms: User) -> None:
    first, second = children_of(year).filter(enrolments__stage=year.rate.stage).distinct()[:2]
    grant = {"kind": SchoolAidKind.HARDSHIP, "student": first, "amount": GIVEN, "spent_on": SPRING, "voucher": "记字2022-05-017"}
    use = school_aid.record(year=year, **grant, purpose="家庭突发变故临时困难补助", by=by)
    school_aid.decide(use=use, approved=True, by=confirms)
    waiver = {"kind": SchoolAidKind.WAIVER, "student": second, "amount": GIVEN, "spent_on": LATE, "voucher": "记字2022-12-044"}
    school_aid.record(year=year, **waiver, purpose="秋季学期学费（保教费）减免", by=by)
