"""Columns of the list of activities."""

from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.models import OutreachActivity


class TitleColumn(LinkColumn):
    """A void activity is marked: it counts nowhere."""

    def html(self, value: Any, record: OutreachActivity) -> str:
        mark = f" {badge_html('voided', str(_('已作废')))}" if record.voided_at else ""
        return super().html(value, record) + mark


class ChoiceColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: OutreachActivity) -> str:
        return escaped(value)


def counted_words(activity: OutreachActivity) -> str:
    """What the activity comes to, in the units of its kind."""
    words = (
        (activity.visits, now("入户%(n)s人次")), (activity.copies, now("资料%(n)s份")),
        (activity.audience, now("参加%(n)s人")), (activity.sent, now("发送%(n)s人")),
    )  # fmt: skip
    return now("，").join(word % {"n": f"{number:,}"} for number, word in words if number)


class CountColumn(TextColumn):
    css = "wrap"

    def html(self, value: int, record: OutreachActivity) -> str:
        return escaped(counted_words(record)) or "—"


class OutreachTable(ListTable):
    title = TitleColumn(heading=True, css="wrap", orderable=False)
    unit = TextColumn(accessor="unit__name", verbose_name=_("单位"), css="wrap", order_by=("unit__path", "-held_on", "pk"))
    kind = ChoiceColumn(accessor="get_kind_display", verbose_name=_("活动类别"), orderable=False)
    occasion = ChoiceColumn(accessor="get_occasion_display", verbose_name=_("活动安排"), orderable=False)
    held_on = DateColumn()
    counted = CountColumn(accessor="pk", verbose_name=_("数量"), orderable=False)

    class Meta(ListTable.Meta):
        model = OutreachActivity
        fields = ("title", "unit", "kind", "occasion", "held_on", "counted")
        order_by = ("-held_on",)
        caption = _("宣传活动")
