"""The rounds of determination with their days, and how far each school of a round has come, to take away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.errors import Refused
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.determination_choices import RoundStatus
from students.filters.rounds import RoundFilter, SchoolProgressFilter
from students.models import DeterminationRound
from students.reports.round_progress import REACHED, with_progress

CHUNK = 2000
ROUND = (
    "term_id", "opens_on", "applications_until", "due_on", "newcomers_due_on", "posting_days", "answer_days", "class_members",
    "school_members", "status", "made_by__name",
)  # fmt: skip
PROGRESS = ("code", "name", "children_count", "told", *REACHED, "late")


def _rounds(query: ExportQuery) -> QuerySet:
    scope = query.seen(DeterminationRound)
    return scope.order_by("-term__position")


def _round_rows(rounds: QuerySet) -> Generator[tuple]:
    yield from rounds.values_list(*ROUND).iterator(chunk_size=CHUNK)


register_export(
    ExportSpec(
        name="determination_rounds",
        label=_("认定轮次"),
        permission=Permission.ROUND_VIEW,
        columns=(
            ExportColumn("term", _("学期"), width=8),
            ExportColumn("opens_on", _("开始日期"), "date", width=12),
            ExportColumn("applications_until", _("申请截止"), "date", width=12),
            ExportColumn("due_on", _("学校完成期限"), "date", width=12),
            ExportColumn("newcomers_due_on", _("新生完成期限"), "date", width=12),
            ExportColumn("posting_days", _("公示工作日"), "count"),
            ExportColumn("answer_days", _("异议答复工作日"), "count"),
            ExportColumn("class_members", _("班级评议小组最少人数"), "count"),
            ExportColumn("school_members", _("学校认定工作组最少人数"), "count"),
            ExportColumn("status", _("状态"), words=labels(lambda: RoundStatus.choices)),
            ExportColumn("made_by", _("发起人"), width=10),
        ),
        queryset=_rounds,
        rows=_round_rows,
        note=_("一行是一轮认定；各校进展见“认定进展”。"),
        filterset_class=RoundFilter,
        page="students:round-list",
        of_a_term=False,
    )
)


def _progress(query: ExportQuery) -> QuerySet:
    round = DeterminationRound.objects.filter(term=query.term).first()
    if round is None:
        raise Refused(now("这个学期没有发起困难认定，没有进展可以导出；请先选择有认定轮次的学期。"), code="no_round")
    schools = query.seen(OrgUnit)
    return with_progress(schools.schools().open(), round, timezone.localdate(), query.user).order_by("path")


def _progress_rows(schools: QuerySet) -> Generator[tuple]:
    yield from schools.values_list(*PROGRESS).iterator(chunk_size=CHUNK)


register_export(
    ExportSpec(
        name="round_progress",
        label=_("认定进展"),
        permission=Permission.ROUND_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=28),
            ExportColumn("children", _("在校学生"), "count"),
            ExportColumn("told", _("已告知"), "count"),
            ExportColumn("applied", _("申请"), "count"),
            ExportColumn("weighed", _("评议"), "count"),
            ExportColumn("decided", _("学校认定"), "count"),
            ExportColumn("posted", _("公示"), "count"),
            ExportColumn("submitted", _("上报"), "count"),
            ExportColumn("approved", _("批准"), "count"),
            ExportColumn("late", _("逾期未完成"), "count"),
        ),
        queryset=_progress,
        rows=_progress_rows,
        note=_("一行是一所学校；已告知是人次，其余是人数，走过一步的以后都算在内。"),
        filterset_class=SchoolProgressFilter,
        page="students:round-list",
    )
)
