"""assign, visit, take_step, take_measure: what the school, the town and the county do to bring a child back."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ROOT_PATH
from supervision.actions import evidence
from supervision.dropout_choices import Rung
from supervision.models import DropoutCase, DropoutMeasure, DropoutPhoto, DropoutStep, DropoutVisit
from supervision.rules.dropouts import rung_after


@transaction.atomic
def assign(*, case: DropoutCase, school: OrgUnit, by: User) -> DropoutCase:
    """A child who has sat in no school goes to the one of its catchment; the town knows which, or the county."""
    case = taken_up(case)
    if case.school is not None:
        raise Refused(_("已有责任学校（%(school)s），请刷新页面。") % {"school": case.school}, code="assigned")
    if not may_assign(case, by):
        raise Refused(_("责任学校由镇街或县局指定。"), code="other_unit")
    case.school = school
    case.save(update_fields=["school"])
    audit.record("supervision.dropout.assigned", by=by, target=case, unit=school)
    return case


def may_assign(case: DropoutCase, user: User) -> bool:
    return ROOT_PATH in user.unit_paths or (case.town is not None and case.town.path in user.unit_paths)


@transaction.atomic
def visit(*, case: DropoutCase, key: UUID, facts: dict[str, Any], photos: Sequence[File] = (), by: User) -> DropoutVisit:
    """`facts`: visited_on, visitors, people_met, outcome, summary. Sent twice with one key it is one visit."""
    case = taken_up(case)
    if known := DropoutVisit.objects.filter(key=key, case=case, recorded_by=by).first():
        return known
    refuse_before(case, facts["visited_on"])
    made = DropoutVisit.objects.create(case=case, key=key, recorded_by=by, **facts)
    for kept in evidence.stored(photos, unit=case.unit, by=by):
        DropoutPhoto.objects.create(visit=made, file=kept.file, thumbnail=kept.thumbnail)
    after = {"outcome": made.outcome, "photos": made.photos.count()}
    audit.record("supervision.dropout.visited", by=by, target=case, unit=case.unit, after=after)
    return made


@transaction.atomic
def take_step(*, case: DropoutCase, rung: str, facts: dict[str, Any], file: File | None, by: User) -> DropoutStep:
    """`facts`: taken_on, document, note. Rung by rung, each by those whose rung it is."""
    case = taken_up(case)
    if rung != rung_after(case.reached):
        raise Refused(_("这一步已经登记过或还没有轮到，请刷新页面再看。"), code="other_rung")
    if not may_take(rung, case, by):
        raise Refused(_("“%(rung)s”由镇街或县局登记。") % {"rung": Rung(rung).label}, code="other_unit")
    refuse_before(case, facts["taken_on"], since=case.reached_on)
    step = DropoutStep.objects.create(case=case, rung=rung, file=paper(file, case, by), taken_by=by, **facts)
    case.reached, case.reached_on = step.rung, step.taken_on
    case.save(update_fields=["reached", "reached_on"])
    audit.record("supervision.dropout.stepped", by=by, target=case, unit=case.unit, after={"reached": step.rung}, note=step.note)
    return step


def may_take(rung: str, case: DropoutCase, user: User) -> bool:
    """The school speaks with the family; the town orders in writing; the county supervises and goes to court."""
    if ROOT_PATH in user.unit_paths or rung == Rung.SCHOOL:
        return True
    return rung == Rung.TOWN and case.town is not None and case.town.path in user.unit_paths


@transaction.atomic
def take_measure(*, case: DropoutCase, facts: dict[str, Any], file: File | None, by: User) -> DropoutMeasure:
    """`facts`: kind, starts_on, ends_on, note. What ends the case besides is proposed with its proof."""
    case = taken_up(case)
    measure = DropoutMeasure.objects.create(case=case, file=paper(file, case, by), made_by=by, **facts)
    audit.record("supervision.dropout.helped", by=by, target=case, unit=case.unit, after={"kind": measure.kind})
    return measure


def taken_up(case: DropoutCase) -> DropoutCase:
    """Locked; refused where the case has ended meanwhile."""
    case = DropoutCase.objects.locked().select_related("school", "town").get(pk=case.pk)
    if not case.is_open:
        words = {"name": case.name, "status": case.get_status_display()}
        raise Refused(_("“%(name)s”的个案%(status)s，不再登记。如又失学，资格比对或缺勤报告会另立个案。") % words, code="ended")
    return case


def refuse_before(case: DropoutCase, day: date, since: date | None = None) -> None:
    first = since or case.opened_on
    if day < first:
        raise Refused(_("日期不能早于 %(day)s（列入或上一步的日期），请核对。") % {"day": first}, code="too_early")


def paper(file: File | None, case: DropoutCase, by: User) -> Any:
    kept = evidence.stored([file] if file else [], unit=case.unit, by=by)
    return kept[0].file if kept else None
