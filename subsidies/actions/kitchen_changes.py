"""change_canteen, leave_off, change_supplier: from a day on, with the reason; what was before is kept beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.models import Canteen, CanteenPast, PlacePast, Supplier, SupplierPast

CANTEEN = ("name", "mode", "manager", "licence", "licence_until")
SUPPLIER = ("name", "licence", "licence_until", "phone", "ended_on")


@transaction.atomic
def change_canteen(*, canteen: Canteen, from_on: date, facts: Mapping[str, Any], note: str, by: User) -> Canteen:
    """`facts`: any of CANTEEN as they are from the day on."""
    canteen = Canteen.objects.locked().select_related("school").get(pk=canteen.pk)
    if canteen.closed_on:
        raise Refused(_("这个食堂已经停止供餐，不能再变更。"), code="closed")
    begun = max([canteen.opened_on, *canteen.pasts.values_list("replaced_on", flat=True)])
    changed = _changed(canteen, facts, CANTEEN, from_on, begun, note)
    CanteenPast.objects.create(canteen=canteen, **_said(canteen, CANTEEN), replaced_on=from_on, note=note.strip(), changed_by=by)
    _set(canteen, changed)
    audit.record(
        "subsidies.canteen.changed", by=by, target=canteen, unit=canteen.school, after=_told(changed, from_on), note=note
    )
    return canteen


@transaction.atomic
def leave_off(*, canteen: Canteen, school: OrgUnit, day: date, note: str, by: User) -> None:
    """The school is fed no longer from the day on, and is free for another kitchen."""
    refuse_empty(note, _("请写明变更的原因。"))
    place = canteen.places.select_for_update().filter(school=school).first()
    if place is None:
        raise Refused(_("%(school)s不由这个食堂供餐，请刷新页面。") % {"school": school}, code="not_fed", ids=[school.pk])
    _refuse_day(day, place.from_on)
    PlacePast.objects.create(
        canteen=canteen, school=school, from_on=place.from_on, replaced_on=day, note=note.strip(), changed_by=by
    )
    place.delete()
    told = {"school": school.code, "day": str(day)}
    audit.record("subsidies.canteen.left_off", by=by, target=canteen, unit=canteen.school, after=told, note=note)


@transaction.atomic
def change_supplier(*, supplier: Supplier, from_on: date, facts: Mapping[str, Any], note: str, by: User) -> Supplier:
    """`facts`: any of SUPPLIER; a purchase is judged by the licence of its own day."""
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    begun = max(supplier.pasts.values_list("replaced_on", flat=True), default=from_on)
    changed = _changed(supplier, facts, SUPPLIER, from_on, begun, note)
    SupplierPast.objects.create(
        supplier=supplier, **_said(supplier, SUPPLIER), replaced_on=from_on, note=note.strip(), changed_by=by
    )
    _set(supplier, changed)
    audit.record("subsidies.meals.supplier_changed", by=by, target=supplier, after=_told(changed, from_on), note=note)
    return supplier


def _changed(row: Model, facts: Mapping[str, Any], names: tuple[str, ...], day: date, begun: date, note: str) -> dict[str, Any]:
    refuse_empty(note, _("请写明变更的原因。"))
    _refuse_day(day, begun)
    changed = {name: facts[name] for name in names if name in facts and facts[name] != getattr(row, name)}
    if not changed:
        raise Refused(_("没有改动任何内容，请核对。"), code="unchanged")
    return changed


def _refuse_day(day: date, begun: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("变更日期不能晚于今天，请到那一天再登记。"), code="future")
    if day < begun:
        raise Refused(_("变更日期不能早于%(day)s（开始供餐或上一次变更），请核对。") % {"day": begun}, code="other_order")


def _said(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _set(row: Model, changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


def _told(changed: Mapping[str, Any], day: date) -> dict[str, str]:
    return {"from_on": str(day), **{name: str(value) for name, value in changed.items()}}
