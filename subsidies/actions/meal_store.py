"""take_out, count, take_back: what goes from a kitchen's store to the stove, and what is found there when it is counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.meal_choices import StoreMoveKind
from subsidies.models import MealPurchase, StoreMove
from subsidies.reports.meal_store import changes_of
from subsidies.rules.meal_store import Change, What, least_from, plain, stock_on


@transaction.atomic
def take_out(*, school: OrgUnit, day: date, person: str, lines: Sequence[tuple[What, Decimal]], by: User) -> list[StoreMove]:
    """Never more than is there, on the day or on any later one; nothing before a day on which it was counted."""
    _begin(school, day, lines)
    made = []
    for what, quantity in lines:
        _refuse_counted(school, what, day)
        changes = changes_of(school, what)
        if (there := least_from(changes, day)) < quantity:
            words = {"item": what.item, "unit": what.unit, "there": plain(there), "quantity": plain(quantity)}
            message = _("“%(item)s”库存只有%(there)s%(unit)s，不能出库%(quantity)s%(unit)s，请核对采购和出库登记。")
            raise Refused(message % words, code="not_in_store")
        made.append(_move(school, day, StoreMoveKind.OUT, what, -quantity, person, by))
    audit.record("subsidies.meals.store_out", by=by, target=school, unit=school, after={"day": str(day), "items": len(made)})
    return made


@transaction.atomic
def count(*, school: OrgUnit, day: date, person: str, lines: Sequence[tuple[What, Decimal, str]], by: User) -> list[StoreMove]:
    """What is there at the end of the day; a difference from the book has its reason.

    Purchases of an earlier day that are written down afterwards stand beside it: the next count tells of them.
    """
    _begin(school, day, lines)
    made = []
    for what, counted, note in lines:
        _refuse_counted(school, what, day)
        changes = changes_of(school, what)
        difference = counted - stock_on(changes, day)
        if difference:
            refuse_empty(note, _("“%(item)s”盘点数和账面不一致，请写明原因。") % {"item": what.item})
        if least_from([*changes, Change(day, difference)], day) < 0:
            raise Refused(_("“%(item)s”盘点以后已有出库，账面会不够，请核对日期。") % {"item": what.item}, code="not_in_store")
        facts = {"counted": counted, "note": note.strip() if difference else ""}
        made.append(_move(school, day, StoreMoveKind.COUNT, what, difference, person, by, **facts))
    audit.record("subsidies.meals.store_counted", by=by, target=school, unit=school, after={"day": str(day), "items": len(made)})
    return made


@transaction.atomic
def take_back(*, move: StoreMove, reason: str, by: User) -> None:
    """Entered by mistake; while its month is open and what is left stays enough."""
    refuse_empty(reason, _("请写明删除的原因。"))
    _begin(move.school, move.day, [move])
    what = What(move.item, move.spec, move.unit)
    _refuse_short(move.school, what, Change(move.day, -move.change))
    before = {"item": move.item, "change": str(move.change), "day": str(move.day)}
    audit.record("subsidies.meals.store_taken_back", by=by, target=move, unit=move.school, before=before, note=reason)
    move.delete()


def refuse_used(purchases: Iterable[MealPurchase]) -> None:
    """What already went to the stove cannot be taken off the book of what came in."""
    gone: dict[tuple[OrgUnit, What], list[Change]] = defaultdict(list)
    for each in purchases:
        gone[each.school, What(each.item, each.spec, each.unit)].append(Change(each.day, -each.quantity))
    for (school, what), changes in gone.items():
        OrgUnit.objects.locked().get(pk=school.pk)
        _refuse_short(school, what, *changes)


def _begin(school: OrgUnit, day: date, lines: Sequence[object]) -> None:
    """One hand at a time in a store."""
    if not lines:
        raise Refused(_("请至少填写一个品名的数量。"), code="empty")
    OrgUnit.objects.locked().get(pk=school.pk)
    refuse_closed_month(school, day)


def _refuse_counted(school: OrgUnit, what: What, day: date) -> None:
    counted = StoreMove.objects.filter(school=school, kind=StoreMoveKind.COUNT, day__gte=day, **what._asdict())
    if last := counted.order_by("-day").first():
        words = {"item": what.item, "day": f"{last.day:%Y-%m-%d}"}
        message = _("“%(item)s”%(day)s已经盘点，请登记在以后的日期，或者先删除那次盘点。")
        raise Refused(message % words, code="counted", ids=[last.pk])


def _refuse_short(school: OrgUnit, what: What, *changes: Change) -> None:
    if least_from([*changes_of(school, what), *changes], min(each.day for each in changes)) < 0:
        raise Refused(_("“%(item)s”已经出库，删除后账面不够，请先删除出库登记。") % {"item": what.item}, code="used")


def _move(school: OrgUnit, day: date, kind: str, what: What, change: Decimal, person: str, by: User, **facts) -> StoreMove:
    said = {"school": school, "day": day, "kind": kind, **what._asdict(), "change": change, "person": person.strip()}
    return StoreMove.objects.create(**said, **facts, recorded_by=by)
