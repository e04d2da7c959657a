"""Columns of the list of batches."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, badge_html
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import BatchStatus
from subsidies.models import Batch


class TitleColumn(LinkColumn):
    """The number leads to the batch; its title stands below."""

    def html(self, value: Any, record: Batch) -> str:
        return f'{super().html(value, record)}<span class="second">{escaped(record.title)}</span>'


class HandsColumn(TextColumn):
    """Who prepared, reviewed and released, as far as it has come."""

    def html(self, value: Any, record: Batch) -> str:
        hands = (record.prepared_by, record.reviewed_by, record.released_by)
        return escaped(" → ".join(hand.name for hand in hands if hand))


class DueColumn(DateColumn):
    """Until when the bank has to answer; what is late is said in words."""

    def html(self, value: date, record: Batch) -> str:
        late = f" {badge_html('overdue', _('逾期'))}" if record.overdue else ""
        return f"{figures.day(value)}{late}"


class BatchTable(ListTable):
    number = TitleColumn(verbose_name=_("批次"), order_by=("number",), heading=True)
    term = TextColumn(verbose_name=_("学期"), order_by=("term__position",), css="tight")
    channel = TextColumn(verbose_name=_("发放渠道"), accessor="get_channel_display", order_by=("channel",), css="tight")
    row_count = NumberColumn(verbose_name=_("笔数"))
    total = MoneyColumn(verbose_name=_("金额（元）"))
    status = BadgeColumn(choices=BatchStatus)
    hands = HandsColumn(verbose_name=_("编制、审核、放行"), accessor="prepared_by", orderable=False)
    due_back_on = DueColumn(verbose_name=_("回盘期限"))

    class Meta(ListTable.Meta):
        model = Batch
        fields = ("number", "term", "channel", "row_count", "total", "status", "hands", "due_back_on")
        order_by = ("-number",)
        caption = _("发放批次")
