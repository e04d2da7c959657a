"""plan, copy_week: what a kitchen will cook, dish by dish with the grams of each food a head."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.meal_choices import Dish
from subsidies.models import MenuLine
from subsidies.reports.menus import WEEK, menus_between, monday_of
from subsidies.rules.menus import PlannedDish


@transaction.atomic
def plan(*, school: OrgUnit, day: date, meal: str, dishes: Sequence[PlannedDish], by: User) -> list[MenuLine]:
    """In the place of what was planned for this meal; no dish takes it off. While the month is open."""
    refuse_closed_month(school, day)
    MenuLine.objects.filter(school=school, day=day, meal=meal).delete()
    made = [
        MenuLine.objects.create(school=school, day=day, meal=meal, dish=dish, **food._asdict(), recorded_by=by)
        for dish, foods in dishes
        for food in foods
    ]
    told = {"day": str(day), "meal": meal, "dishes": [dish for dish, _foods in dishes]}
    audit.record("subsidies.meals.menu_planned", by=by, target=school, unit=school, after=told)
    return made


@transaction.atomic
def copy_week(*, school: OrgUnit, monday: date, by: User) -> int:
    """The menus of the week before, on days and for meals for which nothing is planned yet. How many meals."""
    monday = monday_of(monday)
    before = menus_between(school, monday - WEEK, monday - WEEK / 7)
    if not before:
        raise Refused(_("上一周没有食谱可以照抄。"), code="empty")
    planned = menus_between(school, monday, monday + WEEK - WEEK / 7)
    known = {(day, each.meal) for day, meals in planned.items() for each in meals}
    fresh = [(day + WEEK, each) for day, meals in before.items() for each in meals if (day + WEEK, each.meal) not in known]
    for day, each in fresh:
        plan(school=school, day=day, meal=Dish(each.meal).value, dishes=each.dishes, by=by)
    return len(fresh)
