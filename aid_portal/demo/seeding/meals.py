"""Meals of autumn 2022: three kitchens, September counted by class; one month locked, one waiting for the county, one late."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_UP, Decimal
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.choices import SchoolType
from aid_portal.demo.meals import DISHES, FOODS, LICENSED_UNTIL, SUPPLIERS, Food
from aid_portal.demo.seeding import meal_feedback, meal_kitchens, meal_tables
from aid_portal.demo.seeding.people import CLERK, REVIEWER, named
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import OrgUnit, User
from students.models import TermSetting
from subsidies.actions import canteens, meal_counts, meal_notes, meal_purchases, meal_reports
from subsidies.meal_choices import CanteenMode, Dish, MealIncomeSource
from subsidies.models import Canteen, ClassMeals, PriceInquiry, Supplier
from subsidies.reports.meal_classes import in_order
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_pupils import SchoolClass, pupils_of

TERM, FIRST, LAST = "2022A", date(2022, 9, 1), date(2023, 1, 13)
SEPTEMBER, OCTOBER = date(2022, 9, 1), date(2022, 10, 1)
SPORTS = date(2022, 9, 30)
STANDARD, GRAM = Decimal(5), Decimal("0.001")
AWAY_OF = 23  # of so many pupils one is away on a day
OVER_PRICE = Decimal("1.15")


def bring() -> str:
    """What stands already is left alone."""
    _rules()
    wang, zhao, junior = _schools()
    _kitchens(wang, zhao, junior)
    meal_feedback.bring(wang.canteens.get())
    li, feng = named("li"), named("feng")
    _month(wang, SEPTEMBER, named("wang"), sent_by=li, locked=True)
    _month(zhao, SEPTEMBER, named("zhao"), sent_by=feng, dear="猪肉")
    _month(wang, OCTOBER, named("wang"), days=7)
    meal_tables.leave(zhao, OCTOBER, named("zhao"))
    if junior:
        _month(junior, SEPTEMBER, named(f"s{junior.code}"), days=8)
    return _("%(schools)d 所学校，%(meals)d 个班次") % {"schools": Canteen.objects.count(), "meals": ClassMeals.objects.count()}


def _schools() -> tuple[OrgUnit, OrgUnit, OrgUnit | None]:
    known = OrgUnit.objects.in_bulk([WANG_SCHOOL, ZHAO_SCHOOL], field_name="code")
    others = OrgUnit.objects.schools().open().filter(school_type=SchoolType.JUNIOR).order_by("code")
    return known[WANG_SCHOOL], known[ZHAO_SCHOOL], others.first()


def _rules() -> None:
    chen = named(CLERK)
    canteens.set_period(term=TermSetting.objects.get(pk=TERM), school=None, first_on=FIRST, last_on=LAST, by=chen)
    for facts in SUPPLIERS:
        if not Supplier.objects.filter(credit_code=facts["credit_code"]).exists():
            meal_purchases.list_supplier(facts={**facts, "licence_until": LICENSED_UNTIL}, by=chen)
    if not PriceInquiry.objects.exists():
        prices = [{"item": food.item, "spec": food.spec, "unit": food.unit, "price": food.price} for food in FOODS]
        meal_purchases.inquire(from_on=FIRST, document="扶风县2022年秋季学期学校食材统一询价结果", prices=prices, by=chen)


def _kitchens(wang: OrgUnit, zhao: OrgUnit, junior: OrgUnit | None) -> None:
    """The teaching point is fed by the kitchen of the school that runs it."""
    points = list(OrgUnit.objects.schools().open().filter(parent=wang))
    plans = [(wang, CanteenMode.CANTEEN, "刘建军", points), (zhao, CanteenMode.CANTEEN, "杨秀珍", [])]
    plans += [(junior, CanteenMode.COMPANY, "马志强", [])] if junior else []
    for number, (school, mode, manager, feeds) in enumerate(plans, 1):
        if not Canteen.objects.filter(school=school).exists():
            facts = {
                "name": f"{school.name}食堂", "mode": mode, "manager": manager, "licence": f"JY3610324000{number:04d}",
                "licence_until": LICENSED_UNTIL, "opened_on": date(2020, 9, 1),
            }  # fmt: skip
            canteens.register(school=school, facts=facts, feeds=feeds, by=named(CLERK))
    if not wang.class_meals.exists():
        canteens.set_day(school=wang, day=SPORTS, supplied=False, note="秋季运动会，学生中午离校", by=named(CLERK))


@transaction.atomic
def _month(
    school: OrgUnit, month: date, by: User, *, days: int = 31, sent_by: User | None = None, locked: bool = False, dear: str = ""
) -> None:
    """Counted, bought and, by other people, sent and locked."""
    if ClassMeals.objects.of_month(school, month).exists():
        return
    served = sorted(supply_days(school, month))[:days]
    meals = {day: _count(school, day, by) for day in served}
    facts = {"day": month + timedelta(1), "document": f"扶财教〔2022〕{30 + month.month}号"}
    money = sum(meals.values()) * STANDARD + 500
    meal_purchases.receive(school=school, facts={**facts, "source": MealIncomeSource.CENTRAL, "amount": money}, by=by)
    for _week, group in groupby(served, key=lambda day: day.isocalendar().week):
        week = list(group)
        _buy(school, week[0], STANDARD * sum(meals[day] for day in week), dear, by)
        _at_the_table(school, week, by)
        meal_kitchens.cook(school, week, by)
    meal_kitchens.count(school, served[-1], by)
    if sent_by:
        meal_feedback.openness(school, month, by)
        report = meal_reports.send(school=school, month=month, by=sent_by)
        if locked:
            meal_reports.lock(report=report, by=named(REVIEWER))


def _count(school: OrgUnit, day: date, by: User) -> int:
    """A few are away every day, others each day."""
    eaten, rolls = 0, defaultdict(list)
    for pk, *place in pupils_of(school, day).order_by("pinyin", "pk").values_list("pk", *SchoolClass._fields):
        rolls[SchoolClass(*place)].append(pk)
    for place in in_order(rolls):
        pupils = rolls[place]
        away = [pk for number, pk in enumerate(pupils) if (number + day.toordinal() * 7 + place.grade) % AWAY_OF == 0]
        there = len(pupils) - len(away)
        eaten += meal_counts.count(school=school, day=day, place=place, meals=there, absent=away, by=by).meals
    return eaten


def _buy(school: OrgUnit, day: date, money: Decimal, dear: str, by: User) -> None:
    suppliers = {each.name: each for each in Supplier.objects.all()}
    for food in FOODS:
        price = food.price * OVER_PRICE if food.item == dear and day.day < 8 else food.price
        facts = {**_said(food, day), "price": price, "quantity": (money * food.share / price).quantize(GRAM, ROUND_UP)}
        meal_purchases.buy(school=school, supplier=suppliers[SUPPLIERS[food.supplier]["name"]], facts=facts, by=by)


def _said(food: Food, day: date) -> dict[str, object]:
    facts = {"item": food.item, "spec": food.spec, "unit": food.unit, "day": day}
    return {**facts, "first_checker": "刘建军", "second_checker": "赵敏"}


def _at_the_table(school: OrgUnit, week: list[date], by: User) -> None:
    """The leader eats along once a week; of every dish a sample is kept."""
    words = {"name": "李校长", "post": "校长", "note": "荤素搭配合理，饭菜温热。"}
    meal_notes.eat_along(school=school, day=week[0], **words, paid=STANDARD, by=by)
    for day, dish in _dishes(week):
        noon = timezone.make_aware(datetime.combine(day, time(11, 30)))
        kept = {"meal": Dish.LUNCH, "dish": dish, "grams": 150, "kept_by": "刘建军"}
        meal_notes.keep_sample(school=school, **kept, kept_at=noon, kept_until=noon + timedelta(hours=48), by=by)


def _dishes(week: list[date]) -> Iterator[tuple[date, str]]:
    for day in week:
        yield from ((day, dish) for dish in DISHES[day.weekday() % len(DISHES)])
