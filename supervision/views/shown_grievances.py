"""What the pages of the desk show: a grievance with its road, a change of data, a year in numbers."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.identifiers import mask_card, mask_id, mask_phone, mask_text
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.forms.once import OnceForm, OnceNoteForm
from supervision.forms.grievances import WordsForm
from supervision.grievance_choices import ChangedField, GrievanceKind, GrievanceStatus, GrievanceStepKind
from supervision.models import DataChange, Grievance
from supervision.reports import grievances
from supervision.reports.grievances import changes_to_decide, changes_to_put_right
from supervision.sealing import open_change, open_grievance, open_step

MASKS = {ChangedField.NAME: str, ChangedField.RESIDENT_ID: mask_id, ChangedField.ACCOUNT: mask_card}
TONES = {GrievanceStepKind.ANSWERED: "success", GrievanceStepKind.DECLINED: "danger", GrievanceStepKind.REOPENED: "warning",
         GrievanceStepKind.REMINDED: "warning"}  # fmt: skip


def grievance_page(grievance: Grievance, user: User) -> dict[str, Any]:
    """Numbers in what was written are masked; whoever deals with it may look at the whole, with a reason."""
    told = open_grievance(grievance)
    return {
        "grievance": grievance,
        "facts": _facts(grievance, told),
        "text": mask_text(told["text"]),
        "hidden": mask_text(told["text"]) != told["text"],
        "phone": mask_phone(told["phone"]) if told["phone"] else "",
        "wanted": mask_text(told["wanted"]),
        "files": grievance.files.select_related("file").order_by("pk"),
        "steps": [_step(each) for each in grievance.steps.select_related("by").order_by("pk")],
        "changes": DataChange.objects.visible_to(user).for_list().filter(grievance=grievance),
        "late": (timezone.localdate() - grievance.due_on).days if grievance.is_open and grievance.due_on else 0,
        **_deeds(grievance, user),
    }


def _deeds(grievance: Grievance, user: User) -> dict[str, Any]:
    """Forms of what this person may do now."""
    handles, answers, desk = (
        user.has(each) for each in (Permission.GRIEVANCE_HANDLE, Permission.GRIEVANCE_ANSWER, Permission.GRIEVANCE_DESK)
    )
    is_open, handling = grievance.is_open, grievance.status == GrievanceStatus.HANDLING
    mine = grievances.waiting(user, "handle").filter(pk=grievance.pk).exists()
    may_change = handles and is_open and grievance.student_id and not grievance.sensitive
    return {
        "may_reveal": handles,
        "may_assign": desk and is_open,
        "may_register": desk and is_open,
        "note_form": WordsForm(label=_("内部记录")) if handles else None,
        "report_form": WordsForm(label=_("核实和办理情况")) if handling and mine else None,
        "answer_form": WordsForm(label=_("答复（诉求人能看到）")) if answers and is_open else None,
        "decline_form": WordsForm(label=_("原因（诉求人能看到）")) if answers and is_open else None,
        "reopen_form": WordsForm(label=_("原因")) if answers and not is_open else None,
        "change_fields": [(field.value, field.label) for field in ChangedField] if may_change else [],
    }


def _facts(grievance: Grievance, told: dict[str, str]) -> list[tuple]:
    student = grievance.student
    child = (_("涉及学生"), student.name, student.get_absolute_url()) if student else (_("涉及学生"), "")
    person = f" {grievance.assigned_to.name}" if grievance.assigned_to else ""
    return [
        (_("类别"), grievance.get_kind_display()),
        (_("来源"), grievance.get_source_display()),
        (_("收到时间"), figures.minute(grievance.received_at)),
        (_("涉及单位"), grievance.unit),
        child,
        (_("诉求人"), told["reporter"] or _("没有留名")),
        (_("承办"), f"{grievance.assigned_unit}{person}" if grievance.assigned_unit else ""),
        (_("办理期限"), figures.day(grievance.due_on) if grievance.due_on else _("待录入节假日表后计算")),
        (_("办结日期"), figures.day(grievance.ended_on) if grievance.ended_on else ""),
        (_("满意度"), _("%(n)s分") % {"n": grievance.satisfaction} if grievance.satisfaction else ""),
        (_("登记人"), grievance.received_by or _("网上提交")),
    ]


def _step(step: Any) -> dict[str, Any]:
    kind = GrievanceStepKind(step.kind)
    nobody = _("系统") if kind == GrievanceStepKind.REMINDED else _("诉求人")
    who = step.by.name if step.by else nobody
    return {"at": step.at, "who": who, "what": kind.label, "note": mask_text(open_step(step)), "tone": TONES.get(kind, "")}


def wanted_of(change: DataChange) -> str:
    held = open_change(change)
    return held["account"] if change.field == ChangedField.ACCOUNT else held["value"]


def change_page(change: DataChange, user: User) -> dict[str, Any]:
    seen = Grievance.objects.visible_to(user).filter(pk=change.grievance_id).exists()
    waits = change.status == PaperStatus.PROPOSED and user.has(Permission.GRIEVANCE_ANSWER)
    return {
        "change": change,
        "facts": [
            (_("学生"), change.student, rows("students:student-detail", change.student_id)),
            (_("学校"), change.school),
            (_("诉求"), str(change.grievance), change.grievance.get_absolute_url() if seen else ""),
            (_("核对的材料"), change.reason),
            (_("提出"), f"{change.made_by.name} {figures.minute(change.made_at)}"),
            (_("批准"), f"{change.decided_by.name} {figures.minute(change.decided_at)}" if change.decided_by else ""),
            (_("批准意见"), change.decision_note),
            (_("更正时间"), figures.minute(change.applied_at) if change.applied_at else ""),
        ],
        "wanted": MASKS[ChangedField(change.field)](wanted_of(change)),
        "may_reveal": user.has(Permission.GRIEVANCE_HANDLE) and change.field != ChangedField.NAME,
        "may_approve": changes_to_decide(user).filter(pk=change.pk).exists(),
        "refuse_form": OnceNoteForm() if waits else None,
        "may_settle": changes_to_put_right(user).filter(pk=change.pk).exists(),
        "waits_for_school": change.status == PaperStatus.APPROVED and not change.applied_at,
        "once": OnceForm(),
    }


def statistics_page(user: User, year: int) -> dict[str, Any]:
    day = timezone.localdate()
    cells = grievances.statistics(user, year, day)
    late = list(grievances.overdue(user, day)[:100])
    return {
        "year": year,
        "years": [
            (each, rows("supervision:grievance-statistics", year=each)) for each in grievances.years_of(user) if each != year
        ],
        "rows": [_row(cell, year) for cell in cells],
        "late": [(each, (day - each.due_on).days) for each in late],
    }


def _row(cell: grievances.Cell, year: int) -> dict[str, Any]:
    here = {"year": year, "kind": cell.kind, "quarter": cell.quarter}
    numbers = ((cell.received, ""), (cell.open, "open"), (cell.overdue, "overdue"))
    return {
        "kind": GrievanceKind(cell.kind).label,
        "quarter": cell.quarter,
        "cells": [
            (number, rows("supervision:grievance-list", **here, state=state) if number else "") for number, state in numbers
        ],
        "satisfaction": f"{cell.satisfaction:.1f}" if cell.satisfaction else "",
    }
