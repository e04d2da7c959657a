"""Hand out the roster template of a school: empty, or with the children it has now."""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ROOT_PATH
from aid_portal.sheets.templates import write_template
from aid_portal.unmasking import EXPORT_ROWS
from students.choices import EnrolmentStatus
from students.models import Enrolment, TermSetting
from students.rules.grades import Grade, next_grade
from students.sheets.roster_templates import columns, row_of
from students.sheets.rosters import template_version

PRESENT = (EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED)


class Filling(NamedTuple):
    """The children to begin with, from which term, and how many have finished the school since."""

    source: TermSetting | None
    rows: list[dict[str, object]]
    finished: int


@transaction.atomic
def take(*, school: OrgUnit, term: TermSetting, filled: bool, by: User) -> tuple[str, bytes]:
    """Name and bytes, with an event: who took the numbers of how many children."""
    if not school.is_school:
        raise Refused(_("模板按学校下载，请选择一所学校。"))
    schools = [school, *OrgUnit.objects.schools().open().filter(parent=school)]
    filling = _filling(schools, term) if filled else Filling(None, [], 0)
    _allowed(filling, by)
    extra = sorted({heading for row in filling.rows for heading in row} - {column.heading for column in columns(schools)})
    shown = columns(schools, extra)
    stream = BytesIO()
    write_template(
        stream,
        title=_("学生花名册"),
        columns=shown,
        version=template_version(term.pk),
        rows=([row.get(column.heading) for column in shown] for row in filling.rows),
        notes=_notes(school, term, filling),
    )
    after = {"term": term.pk, "rows": len(filling.rows)}
    audit.record("students.roster.template_taken", by=by, target=school, unit=school, after=after)
    return _("花名册模板-%(school)s-%(term)s.xlsx") % {"school": school, "term": term}, stream.getvalue()


def _allowed(filling: Filling, by: User) -> None:
    """A school takes its own children with it; who sees every school takes no more numbers than without a second person."""
    if ROOT_PATH in by.unit_paths and len(filling.rows) > EXPORT_ROWS:
        words = {"count": len(filling.rows), "most": EXPORT_ROWS}
        message = _("这所学校有 %(count)s 名学生，县级人员一次最多带出 %(most)s 名学生的完整号码。请由学校下载，或下载空白模板。")
        raise Refused(message % words, code="too_many_rows")


def _filling(schools: Sequence[OrgUnit], term: TermSetting) -> Filling:
    """This term's own roster where there is one, to be corrected; else the last one before it, in today's grades."""
    children = Enrolment.objects.filter(school__in=schools, term__position__lte=term.position)
    source = TermSetting.objects.filter(enrolments__in=children).order_by("-position").first()
    if source is None:
        return Filling(None, [], 0)
    found = children.filter(term=source).select_related("school").order_by("school__code", "stage", "grade", "class_name", "pk")
    if source != term:
        found = found.filter(status__in=PRESENT)
    grades = [(child, _grade_in(child, source, term)) for child in found]
    rows = [row_of(child, grade) for child, grade in grades if grade]
    return Filling(source, rows, len(grades) - len(rows))


def _grade_in(child: Enrolment, source: TermSetting, term: TermSetting) -> Grade | None:
    grade: Grade | None = Grade(child.stage, child.grade)
    for _year in range(source.term.academic_year.first, term.term.academic_year.first):
        grade = next_grade(grade, child.school.school_type) if grade else None
    return grade


def _notes(school: OrgUnit, term: TermSetting, filling: Filling) -> list[str]:
    notes = [
        _("%(school)s，%(term)s。没有列出的学生不会被删除；转出、休学等请填写“学生状态”。") % {"school": school, "term": term}
    ]
    if filling.source and filling.source != term:
        notes.append(_("已填入%(source)s在校学生，请核对增减。") % {"source": filling.source})
        if filling.source.term.academic_year != term.term.academic_year:
            words = {"count": filling.finished}
            notes.append(_("已跨学年：年级按升一级填写；已从本校毕业的 %(count)s 名学生没有列入。") % words)
    elif filling.source:
        notes.append(_("已填入本学期已接收的学生，改后可重新上传。"))
    return notes
