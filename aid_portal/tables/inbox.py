"""Columns of what waits."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.approving import may_be_chosen
from aid_portal.columns import DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from aid_portal.waiting import deadline_words


class SinceColumn(DateColumn):
    """The day it came and how long ago that is."""

    def html(self, value: Any, record: Any) -> str:
        todo = record.todo
        late = ' class="todo-late"' if todo.late and not todo.overdue else ""
        return f"{figures.day(value)}<br><small{late}>{escaped(todo.waited)}</small>"


class DueColumn(DateColumn):
    def html(self, value: Any, record: Any) -> str:
        late = ' class="todo-late"' if record.todo.overdue else ""
        return f"<span{late}>{escaped(deadline_words(value))}</span>"


class InboxTable(ListTable):
    name = LinkColumn(verbose_name=_("内容"), heading=True, css="wrap", url=lambda item: item.url, orderable=False)
    what = TextColumn(verbose_name=_("要办的事"), css="tight", orderable=False)
    unit = TextColumn(verbose_name=_("单位"), css="tight", orderable=False)
    by = TextColumn(verbose_name=_("提交人"), css="muted", orderable=False)
    since = SinceColumn(verbose_name=_("收到"), orderable=False)
    due = DueColumn(verbose_name=_("期限"), orderable=False)

    def _box(self, record: Any) -> str:
        """None for what must be opened to be decided."""
        if getattr(self, "selecting", False) and not may_be_chosen(record.kind):
            return '<td class="box"></td>'
        return super()._box(record)

    class Meta(ListTable.Meta):
        fields = ("what", "name", "unit", "by", "since", "due")
        sequence = fields
        caption = _("待办事项")
