"""in_the_way, join, part, said: cases and absences of two files that turn out to be one child follow the child."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from students.child_rows import Moved
from students.models import Enrolment, Student, TermSetting
from supervision.models import AbsenceReport, DropoutCase


def in_the_way(kept: Student, merged: Student, terms: Sequence[TermSetting], moved: Moved | None) -> list[str]:
    """One open case and one open report a child: a person ends the second first."""
    if moved is not None:
        return []
    sentences = {
        DropoutCase: _("两份档案各有一个在办的控辍个案，请先结束其中一个，再合并。"),
        AbsenceReport: _("两份档案各有一份未结束的缺勤报告，请先结束其中一份，再合并。"),
    }
    open_of = {
        model: set(model.objects.open().filter(student__in=[kept, merged]).values_list("student", flat=True))
        for model in sentences
    }
    return [sentence for model, sentence in sentences.items() if len(open_of[model]) > 1]


def join(kept: Student, merged: Student) -> Moved:
    moved = {}
    for name, model in _models():
        moved[name] = list(model.objects.filter(student=merged).order_by("pk").values_list("pk", flat=True))
        model.objects.filter(pk__in=moved[name]).update(student=kept)
    return moved


def part(moved: Moved, kept: Student, merged: Student, enrolments: Sequence[int]) -> None:
    """What was recorded since stays with the kept file."""
    for name, model in _models():
        model.objects.filter(student=kept, pk__in=moved[name]).update(student=merged)


def said(student: Student) -> list[tuple[str, str]]:
    cases = DropoutCase.objects.filter(student=student).count()
    return [(_("控辍个案"), _("%(count)d个") % {"count": cases})] if cases else []


def _models() -> list[tuple[str, type[DropoutCase] | type[AbsenceReport]]]:
    return [("cases", DropoutCase), ("absences", AbsenceReport)]


def on_enrolments(enrolment_ids: Sequence[int]) -> list[str]:
    """Children whom only these rows name, and whose absence or case somebody is at work on."""
    others = Enrolment.objects.filter(student=OuterRef("pk")).exclude(pk__in=enrolment_ids)
    children = Student.objects.filter(~Exists(others), enrolments__in=enrolment_ids)
    found = {
        *DropoutCase.objects.filter(student__in=children).values_list("student", flat=True),
        *AbsenceReport.objects.filter(student__in=children).values_list("student", flat=True),
    }
    return [_("%(count)d名学生的缺勤报告或控辍个案") % {"count": len(found)}] if found else []
