"""set_item, drop_item, issue, fill, reopen: the three lists of a campaign and what each unit has done of them."""

from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from supervision.choices import WorkStatus
from supervision.models import Campaign, WorkEntry, WorkItem

FILE_KIND = "work_entry"


@transaction.atomic
def set_item(*, campaign: Campaign, facts: dict[str, Any], item: WorkItem | None = None, by: User) -> WorkItem:
    """A new line at the end of its list, or other words for one; `facts`: kind, text, standard, owner, due_on."""
    if item is None:
        lines = campaign.work_items.filter(kind=facts["kind"])
        item = WorkItem(campaign=campaign, position=(lines.aggregate(last=Max("position"))["last"] or 0) + 1)
    for name, value in facts.items():
        setattr(item, name, value)
    item.save()
    audit.record("supervision.worklist.item_set", by=by, target=campaign, after={"text": item.text, "kind": item.kind})
    return item


@transaction.atomic
def drop_item(*, item: WorkItem, by: User) -> None:
    """One that no unit has answered."""
    if item.entries.exclude(status=WorkStatus.WAITING).exists():
        raise Refused(_("“%(item)s”已有单位填报，不能删去。") % {"item": item}, code="answered")
    audit.record("supervision.worklist.item_dropped", by=by, target=item.campaign, before={"text": item.text})
    item.delete()


@transaction.atomic
def issue(*, campaign: Campaign, by: User) -> int:
    """Give every line to every unit of the campaign; repeated, only what is new. How many there are new."""
    units = list(campaign.units.values_list("unit", flat=True))
    before = WorkEntry.objects.filter(item__campaign=campaign).count()
    WorkEntry.objects.bulk_create(
        (WorkEntry(item=item, unit_id=unit, owner=item.owner) for item in campaign.work_items.all() for unit in units),
        ignore_conflicts=True,
    )
    new = WorkEntry.objects.filter(item__campaign=campaign).count() - before
    audit.record("supervision.worklist.issued", by=by, target=campaign, after={"entries": new})
    return new


@transaction.atomic
def fill(*, entry: WorkEntry, status: str, owner: str, note: str, file: File | None, by: User) -> WorkEntry:
    """Done, with the paper that shows it, or not applicable with the reason."""
    entry = WorkEntry.objects.locked().select_related("item__campaign", "unit").get(pk=entry.pk)
    if status == WorkStatus.WAIVED:
        refuse_empty(note, _("不适用的，请写明原因。"))
    entry.move_to(status)
    entry.owner, entry.note, entry.done_by, entry.done_at = owner.strip(), note.strip(), by, timezone.now()
    if file is not None:
        entry.file = stored_files.store(source=file, name=file.name or "", kind=FILE_KIND, by=by, unit=entry.unit)
    entry.save()
    audit.record("supervision.worklist.filled", by=by, target=entry, unit=entry.unit, note=note)
    return entry


@transaction.atomic
def reopen(*, entry: WorkEntry, note: str, by: User) -> WorkEntry:
    """What a unit has filled in is not enough; the paper stays in the record of what was done."""
    refuse_empty(note, _("请写明退回的原因。"))
    entry = WorkEntry.objects.locked().select_related("item__campaign", "unit").get(pk=entry.pk)
    entry.move_to(WorkStatus.WAITING)
    entry.note, entry.done_by, entry.done_at = note.strip(), None, None
    entry.save()
    audit.record("supervision.worklist.reopened", by=by, target=entry, unit=entry.unit, note=note)
    return entry
