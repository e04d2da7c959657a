"""record, void: what a team saw at a unit, signed there; a mistake is voided and recorded anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, photos
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, StoredFile, User
from supervision.actions import evidence
from supervision.choices import OUTSIDE, Answer, CampaignStatus
from supervision.models import Campaign, CampaignUnit, ChecklistItem, Problem, Visit, VisitAnswer, VisitFinding
from supervision.reports.recorders import recorded_by

SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Seen:
    """One item of the checklist: what was seen of it."""

    item: ChecklistItem
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One problem with its photos; what is not said here is taken from the item."""

    fact: str
    item: ChecklistItem | None = None
    theme: str = ""
    severity: str = ""
    basis: str = ""
    immediate: bool = False
    photos: Sequence[File] = ()


@transaction.atomic
def record(
    *, key: UUID, campaign: Campaign, unit: OrgUnit, facts: dict[str, Any], seen: Sequence[Seen], found: Sequence[Found],
    photos: Sequence[File] = (), signature: File | None = None, by: User,
) -> Visit:  # fmt: skip
    """`facts`: visited_on, inspectors, people_met, summary, signed_by. `key` is the device's: sent twice it is one visit."""
    campaign = Campaign.objects.locked().get(pk=campaign.pk)  # two of the same key queue here
    if known := Visit.objects.filter(key=key, recorded_by=by, campaign=campaign, unit=unit).first():
        return known
    place = _place(campaign, unit)
    refuse_start(place, by)
    _refuse_day(campaign, facts["visited_on"])
    _refuse_silence(campaign, seen, found)
    visit = Visit.objects.create(
        key=key, campaign=campaign, unit=unit, team=place.team, recorded_by=by, signature=_signed(signature, unit, by), **facts
    )
    VisitAnswer.objects.bulk_create(VisitAnswer(visit=visit, item=one.item, answer=one.answer, note=one.note) for one in seen)
    for position, problem in enumerate(found, start=1):
        _keep(visit, position, problem, by)
    evidence.attach(files=photos, unit=unit, by=by, visit=visit)
    after = {"answers": len(seen), "findings": len(found)}
    audit.record("supervision.visit.recorded", by=by, target=visit, unit=unit, after=after)
    return visit


@transaction.atomic
def void(*, visit: Visit, reason: str, by: User) -> Visit:
    """Refused while an issued notice says what it saw."""
    refuse_empty(reason, _("请写明作废的原因。"))
    visit = Visit.objects.locked().select_related("unit").get(pk=visit.pk)
    if visit.voided_at:
        raise Refused(_("这次督查记录已经作废，请刷新页面。"), code="voided")
    told = Problem.objects.filter(finding__visit=visit, notice__status__in=OUTSIDE).select_related("notice__word").first()
    if told:
        raise Refused(_("其中的问题已写进“%(notice)s”，不能作废；请先作废该通知书。") % {"notice": told.notice}, code="told")
    visit.voided_by, visit.voided_at, visit.void_reason = by, timezone.now(), reason.strip()
    visit.save(update_fields=["voided_by", "voided_at", "void_reason"])
    audit.record("supervision.visit.voided", by=by, target=visit, unit=visit.unit, note=reason)
    return visit


def _place(campaign: Campaign, unit: OrgUnit) -> CampaignUnit:
    place = campaign.units.select_related("team").filter(unit=unit).first()
    if place is None:
        raise Refused(_("%(unit)s不在“%(campaign)s”的被督查单位里。") % {"unit": unit, "campaign": campaign}, code="other_unit")
    return place


def refuse_start(place: CampaignUnit, by: User) -> None:
    """Asked before the form opens and again when it is sent: the campaign runs, and it is for this person to record."""
    campaign = place.campaign
    if campaign.status != CampaignStatus.RUNNING:
        words = {"campaign": campaign, "status": campaign.get_status_display()}
        raise Refused(_("“%(campaign)s”%(status)s，不能记录督查。") % words, code="not_running")
    if not recorded_by(CampaignUnit.objects.filter(pk=place.pk), by).exists():
        words = {"team": place.team, "unit": place.unit}
        raise Refused(_("%(unit)s由%(team)s督查，您不在这个组里；请由组员记录，或请经办人把您编入。") % words, code="other_team")


def _refuse_day(campaign: Campaign, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("督查日期不能晚于今天，请核对。"), code="future")
    if not campaign.starts_on <= day <= campaign.ends_on:
        words = {"start": campaign.starts_on, "end": campaign.ends_on}
        raise Refused(_("督查日期应在行动期间内（%(start)s 至 %(end)s），请核对。") % words, code="other_time")


def _refuse_silence(campaign: Campaign, seen: Sequence[Seen], found: Sequence[Found]) -> None:
    """Every item that has a problem states the fact; the items are those of this campaign and in use."""
    asked = set(ChecklistItem.objects.filter(checklist__campaigns=campaign, retired_on=None).values_list("pk", flat=True))
    if foreign := [one.item for one in (*seen, *found) if one.item and one.item.pk not in asked]:
        raise Refused(_("“%(item)s”已停用或不在本次行动的检查清单里，请刷新页面。") % {"item": foreign[0]}, code="other_item")
    stated = {problem.item.pk for problem in found if problem.item and problem.fact.strip()}
    silent = [one.item for one in seen if one.answer == Answer.PROBLEM and one.item.pk not in stated]
    if silent:
        raise Refused(_("“%(item)s”记为有问题，请写明事实。") % {"item": silent[0]}, code="no_fact")
    if any(not problem.fact.strip() for problem in found):
        raise Refused(_("有一个问题没有写事实，请补上或删去。"), code="no_fact")


def _keep(visit: Visit, position: int, problem: Found, by: User) -> None:
    item = problem.item
    kept = VisitFinding.objects.create(
        visit=visit, item=item, position=position, fact=problem.fact.strip(),
        theme=problem.theme or (item.checklist.theme if item else visit.campaign.themes[0]),
        severity=problem.severity or (item.severity if item else "minor"),
        basis=problem.basis.strip() or (item.basis if item else ""),
        immediate=problem.immediate or bool(item and item.immediate),
    )  # fmt: skip
    evidence.attach(files=problem.photos, unit=visit.unit, by=by, finding=kept)


def _signed(signature: File | None, unit: OrgUnit, by: User) -> StoredFile | None:
    if signature is None:
        return None
    made = photos.remade(signature.chunks())
    return stored_files.store(source=made.jpeg, name=_("签字.jpg"), kind=SIGNATURE, by=by, unit=unit)
