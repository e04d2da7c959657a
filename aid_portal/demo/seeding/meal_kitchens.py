"""What the made-up kitchens plan and take from their stores, week by week, and what a count at the end of a month finds."""

from datetime import date
from decimal import Decimal

from aid_portal.demo.meals import DISHES, RECIPES, STAPLES
from aid_portal.models import OrgUnit, User
from subsidies.actions import meal_store, menus
from subsidies.meal_choices import Dish
from subsidies.reports.meal_store import Stock, stock_of
from subsidies.rules.meal_store import What
from subsidies.rules.menus import Food, PlannedDish

USED, LOST = Decimal("0.96"), Decimal("0.500")
GRAM = Decimal("0.001")
COOK, KEEPER = "马师傅", "刘建军"


def cook(school: OrgUnit, week: list[date], by: User) -> None:
    """A menu for every day; most of what the week bought goes to the stove."""
    for day in week:
        recipes = {**STAPLES, **{dish: RECIPES[dish] for dish in DISHES[day.weekday() % len(DISHES)]}}
        dishes = [PlannedDish(dish, tuple(Food(*food) for food in foods)) for dish, foods in recipes.items()]
        menus.plan(school=school, day=day, meal=Dish.LUNCH, dishes=dishes, by=by)
    lines = [(stock.what, (stock.left * USED).quantize(GRAM)) for stock in stock_of(school, week[-1]) if stock.left]
    meal_store.take_out(school=school, day=week[-1], person=COOK, lines=lines, by=by)


def count(school: OrgUnit, day: date, by: User) -> None:
    """Vegetables have withered; the rest is as the book says."""
    lines = [_found(stock) for stock in stock_of(school, day)]
    meal_store.count(school=school, day=day, person=KEEPER, lines=lines, by=by)


def _found(stock: Stock) -> tuple[What, Decimal, str]:
    if stock.what.item != "蔬菜":
        return stock.what, stock.left, ""
    return stock.what, max(stock.left - LOST, Decimal(0)), "存放蔫坏，已清理"
