"""Applications, advance notices and sittings of a round, to take away; what a family wrote of itself is never among it."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_registry
from aid_portal.permissions import Permission
from students.determination_choices import ApplicationStatus, Channel, MeetingLevel, Origin, Tier
from students.filters.applications import ApplicationFilter
from students.filters.review_meetings import MeetingFilter
from students.filters.rounds import AdvanceNoticeFilter
from students.models import AdvanceNotice, Application, ReviewMeeting
from students.registry_numbers import opener
from students.sheets.rosters import grade_word

TIERS = labels(lambda: Tier.choices)
CHUNK = 2000


def _applications(query: ExportQuery) -> QuerySet:
    scope = Application.objects.visible_to(query.user) if query.user else Application.objects.filter(round__term=query.term)
    return scope.order_by("enrolment__school__code", "enrolment__stage", "enrolment__grade", "enrolment__class_name", "pk")


def _application_rows(applications: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        "enrolment__school__code", "enrolment__term_id", "enrolment__registry_index", "enrolment__sealed",
        "enrolment__stage", "enrolment__grade", "enrolment__school__code", "enrolment__school__name", "enrolment__name",
        "enrolment__class_name", "origin", "status", "proven_tier", "class_tier", "tier", "reason", "below_reason",
        "committed_on", "approved_on", "round__term_id",
    )  # fmt: skip
    for row in applications.values_list(*names).iterator(chunk_size=CHUNK):
        code, school, name, class_name, *rest = row[6:]
        yield code, school, sealed(*row[:4])["registry_number"], name, grade_word(row[4], row[5]), class_name, *rest


register_export(
    ExportSpec(
        name="applications",
        label=_("认定申请"),
        permission=Permission.ROUND_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=24),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("grade", _("年级"), width=10),
            ExportColumn("class_name", _("班级"), width=8),
            ExportColumn("origin", _("来源"), words=labels(lambda: Origin.choices)),
            ExportColumn("status", _("状态"), words=labels(lambda: ApplicationStatus.choices)),
            ExportColumn("proven_tier", _("数据证明的档次"), words=TIERS),
            ExportColumn("class_tier", _("班级建议"), words=TIERS),
            ExportColumn("tier", _("认定档次"), words=TIERS),
            ExportColumn("reason", _("认定理由"), width=30),
            ExportColumn("below_reason", _("低于应定档次的原因"), width=30),
            ExportColumn("committed_on", _("承诺日期"), "date", width=12),
            ExportColumn("approved_on", _("批准日期"), "date", width=12),
            ExportColumn("term", _("学期"), width=8),
        ),
        queryset=_applications,
        rows=_application_rows,
        note=_("一行是一名学生一轮的认定申请；家庭自己写的情况不导出。"),
        filterset_class=ApplicationFilter,
        page="students:application-list",
    )
)


def _advance_notices(query: ExportQuery) -> QuerySet:
    scope = AdvanceNotice.objects.visible_to(query.user) if query.user else AdvanceNotice.objects.filter(round__term=query.term)
    return scope.order_by("school__code", "told_on", "pk")


def _advance_notice_rows(notices: QuerySet) -> Generator[tuple]:
    names = (
        "school__code", "school__name", "class_label", "channel", "told_on", "told", "receipts", "recorded_by__name",
        "recorded_at", "round__term_id",
    )  # fmt: skip
    for *facts, recorded_at, term in notices.values_list(*names).iterator(chunk_size=CHUNK):
        yield *facts, figures.minute(recorded_at), term


register_export(
    ExportSpec(
        name="advance_notices",
        label=_("提前告知"),
        permission=Permission.ROUND_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=24),
            ExportColumn("class_label", _("年级班级"), width=16),
            ExportColumn("channel", _("方式"), width=18, words=labels(lambda: Channel.choices)),
            ExportColumn("told_on", _("告知日期"), "date", width=12),
            ExportColumn("told", _("告知人数"), "count"),
            ExportColumn("receipts", _("收回回执"), "count"),
            ExportColumn("recorded_by", _("登记人"), width=10),
            ExportColumn("recorded_at", _("登记时间"), width=17),
            ExportColumn("term", _("学期"), width=8),
        ),
        queryset=_advance_notices,
        rows=_advance_notice_rows,
        note=_("一行是一次告知。"),
        filterset_class=AdvanceNoticeFilter,
        page="students:advance-notice-list",
    )
)


def _meetings(query: ExportQuery) -> QuerySet:
    scope = ReviewMeeting.objects.visible_to(query.user) if query.user else ReviewMeeting.objects.filter(round__term=query.term)
    return scope.order_by("school__code", "held_on", "pk")


def _meeting_rows(meetings: QuerySet) -> Generator[tuple]:
    counted = meetings.annotate(
        all_count=Count("members"), came_count=Count("members", filter=Q(members__present=True))
    ).values_list(
        "school__code", "school__name", "level", "grade", "class_name", "held_on", "came_count", "all_count", "summary",
        "recorded_by__name", "round__term_id",
    )  # fmt: skip
    yield from counted.iterator(chunk_size=CHUNK)


register_export(
    ExportSpec(
        name="review_meetings",
        label=_("评议和认定会议"),
        permission=Permission.ROUND_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=24),
            ExportColumn("level", _("小组"), width=18, words=labels(lambda: MeetingLevel.choices)),
            ExportColumn("grade", _("年级"), "count", width=6),
            ExportColumn("class_name", _("班级"), width=10),
            ExportColumn("held_on", _("会议日期"), "date", width=12),
            ExportColumn("came", _("到会人数"), "count"),
            ExportColumn("members", _("成员人数"), "count"),
            ExportColumn("summary", _("会议纪要"), width=40),
            ExportColumn("recorded_by", _("登记人"), width=10),
            ExportColumn("term", _("学期"), width=8),
        ),
        queryset=_meetings,
        rows=_meeting_rows,
        note=_("一行是一次会议。"),
        filterset_class=MeetingFilter,
        page="students:meeting-list",
    )
)
