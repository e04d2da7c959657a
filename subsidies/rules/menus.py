"""A menu as a cook writes it: one dish a line, behind a colon each food with its grams a head."""

import re
import unicodedata
from typing import NamedTuple

MOST_DISHES, MOST_FOODS, LONGEST, MOST_GRAMS = 12, 12, 60, 2000
FOOD = re.compile(r"(.*?\D)\s*(\d{1,4})\s*(?:克|g)?", re.IGNORECASE)


class Food(NamedTuple):
    item: str
    grams: int


class PlannedDish(NamedTuple):
    dish: str
    foods: tuple[Food, ...]


class BadLine(Exception):
    """`number` of the line that says no dish with its foods."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def read_menu(written: str) -> list[PlannedDish]:
    """`土豆烧肉：土豆80、猪肉50`; full-width signs and 克 are read as what they mean."""
    lines = [line for line in unicodedata.normalize("NFKC", written).splitlines() if line.strip()]
    if len(lines) > MOST_DISHES:
        raise BadLine(MOST_DISHES + 1)
    dishes: dict[str, PlannedDish] = {}
    for number, line in enumerate(lines, 1):
        dish = _read(number, line)
        if dish.dish in dishes:
            raise BadLine(number)
        dishes[dish.dish] = dish
    return list(dishes.values())


def written(dishes: list[PlannedDish]) -> str:
    """As it can be read again."""
    return "\n".join(f"{dish}：{'、'.join(f'{food.item}{food.grams}' for food in foods)}" for dish, foods in dishes)


def _read(number: int, line: str) -> PlannedDish:
    name, _colon, rest = (part.strip() for part in line.partition(":"))
    foods = tuple(_food(number, each) for each in re.split("[、,;]", rest) if each.strip())
    named = len({food.item for food in foods}) == len(foods)
    if not name or len(name) > LONGEST or not 0 < len(foods) <= MOST_FOODS or not named:
        raise BadLine(number)
    return PlannedDish(name, foods)


def _food(number: int, written: str) -> Food:
    found = FOOD.fullmatch(written.strip())
    item, grams = (found[1].strip(), int(found[2])) if found else ("", 0)
    if not item or len(item) > LONGEST or not 0 < grams <= MOST_GRAMS:
        raise BadLine(number)
    return Food(item, grams)
