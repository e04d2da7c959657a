"""What changed at a kitchen or a supplier, the newest first: each change with what stood before and what came after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from aid_portal import figures
from subsidies.models import Canteen, Supplier
from subsidies.models.kitchen_pasts import Past


@dataclass(frozen=True, slots=True)
class Change:
    """`differences`: label, before, after; of a school that left, its name and the days on which it was fed."""

    day: date
    note: str
    by: str
    at: datetime
    differences: Sequence[tuple[str, str, str]]


def canteen_changes(canteen: Canteen) -> list[Change]:
    """Of the kitchen itself and of the schools that it no longer feeds."""
    own = _compared(canteen, canteen.pasts.select_related("changed_by"), ("name", "mode", "manager", "licence", "licence_until"))
    left = [
        _change(each, [(str(each.school), figures.day(each.from_on), figures.day(each.replaced_on))])
        for each in canteen.place_pasts.select_related("school", "changed_by")
    ]
    return sorted([*own, *left], key=lambda change: (change.day, change.at), reverse=True)


def supplier_changes(supplier: Supplier) -> list[Change]:
    pasts = supplier.pasts.select_related("changed_by")
    return _compared(supplier, pasts, ("name", "licence", "licence_until", "phone", "ended_on"))


def _compared(now: Model, pasts: Sequence[Past], names: Sequence[str]) -> list[Change]:
    """Each past beside what replaced it: the past that came after it, or what stands now."""
    changes, after = [], now
    for past in pasts:
        differences = [
            (str(past._meta.get_field(name).verbose_name), _shown(past, name), _shown(after, name))
            for name in names
            if getattr(past, name) != getattr(after, name)
        ]
        changes.append(_change(past, differences))
        after = past
    return changes


def _change(past: Past, differences: Sequence[tuple[str, str, str]]) -> Change:
    return Change(past.replaced_on, past.note, past.changed_by.name, past.changed_at, differences)


def _shown(row: Model, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, date):
        return figures.day(value)
    words = getattr(row, f"get_{name}_display", None)
    return str(words() if words else value or "")
