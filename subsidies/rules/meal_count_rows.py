"""A row of a table of daily meals: which class and day it is of, who is away, and whether so many can have eaten."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from students.rules.cells import Plain, text_of, word_of
from subsidies.rules.meal_rolls import Place, Pupil, Rolls
from subsidies.rules.meal_rows import MonthJudge
from subsidies.rules.meals import NAMED

DAY, GRADE, CLASS, MEALS, ABSENT = "日期", "年级", "班级", "用餐人数", "缺勤学生"
ENROLLED = "在籍人数"  # told by the template, not read back
REQUIRED, OPTIONAL = (DAY, GRADE, CLASS, MEALS), (ABSENT,)
HEADINGS = (*REQUIRED, *OPTIONAL)
MOST = 9_999
SPLIT = re.compile(r"[、，,；;/\s]+")


class CountRow(NamedTuple):
    """`absent` are the keys of enrolments that are away that day."""

    row: int
    day: date
    place: Place
    meals: int
    absent: tuple[int, ...]


class CountJudge(MonthJudge):
    """A class and day may stand in it once."""

    headings, filled = HEADINGS, (MEALS,)

    def __init__(self, rolls: Rolls, month: date) -> None:
        super().__init__(month, rolls.today)
        self.rolls = rolls
        self._seen: dict[tuple[date, Place], int] = {}

    def read(self, number: int, cells: dict[str, Plain]) -> CountRow | None:
        day, place, meals = self._day(number, cells[DAY]), self._place(number, cells), self._meals(number, cells[MEALS])
        if day is None or place is None or meals is None:
            return None
        pupils = self.rolls.on(place, day)
        if not pupils:
            return self.say(number, CLASS, _("这一天这个班没有学生，请清空这一行"))
        absent = self._absent(number, cells.get(ABSENT, ""), pupils)
        row = CountRow(number, day, place, meals, tuple(each.pk for each in absent))
        if why := too_many(row, self.rolls):
            self.say(number, MEALS, why)
        first = self._seen.setdefault((day, place), number)
        if first != number:
            self.say(number, CLASS, _("与第%(row)s行是同一天同一个班，请只留一行") % {"row": first})
        return row

    def _day(self, number: int, cell: Plain) -> date | None:
        day = self.day(number, DAY, cell)
        if day and day not in self.rolls.supply:
            return self.say(number, DAY, _("不是供餐日，请清空这一行；确需供餐的先由县里调整供餐日"))
        return day

    def _place(self, number: int, cells: dict[str, Plain]) -> Place | None:
        asked = word_of(cells[GRADE]) + word_of(cells[CLASS])
        place = self.rolls.classes.get(asked)
        if place is None:
            known = "、".join(list(self.rolls.classes)[:NAMED]) or _("无")
            self.say(number, CLASS, _("花名册里没有“%(asked)s”，请从这些班里选：%(known)s") % {"asked": asked, "known": known})
        return place

    def _meals(self, number: int, cell: Plain) -> int | None:
        written = text_of(cell)
        if written.isascii() and written.isdigit() and int(written) <= MOST:
            return int(written)
        self.say(number, MEALS, _("“%(value)s”不是人数，请填0到%(most)d的整数") % {"value": written, "most": MOST})
        return None

    def _absent(self, number: int, cell: Plain, pupils: Sequence[Pupil]) -> list[Pupil]:
        found = []
        for name in filter(None, SPLIT.split(text_of(cell))):
            named = [each for each in pupils if each.name == name]
            if len(named) == 1:
                found += named
            elif named:
                self.say(number, ABSENT, _("这个班有%(count)d名“%(name)s”，请在页面上登记") % {"count": len(named), "name": name})
            else:
                self.say(number, ABSENT, _("这一天这个班没有“%(name)s”，请核对姓名") % {"name": name})
        return found


def numbers(row: CountRow, rolls: Rolls) -> tuple[int, list[Pupil]]:
    """How many are on the roll of that day, and who of them is away: on leave, or named in the row."""
    pupils = rolls.on(row.place, row.day)
    leave, named = {each.pk for each in rolls.away(pupils, row.day)}, set(row.absent)
    return len(pupils), [each for each in pupils if each.pk in leave | named]


def too_many(row: CountRow, rolls: Rolls) -> str:
    """Meals ≤ present ≤ enrolled, by name and day; empty where it holds."""
    enrolled, away = numbers(row, rolls)
    if row.meals <= enrolled - len(away):
        return ""
    return more_than_present(rolls.labels.get(row.place, row.place[-1]), enrolled, [each.name for each in away], row.meals)


def more_than_present(label: str, enrolled: int, away: Collection[str], meals: int) -> str:
    names = "、".join(list(away)[:NAMED]) or _("无")
    words = {"class": label, "meals": meals, "present": enrolled - len(away), "enrolled": enrolled, "names": names}
    return _("%(class)s在籍%(enrolled)d人，到校%(present)d人，不能登记%(meals)d份；请假缺勤：%(names)s") % words
