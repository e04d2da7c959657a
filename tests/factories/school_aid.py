"""School aid with sensible defaults, through the actions: a kindergarten that takes 100,000 yuan and sets aside 3 per cent."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count

from aid_portal.choices import Role, SchoolType
from aid_portal.models import OrgUnit, User
from subsidies.actions import school_aid, school_aid_rates
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

_numbers = count(1)


def a_proposed_rate(**facts: object) -> SchoolAidRate:
    defaults = {"stage": "kindergarten", "first_year": 2021, "low": Decimal(3), "high": Decimal(5)}
    papers = {"source": "财教〔2021〕310号", "assumed": False}
    return school_aid_rates.propose(**{**defaults, **papers, **facts}, by=a_hand("chen"))


def a_rate(**facts: object) -> SchoolAidRate:
    """In force."""
    rate = a_proposed_rate(**facts)
    return school_aid_rates.decide(rate=rate, approved=True, by=a_hand("lin", Role.COUNTY_APPROVER))


def the_rates(stages: Iterable[str] = ("kindergarten", "senior", "vocational")) -> list[SchoolAidRate]:
    law = {"kindergarten": (3, 5), "senior": (3, 5), "vocational": (5, None)}
    return [a_rate(stage=stage, low=Decimal(law[stage][0]), high=law[stage][1] and Decimal(law[stage][1])) for stage in stages]


def a_kindergarten(name: str = "绛帐幼儿园", school_type: SchoolType = SchoolType.KINDERGARTEN) -> OrgUnit:
    return a_school(f"1161325{next(_numbers):03d}", name, school_type)


def an_officer(school: OrgUnit) -> User:
    return a_hand(f"officer{school.pk}", Role.SCHOOL_OFFICER, school)


def a_principal(school: OrgUnit) -> User:
    return a_hand(f"principal{school.pk}", Role.SCHOOL_LEADER, school)


def said(income: str = "100000", percent: str = "3", **facts: object) -> dict:
    stated = {"income": Decimal(income), "percent": Decimal(percent), "basis": "部门决算报表", "note": "", "file": None}
    return {**stated, **facts}


def a_year(school: OrgUnit | None = None, year: int = 2022, **facts: object) -> SchoolAidYear:
    school = school or a_kindergarten()
    if not SchoolAidRate.objects.exists():
        the_rates()
    return school_aid.state(school=school, year=year, facts=said(**facts), by=an_officer(school))


def a_use(year: SchoolAidYear, amount: str = "500", **facts: object) -> SchoolAidUse:
    """Recorded by the officer of the school, not yet confirmed."""
    defaults = {"kind": "hardship", "spent_on": date(year.year, 5, 20), "purpose": "临时困难补助", "voucher": "记字5-17"}
    return school_aid.record(year=year, amount=Decimal(amount), **{**defaults, **facts}, by=an_officer(year.school))


def a_confirmed_use(year: SchoolAidYear, amount: str = "500", **facts: object) -> SchoolAidUse:
    return school_aid.decide(use=a_use(year, amount, **facts), approved=True, by=a_principal(year.school))
