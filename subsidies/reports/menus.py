"""A school's menus of a week: what is planned for each day and meal, as the school and everybody see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from aid_portal.models import OrgUnit
from subsidies.meal_choices import Dish
from subsidies.models import MenuLine
from subsidies.rules.menus import Food, PlannedDish

WEEK = timedelta(7)


@dataclass(frozen=True, slots=True)
class MenuMeal:
    meal: Dish
    dishes: tuple[PlannedDish, ...]


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def menus_between(school: OrgUnit, first: date, last: date) -> dict[date, list[MenuMeal]]:
    """By day, its meals from morning to evening; days for which nothing is planned are not there."""
    days: dict[date, dict[str, list[PlannedDish]]] = {}
    for head, lines in MenuLine.objects.filter(school=school, day__range=(first, last)).by_dish():
        foods = tuple(Food(line.item, line.grams) for line in lines)
        days.setdefault(head.day, {}).setdefault(head.meal, []).append(PlannedDish(head.dish, foods))
    return {
        day: [MenuMeal(Dish(meal), tuple(meals[meal])) for meal in Dish.values if meal in meals]
        for day, meals in sorted(days.items())
    }


def dishes_of(school: OrgUnit, day: date, meal: str) -> list[PlannedDish]:
    meals = menus_between(school, day, day).get(day, [])
    return [dish for each in meals if each.meal == meal for dish in each.dishes]
