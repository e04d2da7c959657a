"""register, confirm: a child found on a round of the villages; the county's word that it has dropped out."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import User
from students.choices import EnrolmentStatus
from students.models import Enrolment, TermSetting
from students.rules.person_keys import key_of_id
from students.rules.whereabouts import school_ages
from students.sealing import Indexes
from supervision.actions.days import day_of
from supervision.dropout_choices import CaseSource, CaseStatus
from supervision.models import DropoutCase


@transaction.atomic
def register(*, facts: dict[str, Any], resident_id: str, term: TermSetting, by: User) -> DropoutCase:
    """`facts`: name, birth_date, town, village, school, note, opened_on. Of the id only what tells two children apart is kept."""
    _refuse_other_age(facts["birth_date"], term)
    indexes = Indexes()
    index = indexes.id_or_none(resident_id)
    if index:
        _refuse_known(index, term, by)
    case = DropoutCase.objects.create(
        **facts, term=term, source=CaseSource.FIELD, opened_by=by, reached_on=facts["opened_on"], id_index=index,
        person_mark=indexes.content(key_of_id(resident_id)) if resident_id else None,
    )  # fmt: skip
    audit.record("supervision.dropout.registered", by=by, target=case, unit=case.unit, note=case.note)
    return case


def _refuse_other_age(born: date, term: TermSetting) -> None:
    ages = school_ages(term.pk)
    if not ages.fifteen < born <= ages.six:
        raise Refused(_("按出生日期，这个孩子在%(term)s不属于义务教育年龄，请核对。") % {"term": term}, code="other_age")


def _refuse_known(index: bytes, term: TermSetting, by: User) -> None:
    if known := DropoutCase.objects.open().filter(id_index=index).first():
        seen = DropoutCase.objects.visible_to(by).filter(pk=known.pk).exists()
        message = _("这个孩子已有在办的个案，不用再登记。") if seen else _("这个孩子已由别的单位登记，请联系县资助中心。")
        raise AlreadyDone(message, ids=[known.pk] if seen else [])
    enrolled = Enrolment.objects.filter(term=term, id_index=index, status=EnrolmentStatus.ENROLLED).exists()
    if enrolled:
        raise Refused(_("这个孩子在县内学校有学籍。没有到校的，请就读学校在“缺勤报告”里登记。"), code="enrolled")


@transaction.atomic
def confirm(*, case: DropoutCase, note: str, on: date | None = None, by: User) -> DropoutCase:
    """Not on paper alone: somebody has been at the family's door."""
    case = DropoutCase.objects.locked().select_related("school", "town").get(pk=case.pk)
    if not case.visits.exists():
        raise Refused(_("还没有走访记录。先由学校或镇街上门核实，再确认失学辍学。"), code="no_visit")
    case.move_to(CaseStatus.DROPOUT)
    case.confirmed_on, case.confirmed_by = day_of(on), by
    case.save(update_fields=["status", "confirmed_on", "confirmed_by"])
    audit.record("supervision.dropout.confirmed", by=by, target=case, unit=case.unit, note=note)
    return case
