"""How made-up clerks write the same thing: words, dates and months in every form the portal has to read."""

from datetime import date
from random import Random

Cell = str | int | float | date | None
Cells = dict[str, Cell]

DIGITS = "一二三四五六"
GRADE_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "kindergarten": (("小班",), ("中班",), ("大班",)),
    "primary": tuple((f"{digit}年级", f"{digit}年级", f"小学{digit}年级") for digit in DIGITS),
    "junior": (("七年级", "初一"), ("八年级", "初二"), ("九年级", "初三")),
    "senior": tuple((f"高{digit}", f"高中{digit}年级") for digit in DIGITS[:3]),
    "vocational": tuple((f"中职{digit}年级", f"中职{digit}", f"{digit}年级") for digit in DIGITS[:3]),
}
BOARDING_WORDS = {True: ("住校", "寄宿", "住宿", "是"), False: ("走读", "走读", "非寄宿", "否")}
ENROLLED_WORDS = ("在读", "在读", "在校", "")
STEADY_SHARE = 0.85  # most schools keep to one way of writing; the rest of the cells vary


def grade_word(stage: str, grade: int, rng: Random) -> str:
    return _mostly_first(GRADE_WORDS[stage][grade - 1], rng)


def boarding_word(boarding: bool, rng: Random) -> str:
    return _mostly_first(BOARDING_WORDS[boarding], rng)


def day_cell(day: date, rng: Random) -> Cell:
    """A date cell, or one of the six written forms."""
    forms: tuple[Cell, ...] = (
        day,
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    return rng.choice(forms)


def month_cell(month: tuple[int, int] | None, rng: Random) -> Cell:
    if month is None:
        return None
    year, number = month
    return rng.choice(
        (f"{year}-{number:02d}", f"{year}/{number}", f"{year}.{number}", f"{year}{number:02d}", f"{year}年{number}月")
    )


def _mostly_first(words: tuple[str, ...], rng: Random) -> str:
    return words[0] if rng.random() < STEADY_SHARE else rng.choice(words)
