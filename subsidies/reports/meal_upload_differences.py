"""What a table would change: of daily meals class by class beside what is counted now, of purchases from whom they come."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from aid_portal.school_classes import SchoolClass
from subsidies.models import ClassMeals, MealUpload, Supplier
from subsidies.reports.meal_classes import class_label

Key = tuple[date, SchoolClass]


class Difference(NamedTuple):
    """`before` is what is counted now, None for a class of a day that nobody has counted."""

    day: date
    label: str
    before: int | None
    meals: int
    absent: int


def differences(upload: MealUpload) -> list[Difference]:
    """In the order of the file; of an accepted one beside what stood before it."""
    now = {} if upload.accepted_at else _counted(upload)
    return list(_compared(upload, now))


def _compared(upload: MealUpload, now: Mapping[Key, int]) -> Iterator[Difference]:
    for row in upload.rows:
        day, place = date.fromisoformat(row["day"]), SchoolClass(*row["place"])
        stood = row.get("before")
        before = stood["meals"] if stood else now.get((day, place))
        yield Difference(day, class_label(place), before, row["meals"], len(row["absent"]))


def _counted(upload: MealUpload) -> dict[Key, int]:
    counts = ClassMeals.objects.of_month(upload.school, upload.month).order_by()
    found = counts.values_list("day", "meals", *SchoolClass._fields)
    return {(day, SchoolClass(*place)): meals for day, meals, *place in found}


def supplier_names(upload: MealUpload) -> dict[int, str]:
    """Of a table of purchases."""
    known = Supplier.objects.filter(pk__in={row["supplier"] for row in upload.rows})
    return dict(known.values_list("pk", "name"))
