"""Columns of the lists of campaigns and of what the units have done."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.choices import CampaignStatus, WorkKind, WorkStatus
from supervision.models import Campaign, WorkEntry


class CampaignTable(ListTable):
    name = LinkColumn(heading=True, css="wrap narrow")
    themes = TextColumn(verbose_name=_("督查事项"), accessor="theme_words", orderable=False, css="wrap narrow")
    starts_on = DateColumn()
    ends_on = DateColumn()
    lead = TextColumn()
    units = NumberColumn(verbose_name=_("单位"), accessor="unit_count", order_by=("unit_count",))
    visited = NumberColumn(verbose_name=_("已督查"), accessor="visited_count", order_by=("visited_count",))
    notices = NumberColumn(verbose_name=_("整改通知书"), accessor="notice_count", order_by=("notice_count",))
    status = BadgeColumn(choices=CampaignStatus)

    class Meta(ListTable.Meta):
        model = Campaign
        fields = ("name", "themes", "starts_on", "ends_on", "lead", "units", "visited", "notices", "status")
        order_by = ("-starts_on",)
        caption = _("督查行动")


class DueColumn(DateColumn):
    """A deadline that has passed is told in words."""

    def html(self, value, record: WorkEntry) -> str:
        late = record.status == WorkStatus.WAITING and value < timezone.localdate()
        return figures.day(value) + (f' <span class="negative">{escaped(_("已过期"))}</span>' if late else "")


class WorkEntryTable(ListTable):
    item = LinkColumn(verbose_name=_("内容"), accessor="item__text", order_by=("item__position",), heading=True, css="wrap")
    kind = BadgeColumn(verbose_name=_("清单"), accessor="item__kind", choices=WorkKind)
    unit = TextColumn(verbose_name=_("单位"), accessor="unit__name", order_by=("unit__path",), css="wrap")
    owner = TextColumn()
    due_on = DueColumn(verbose_name=_("完成期限"), accessor="item__due_on", order_by=("item__due_on",))
    status = BadgeColumn(choices=WorkStatus)
    done_at = DateColumn(verbose_name=_("填报日期"))

    class Meta(ListTable.Meta):
        model = WorkEntry
        fields = ("item", "kind", "unit", "owner", "due_on", "status", "done_at")
        order_by = ("due_on",)
        caption = _("清单落实情况")
