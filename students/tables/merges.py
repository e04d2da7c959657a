"""Columns of the list of joinings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.choices import MergeStatus
from students.models import StudentMerge
from students.sheets.merge_words import ground


class GroundColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: Any) -> str:
        return escaped(ground(value))


class MergeTable(ListTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="kept__name", order_by=("kept__pinyin",), heading=True)
    merged = TextColumn(verbose_name=_("没有证件号的档案"), accessor="merged__name", order_by=("merged__pinyin",))
    birth_date = DateColumn(verbose_name=_("出生日期"), accessor="kept__birth_date")
    ground = GroundColumn(verbose_name=_("依据"))
    status = BadgeColumn(verbose_name=_("状态"), choices=MergeStatus)
    proposed_at = DateColumn(verbose_name=_("提出日期"))
    decided_by = TextColumn(verbose_name=_("办理人"), accessor="decided_by__name")
    note = TextColumn(verbose_name=_("说明"), css="wrap", orderable=False)

    class Meta(ListTable.Meta):
        model = StudentMerge
        fields = ("name", "merged", "birth_date", "ground", "status", "proposed_at", "decided_by", "note")
        order_by = ("-proposed_at",)
        caption = _("学生档案合并")
