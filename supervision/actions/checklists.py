"""add, retire, add_item, retire_item: what is looked at; an item that was answered is replaced, never rewritten."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from supervision.models import Checklist, ChecklistItem


@transaction.atomic
def add(*, theme: str, title: str, by: User) -> Checklist:
    if Checklist.objects.in_use().filter(title=title).exists():
        raise Refused(_("已有名为“%(title)s”的检查清单，请换一个名称。") % {"title": title}, code="known")
    checklist = Checklist.objects.create(theme=theme, title=title)
    audit.record("supervision.checklist.added", by=by, target=checklist)
    return checklist


@transaction.atomic
def retire(*, checklist: Checklist, by: User, on: date | None = None) -> Checklist:
    """No new campaign takes it; what was seen by it stays."""
    checklist = Checklist.objects.locked().get(pk=checklist.pk)
    checklist.retired_on = on or timezone.localdate()
    checklist.save(update_fields=["retired_on"])
    audit.record("supervision.checklist.retired", by=by, target=checklist)
    return checklist


@transaction.atomic
def set_item(*, checklist: Checklist, facts: dict[str, Any], item: ChecklistItem | None = None, by: User) -> ChecklistItem:
    """A new item at the end, or other words for one: answered already, the old one is retired and the new takes its place."""
    checklist = Checklist.objects.locked().get(pk=checklist.pk)
    if item is None:
        position = (checklist.items.aggregate(last=Max("position"))["last"] or 0) + 1
    elif item.answers.exists() or item.findings.exists():
        position = item.position
        _retire(item)
    else:
        position = item.position
        item.delete()
    made = ChecklistItem.objects.create(checklist=checklist, position=position, **facts)
    before = {"text": item.text, "standard": item.standard} if item else {}
    after = {"text": made.text, "standard": made.standard}
    audit.record("supervision.checklist.item_set", by=by, target=checklist, before=before, after=after)
    return made


@transaction.atomic
def retire_item(*, item: ChecklistItem, by: User) -> None:
    checklist = Checklist.objects.locked().get(pk=item.checklist_id)
    _retire(item)
    audit.record("supervision.checklist.item_retired", by=by, target=checklist, before={"text": item.text})


def _retire(item: ChecklistItem) -> None:
    item.retired_on = timezone.localdate()
    item.save(update_fields=["retired_on"])
