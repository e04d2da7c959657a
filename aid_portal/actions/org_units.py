"""create, change, close, reopen, load — the bureau, its towns, direct units, schools and teaching points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.rules.org_unit_rows import PARENT_KINDS, Standing, UnitRow, check_together
from aid_portal.rules.scopes import lies_within, moved, path_of


@transaction.atomic
def create(*, kind: str, code: str, name: str, parent: OrgUnit | None, school_type: str = "", by: User | str) -> OrgUnit:
    if OrgUnit.objects.filter(code=code).exists():
        raise Refused(_("代码“%(code)s”已被使用；撤销的机构的代码也不能再给别的机构。") % {"code": code}, code="code_taken")
    unit = OrgUnit(kind=kind, code=code, name=name, parent=parent, school_type=school_type, path=_path(parent, code))
    _refuse_misplaced(unit)
    unit.save()
    audit.record("portal.org_unit.created", by=by, target=unit, unit=unit, after=_facts(unit))
    return unit


@transaction.atomic
def change(*, unit: OrgUnit, name: str, parent: OrgUnit | None, school_type: str = "", by: User | str) -> OrgUnit:
    """A rename keeps the code; a new parent moves everything below along with it."""
    unit = OrgUnit.objects.locked().get(pk=unit.pk)
    before = _facts(unit)
    if parent and lies_within(parent.path, unit.path):
        raise Refused(_("“%(unit)s”不能归到自己或自己的下级之下。") % {"unit": unit}, code="circle")
    unit.name, unit.parent, unit.school_type = name, parent, school_type
    _refuse_misplaced(unit)
    _move(unit, _path(parent, unit.code))
    unit.save(update_fields=["name", "parent", "school_type", "path"])
    audit.record("portal.org_unit.changed", by=by, target=unit, unit=unit, before=before, after=_facts(unit))
    return unit


@transaction.atomic
def tell_phones(*, unit: OrgUnit, help_phone: str, watch_phone: str, by: User | str) -> OrgUnit:
    """The lines that families find on the public page of contacts; empty ones are not shown there."""
    unit = OrgUnit.objects.locked().get(pk=unit.pk)
    before = unit.phones
    unit.help_phone, unit.watch_phone = help_phone, watch_phone
    unit.save(update_fields=["help_phone", "watch_phone"])
    audit.record("portal.org_unit.phones_told", by=by, target=unit, unit=unit, before=before, after=unit.phones)
    return unit


@transaction.atomic
def close(*, unit: OrgUnit, closed_on: date, note: str = "", by: User) -> OrgUnit:
    """The code stays taken for ever; refused while something open stands below or somebody holds a role here."""
    unit = OrgUnit.objects.locked().get(pk=unit.pk)
    words = {"unit": unit}
    if unit.closed_on:
        raise AlreadyDone(_("“%(unit)s”已经撤销。") % words)
    if unit.children.open().exists():
        raise Refused(_("“%(unit)s”之下还有未撤销的机构，请先撤销或改归别处。") % words, code="has_children")
    if RoleAssignment.objects.in_force_on(closed_on).filter(unit=unit).exists():
        raise Refused(_("“%(unit)s”在撤销之日还有人任职，请先撤销这些任职。") % words, code="has_people")
    unit.closed_on = closed_on
    unit.save(update_fields=["closed_on"])
    audit.record("portal.org_unit.closed", by=by, target=unit, unit=unit, after={"closed_on": closed_on}, note=note)
    return unit


@transaction.atomic
def reopen(*, unit: OrgUnit, by: User) -> OrgUnit:
    """A closed school that reopens takes its own old code again (domain.md 1.3)."""
    unit = OrgUnit.objects.locked().get(pk=unit.pk)
    if not unit.closed_on:
        raise AlreadyDone(_("“%(unit)s”没有撤销。") % {"unit": unit})
    before, unit.closed_on = {"closed_on": unit.closed_on}, None
    unit.save(update_fields=["closed_on"])
    audit.record("portal.org_unit.reopened", by=by, target=unit, unit=unit, before=before)
    return unit


@dataclass(frozen=True, slots=True)
class Loaded:
    """How the good rows relate to what the portal had."""

    new: int
    changed: int
    unchanged: int
    missing: int


@transaction.atomic
def load(*, rows: Sequence[UnitRow], write: bool, by: User | str) -> Loaded:
    """Upsert by code, parents in any order; adds to each row what only the whole list tells. All good rows or none."""
    known = {unit.code: unit for unit in OrgUnit.objects.select_related("parent").select_for_update(of=("self",))}
    standing = {code: _standing(unit) for code, unit in known.items()}
    taken = check_together(rows, standing)
    before = {row.code: _facts(known[row.code]) for row in taken if row.code in known}
    changed = [row for row in taken if row.code in before and before[row.code] != _wanted(row)]
    loaded = Loaded(
        new=len(taken) - len(before),
        changed=len(changed),
        unchanged=len(before) - len(changed),
        missing=sum(unit.closed_on is None for unit in known.values() if unit.code not in {row.code for row in rows}),
    )
    if write:
        _store(taken, known, before, by=by)
        after = {"new": loaded.new, "changed": loaded.changed, "unchanged": loaded.unchanged}
        audit.record("portal.org_unit.loaded", by=by, after=after)
    return loaded


def _store(taken: Sequence[UnitRow], known: dict[str, OrgUnit], before: dict[str, dict], *, by: User | str) -> None:
    for row in taken:
        if before.get(row.code) == _wanted(row):
            continue
        unit = known.setdefault(row.code, OrgUnit(code=row.code, kind=row.kind))
        unit.name, unit.school_type, unit.parent = row.name, row.school_type, known.get(row.parent_code)
        path = _path(unit.parent, unit.code)
        if unit.pk:
            _move(unit, path, loaded=known.values())
        unit.path = path
        unit.save()
        event = "portal.org_unit.changed" if row.code in before else "portal.org_unit.created"
        audit.record(event, by=by, target=unit, unit=unit, before=before.get(row.code), after=_facts(unit))


def _move(unit: OrgUnit, path: str, loaded: Sequence[OrgUnit] = ()) -> None:
    """Give `unit` and all below it their new paths, in the database and among the rows already `loaded`."""
    old, unit.path = unit.path, path
    if old == path:
        return
    below = list(OrgUnit.objects.filter(path__startswith=old).exclude(pk=unit.pk))
    for each in [*below, *(one for one in loaded if one is not unit and one.path.startswith(old))]:
        each.path = moved(each.path, old, path)
    OrgUnit.objects.bulk_update(below, ["path"])


def _path(parent: OrgUnit | None, code: str) -> str:
    return path_of(parent.path if parent else None, code)


def _standing(unit: OrgUnit) -> Standing:
    return Standing(unit.kind, unit.parent.code if unit.parent else "", unit.school_type)


def _refuse_misplaced(unit: OrgUnit) -> None:
    if unit.kind == OrgKind.BUREAU:
        return
    if unit.parent is None or unit.parent.kind not in PARENT_KINDS[OrgKind(unit.kind)]:
        raise Refused(_("上级机构不对：镇街和局直单位属县局，学校属镇街、局直单位或县局，教学点属学校。"), code="bad_parent")
    if unit.parent.is_school and unit.parent.parent and unit.parent.parent.is_school:
        raise Refused(_("教学点的上级须是学校本身，不能是另一个教学点。"), code="bad_parent")
    if unit.parent.closed_on:
        raise Refused(_("上级机构“%(parent)s”已撤销，请选择其他机构。") % {"parent": unit.parent}, code="closed_parent")


def _facts(unit: OrgUnit) -> dict[str, str]:
    parent_code = unit.parent.code if unit.parent else ""
    return {"kind": unit.kind, "code": unit.code, "name": unit.name, "parent": parent_code, "school_type": unit.school_type}


def _wanted(row: UnitRow) -> dict[str, str]:
    return {"kind": row.kind, "code": row.code, "name": row.name, "parent": row.parent_code, "school_type": row.school_type}
