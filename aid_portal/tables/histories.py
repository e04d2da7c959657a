"""Columns of what a person has decided and has put forward."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import LinkColumn, TextColumn, TimeColumn, badge_html
from aid_portal.listing import ListTable


class StateColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: Any) -> str:
        return badge_html(value, record.label)


class DecidedTable(ListTable):
    at = TimeColumn(verbose_name=_("办理时间"), orderable=False)
    what = TextColumn(verbose_name=_("办了什么"), css="tight", orderable=False)
    name = LinkColumn(verbose_name=_("内容"), heading=True, css="wrap", url=lambda past: past.url, orderable=False)
    unit = TextColumn(verbose_name=_("单位"), css="tight", orderable=False)
    state = StateColumn(verbose_name=_("现在的状态"), orderable=False)

    class Meta(ListTable.Meta):
        fields = ("at", "what", "name", "unit", "state")
        sequence = fields
        caption = _("已办事项")


class StartedTable(ListTable):
    name = LinkColumn(verbose_name=_("内容"), heading=True, css="wrap", url=lambda past: past.url, orderable=False)
    what = TextColumn(verbose_name=_("事项"), css="tight", orderable=False)
    unit = TextColumn(verbose_name=_("单位"), css="tight", orderable=False)
    at = TimeColumn(verbose_name=_("提出时间"), orderable=False)
    state = StateColumn(verbose_name=_("办到哪一步"), orderable=False)
    reason = TextColumn(verbose_name=_("退回原因"), css="wrap", orderable=False)

    class Meta(ListTable.Meta):
        fields = ("what", "name", "unit", "at", "state", "reason")
        sequence = fields
        caption = _("我发起的事项")
