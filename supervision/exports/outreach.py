"""Activities of outreach one by one, with every number they count."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.filters.outreach import OutreachFilter
from supervision.models import OutreachActivity
from supervision.outreach_choices import Channel, Occasion, OutreachKind, OutreachTheme
from supervision.reports.outreach import NUMBERS

NAMES = (
    *("held_on", "unit__code", "unit__name", "kind", "occasion", "theme", "title", "place", "people", "visits", "copies"),
    *("audience", "channel", "sent", "delivered", "read", "voided_at"),
)


def _activities(query: ExportQuery) -> QuerySet:
    scope = query.seen(OutreachActivity)
    if query.year:
        scope = scope.filter(held_on__year=query.year)
    return scope.order_by("held_on", "unit__path", "pk")


def _rows(activities: QuerySet) -> Generator[tuple]:
    for *told, voided_at in activities.values_list(*NAMES).iterator(chunk_size=2000):
        yield *told, bool(voided_at)


def _totals(activities: QuerySet) -> list[tuple[str, str]]:
    found = activities.standing().order_by().aggregate(**NUMBERS)
    words = {name: figures.count(number) for name, number in found.items()}
    said = now("入户宣讲%(visits)s人次，宣传资料%(copies)s份，消息推送%(pushes)s次，会议宣讲%(meetings)s场（不含作废）")
    return [(now("合计"), said % words)]


register_export(
    ExportSpec(
        name="outreach",
        label=_("宣传活动"),
        permission=Permission.OUTREACH_VIEW,
        columns=(
            ExportColumn("held_on", _("活动日期"), "date", width=12),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("kind", _("活动类别"), width=16, words=labels(lambda: OutreachKind.choices)),
            ExportColumn("occasion", _("活动安排"), width=14, words=labels(lambda: Occasion.choices)),
            ExportColumn("theme", _("主题"), width=16, words=labels(lambda: OutreachTheme.choices)),
            ExportColumn("title", _("内容"), width=36),
            ExportColumn("place", _("地点"), width=20),
            ExportColumn("people", _("宣讲人员"), width=20),
            ExportColumn("visits", _("入户人次"), "count", width=10),
            ExportColumn("copies", _("资料份数"), "count", width=10),
            ExportColumn("audience", _("参加人数"), "count", width=10),
            ExportColumn("channel", _("推送渠道"), width=20, words=labels(lambda: Channel.choices)),
            ExportColumn("sent", _("发送人数"), "count", width=10),
            ExportColumn("delivered", _("送达人数"), "count", width=10),
            ExportColumn("read", _("已读人数"), "count", width=10),
            ExportColumn("voided", _("已作废"), "yes_no", width=8),
        ),
        queryset=_activities,
        rows=_rows,
        totals=_totals,
        note=_(
            "一行是一次宣传活动。入户人次：一个宣讲小组到一户家庭宣讲一次计1人次；资料份数：实际发到学生、家长手中的纸质资料。"
        ),
        filterset_class=OutreachFilter,
        page="supervision:outreach-list",
        of_a_term=False,
    )
)
