"""The ledger of problems (整改问题台账): each problem of the notices of a list, what was done of it, whether it is closed."""

from collections.abc import Generator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import ProblemStatus, Severity, Theme
from supervision.exports.notices import notices_of
from supervision.filters.notices import NoticeFilter
from supervision.models import Problem, RectificationNotice, Reply

DONE = ("measure", "result", "person", "done_on")


def _rows(notices: QuerySet) -> Generator[tuple]:
    answered = Prefetch("replies", Reply.objects.order_by("round"))
    problems = Problem.objects.order_by("position").select_related("closed_by").prefetch_related(answered, "plan_lines__plan")
    numbered = notices.select_related("word", "unit").prefetch_related(Prefetch("problems", problems))
    for notice in numbered.iterator(chunk_size=500):
        for problem in notice.problems.all():
            yield (
                notice.document_number,
                notice.unit.name,
                notice.theme,
                problem.position,
                *_asked(problem, notice),
                *_told(problem),
            )


def _told(problem: Problem) -> tuple[Any, ...]:
    """With the plan that stands and the last answer of the unit."""
    last = list(problem.replies.all())[-1:]
    done = [getattr(reply, name) for reply in last for name in DONE] or [None] * len(DONE)
    closed = (problem.closed_by.name, timezone.localtime(problem.closed_at).date()) if problem.closed_by else (None, None)
    plan = next((line for line in problem.plan_lines.all() if line.plan.stands), None)
    planned = (plan.measure, plan.person, plan.due_on) if plan else (None, None, None)
    return (problem.due_on, *planned, *done, problem.status, *closed)


def _asked(problem: Problem, notice: RectificationNotice) -> tuple[str, ...]:
    """Who answers for the notice answers for what names nobody else."""
    unit, person = problem.responsible_unit or notice.unit.name, problem.responsible_person or notice.responsible_person
    return (problem.severity, problem.fact, problem.basis, problem.demand, unit, person)


register_export(
    ExportSpec(
        name="problems",
        label=_("整改问题台账"),
        permission=Permission.NOTICE_VIEW,
        columns=(
            ExportColumn("number", _("文号"), width=22),
            ExportColumn("unit", _("被督查单位"), width=26),
            ExportColumn("theme", _("督查事项"), width=14, words=labels(lambda: Theme.choices)),
            ExportColumn("position", _("序号"), "count", width=6),
            ExportColumn("severity", _("问题程度"), width=10, words=labels(lambda: Severity.choices)),
            ExportColumn("fact", _("存在问题"), width=40),
            ExportColumn("basis", _("依据"), width=30),
            ExportColumn("demand", _("整改要求"), width=30),
            ExportColumn("responsible_unit", _("责任单位"), width=20),
            ExportColumn("responsible_person", _("责任人"), width=16),
            ExportColumn("due_on", _("整改期限"), "date", width=12),
            ExportColumn("planned", _("方案措施"), width=36),
            ExportColumn("planned_person", _("方案责任人"), width=12),
            ExportColumn("planned_on", _("方案完成时限"), "date", width=12),
            ExportColumn("measure", _("整改措施"), width=36),
            ExportColumn("result", _("整改结果"), width=36),
            ExportColumn("person", _("落实人"), width=12),
            ExportColumn("done_on", _("完成日期"), "date", width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: ProblemStatus.choices)),
            ExportColumn("closed_by", _("复查销号人"), width=12),
            ExportColumn("closed_on", _("销号日期"), "date", width=12),
        ),
        queryset=notices_of,
        rows=_rows,
        count=lambda notices: Problem.objects.filter(notice__in=notices.order_by().values("pk")).count(),
        filterset_class=NoticeFilter,
        page="supervision:notice-list",
        note=_("一行是通知书里的一个问题，整改情况是单位最近一次报送的；单位自查的问题另有台账。"),
        of_a_term=False,
    )
)
