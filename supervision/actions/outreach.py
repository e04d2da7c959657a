"""record, change, void: what a unit did to tell families of the policy; a changed number keeps its old one in the audit log."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from supervision.actions import evidence
from supervision.models import OutreachActivity
from supervision.rules import outreach as rules

FACTS = (
    *("held_on", "occasion", "theme", "title", "place", "people", "channel", "link", "note"),
    *rules.NAMES,
)  # fmt: skip


@transaction.atomic
def record(
    *, key: UUID, unit: OrgUnit, kind: str, facts: Mapping[str, Any], photos: Sequence[File] = (), by: User
) -> OutreachActivity:
    """`facts` are among FACTS; `key` is the form's: sent twice it is one activity."""
    OrgUnit.objects.locked().get(pk=unit.pk)  # two of the same key queue here
    if known := OutreachActivity.objects.filter(key=key, recorded_by=by, unit=unit).first():
        return known
    if unit.closed_on:
        raise Refused(_("%(unit)s已撤销，不能登记宣传活动。") % {"unit": unit}, code="closed")
    _refuse_facts(kind, facts)
    made = OutreachActivity.objects.create(key=key, unit=unit, kind=kind, recorded_by=by, **facts)
    evidence.attach(files=photos, unit=unit, by=by, activity=made)
    audit.record("supervision.outreach.recorded", by=by, target=made, unit=unit, after=_told(made))
    return made


@transaction.atomic
def change(
    *, activity: OutreachActivity, facts: Mapping[str, Any], reason: str, photos: Sequence[File] = (), by: User
) -> OutreachActivity:
    """Numbers that came later (送达, 已读) or were wrong; unit and kind stay, photos are added."""
    refuse_empty(reason, _("请写明修改的原因。"))
    activity = _locked(activity)
    _refuse_facts(activity.kind, facts)
    before = _told(activity)
    for name, value in facts.items():
        setattr(activity, name, value)
    activity.save(update_fields=list(facts))
    evidence.attach(files=photos, unit=activity.unit, by=by, activity=activity)
    changed = {"before": before, "after": _told(activity)}
    audit.record("supervision.outreach.changed", by=by, target=activity, unit=activity.unit, note=reason, **changed)
    return activity


@transaction.atomic
def void(*, activity: OutreachActivity, reason: str, by: User) -> OutreachActivity:
    """It leaves every figure and stays to be read."""
    refuse_empty(reason, _("请写明作废的原因。"))
    activity = _locked(activity)
    activity.voided_by, activity.voided_at, activity.void_reason = by, timezone.now(), reason.strip()
    activity.save(update_fields=["voided_by", "voided_at", "void_reason"])
    audit.record("supervision.outreach.voided", by=by, target=activity, unit=activity.unit, note=reason)
    return activity


def _locked(activity: OutreachActivity) -> OutreachActivity:
    activity = OutreachActivity.objects.locked().select_related("unit").get(pk=activity.pk)
    if activity.voided_at:
        raise Refused(_("这次活动已经作废，请刷新页面。"), code="voided", ids=[activity.pk])
    return activity


def _refuse_facts(kind: str, facts: Mapping[str, Any]) -> None:
    if facts["held_on"] > timezone.localdate():
        raise Refused(_("活动日期不能晚于今天，请核对。"), code="future")
    for sentence in rules.faults(kind, facts).values():
        raise Refused(sentence, code="odd_number")


def _told(activity: OutreachActivity) -> dict[str, Any]:
    numbers = {name: value for name in rules.NAMES if (value := getattr(activity, name)) is not None}
    return {"kind": activity.kind, "held_on": activity.held_on, "title": activity.title, **numbers}
