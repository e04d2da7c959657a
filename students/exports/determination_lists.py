"""Lists of determinations, public notices, objections and cancellations, to take away; who objected is never among it."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from students.determination_choices import CancellationStatus, DeterminationListStatus, NoticeKind, ObjectionResult
from students.filters.determination_lists import (
    CancellationFilter,
    DeterminationListFilter,
    ObjectionFilter,
    PublicNoticeFilter,
)
from students.models import Cancellation, DeterminationList, Objection, PublicNotice

CHUNK = 2000
SCHOOL = (ExportColumn("school_code", _("学校标识码")), ExportColumn("school", _("学校"), width=24))
TERM = ExportColumn("term", _("学期"), width=8)


def _lists(query: ExportQuery) -> QuerySet:
    every = DeterminationList.objects.filter(round__term=query.term)
    scope = DeterminationList.objects.visible_to(query.user) if query.user else every
    return scope.order_by("school__code", "number")


def _list_rows(lists: QuerySet) -> Generator[tuple]:
    counted = lists.annotate(children=Count("applications"), low=Count("applications", filter=~Q(applications__below_reason="")))
    names = (
        "school__code", "school__name", "number", "status", "children", "low", "submitted_by__name", "submitted_at",
        "reviewed_by__name", "reviewed_at", "approved_by__name", "approved_at", "round__term_id",
    )  # fmt: skip
    moments = (7, 9, 11)
    for row in counted.values_list(*names).iterator(chunk_size=CHUNK):
        yield tuple(_minute(cell) if place in moments else cell for place, cell in enumerate(row))


def _minute(moment) -> str:
    return figures.minute(moment) if moment else ""


register_export(
    ExportSpec(
        name="determination_lists",
        label=_("认定名单"),
        permission=Permission.ROUND_VIEW,
        columns=(
            *SCHOOL,
            ExportColumn("number", _("批次"), "count", width=6),
            ExportColumn("status", _("状态"), words=labels(lambda: DeterminationListStatus.choices)),
            ExportColumn("children", _("人数"), "count"),
            ExportColumn("below", _("低于应定档次"), "count"),
            ExportColumn("submitted_by", _("学校上报人"), width=10),
            ExportColumn("submitted_at", _("上报时间"), width=17),
            ExportColumn("reviewed_by", _("县级审核人"), width=10),
            ExportColumn("reviewed_at", _("县级审核时间"), width=17),
            ExportColumn("approved_by", _("县级审批人"), width=10),
            ExportColumn("approved_at", _("县级审批时间"), width=17),
            TERM,
        ),
        queryset=_lists,
        rows=_list_rows,
        note=_("一行是一所学校一批名单；学生见“认定申请”。"),
        filterset_class=DeterminationListFilter,
        page="students:determination-list-list",
    )
)


def _notices(query: ExportQuery) -> QuerySet:
    scope = query.seen(PublicNotice)
    return scope.order_by("posted_on", "pk")


def _notice_rows(notices: QuerySet) -> Generator[tuple]:
    names = (
        "school__code", "school__name", "title", "kind", "posted_on", "ends_on", "days", "people", "place", "photo",
        "withdrawn_on", "withdrawal",
    )  # fmt: skip
    counted = notices.annotate(people=Count("rows"))
    for *row, photo, gone, why in counted.values_list(*names).iterator(chunk_size=CHUNK):
        yield *row, photo is not None, gone, why


register_export(
    ExportSpec(
        name="public_notices",
        label=_("公示"),
        permission=Permission.ROUND_VIEW,
        columns=(
            *SCHOOL,
            ExportColumn("title", _("标题"), width=36),
            ExportColumn("kind", _("类型"), words=labels(lambda: NoticeKind.choices)),
            ExportColumn("posted_on", _("公示开始"), "date", width=12),
            ExportColumn("ends_on", _("公示截止"), "date", width=12),
            ExportColumn("days", _("公示工作日"), "count"),
            ExportColumn("people", _("公示人数"), "count"),
            ExportColumn("place", _("张贴地点"), width=24),
            ExportColumn("photo", _("张贴照片"), "yes_no"),
            ExportColumn("withdrawn_on", _("撤回日期"), "date", width=12),
            ExportColumn("withdrawal", _("撤回原因"), width=30),
        ),
        queryset=_notices,
        rows=_notice_rows,
        note=_("一行是一次公示；公示过的姓名不导出。"),
        filterset_class=PublicNoticeFilter,
        page="students:public-notice-list",
        of_a_term=False,
    )
)


def _objections(query: ExportQuery) -> QuerySet:
    scope = query.seen(Objection)
    return scope.order_by("received_on", "pk")


def _objection_rows(objections: QuerySet) -> Generator[tuple]:
    names = (
        "notice__school__code", "notice__school__name", "notice__title", "received_on", "due_on", "holds", "result",
        "answered_on", "answered_by__name",
    )  # fmt: skip
    yield from objections.values_list(*names).iterator(chunk_size=CHUNK)


register_export(
    ExportSpec(
        name="objections",
        label=_("公示异议"),
        permission=Permission.ROUND_VIEW,
        columns=(
            *SCHOOL,
            ExportColumn("notice", _("公示"), width=36),
            ExportColumn("received_on", _("收到日期"), "date", width=12),
            ExportColumn("due_on", _("答复期限"), "date", width=12),
            ExportColumn("holds", _("暂缓审批"), "yes_no"),
            ExportColumn("result", _("处理结果"), words=labels(lambda: ObjectionResult.choices)),
            ExportColumn("answered_on", _("答复日期"), "date", width=12),
            ExportColumn("answered_by", _("处理人"), width=10),
        ),
        queryset=_objections,
        rows=_objection_rows,
        note=_("一行是一条异议；异议人和内容不导出。"),
        filterset_class=ObjectionFilter,
        page="students:objection-list",
        of_a_term=False,
    )
)


def _cancellations(query: ExportQuery) -> QuerySet:
    scope = query.seen(Cancellation)
    return scope.order_by("proposed_at", "pk")


def _cancellation_rows(cancellations: QuerySet) -> Generator[tuple]:
    names = (
        "application__enrolment__school__code", "application__enrolment__school__name", "application__enrolment__name", "reason",
        "status", "proposed_by__name", "proposed_at", "decided_by__name", "decided_at",
    )  # fmt: skip
    for *row, proposed_at, who, decided_at in cancellations.values_list(*names).iterator(chunk_size=CHUNK):
        yield *row, _minute(proposed_at), who, _minute(decided_at)


register_export(
    ExportSpec(
        name="cancellations",
        label=_("取消认定"),
        permission=Permission.ROUND_VIEW,
        columns=(
            *SCHOOL,
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("reason", _("原因"), width=40),
            ExportColumn("status", _("状态"), words=labels(lambda: CancellationStatus.choices)),
            ExportColumn("proposed_by", _("提出人"), width=10),
            ExportColumn("proposed_at", _("提出时间"), width=17),
            ExportColumn("decided_by", _("批准人"), width=10),
            ExportColumn("decided_at", _("批准时间"), width=17),
        ),
        queryset=_cancellations,
        rows=_cancellation_rows,
        note=_("一行是一次取消认定。"),
        filterset_class=CancellationFilter,
        page="students:cancellation-list",
        of_a_term=False,
    )
)
