"""A school that is fed, its term of supply and its pupils."""

from datetime import date
from decimal import Decimal

from aid_portal.models import OrgUnit, User
from students.models import Enrolment
from subsidies.actions import canteens, meal_counts, meal_purchases
from subsidies.models import Canteen, ClassMeals, MealPurchase, Supplier
from subsidies.reports.meal_pupils import SchoolClass
from tests.factories.portal import a_school
from tests.factories.students import an_enrolment, the_term
from tests.factories.subsidies_money import a_hand

FIRST, LAST = date(2022, 9, 1), date(2023, 1, 13)
SEPTEMBER = date(2022, 9, 1)
CLASS = SchoolClass("primary", 3, "1班")
CODE = "91610324MA6X0A1B2T"


def officer(school: OrgUnit) -> User:
    return a_hand(f"meal{school.pk}", "school_officer", school)


def leader(school: OrgUnit) -> User:
    return a_hand(f"lead{school.pk}", "school_leader", school)


def a_fed_school(name: str = "法门镇中心小学") -> OrgUnit:
    """Served from 1 September 2022 to 13 January 2023."""
    school = a_school(name=name)
    a_canteen(school)
    canteens.set_period(term=the_term(), school=None, first_on=FIRST, last_on=LAST, by=a_hand("chen"))
    return school


def a_canteen(school: OrgUnit, **facts: object) -> Canteen:
    defaults = {
        "name": f"{school}食堂", "mode": "canteen", "manager": "刘主任", "licence": "JY36103240001", "opened_on": FIRST,
        "licence_until": date(2025, 1, 1),
    }  # fmt: skip
    return canteens.register(school=school, facts={**defaults, **facts}, by=a_hand("chen"))


def pupils(school: OrgUnit, number: int, **facts: object) -> list[Enrolment]:
    return [an_enrolment(school=school, name=f"学生{each}", name_key=f"学生{each}", **facts) for each in range(1, number + 1)]


def counted(school: OrgUnit, day: date, meals: int, **facts: object) -> ClassMeals:
    return meal_counts.count(school=school, day=day, meals=meals, **{"place": CLASS, "by": officer(school), **facts})


def a_supplier(**facts: object) -> Supplier:
    defaults = {"name": "扶风县粮油公司", "credit_code": CODE, "licence": "JY16103240002", "licence_until": date(2024, 6, 1)}
    known = Supplier.objects.filter(credit_code=CODE).first()
    return known or meal_purchases.list_supplier(facts={**defaults, **facts}, by=a_hand("chen"))


def bought(school: OrgUnit, yuan: str, day: date = date(2022, 9, 5), **facts: object) -> MealPurchase:
    """Rice for so much money."""
    defaults = {
        "day": day, "item": "大米", "spec": "25kg", "unit": "袋", "quantity": Decimal(1), "price": Decimal(yuan),
        "first_checker": "刘主任", "second_checker": "赵老师",
    }  # fmt: skip
    return meal_purchases.buy(school=school, supplier=a_supplier(), facts={**defaults, **facts}, by=officer(school))
