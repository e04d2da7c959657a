"""Columns of the list of sittings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from students.determination_choices import MeetingLevel
from students.models import ReviewMeeting


class SittingColumn(LinkColumn):
    def html(self, value: Any, record: ReviewMeeting) -> str:
        return super().html(str(record.class_name or _("全校")), record)


class MeetingTable(ListTable):
    held_on = DateColumn()
    school = TextColumn(accessor="school__name", order_by=("school__path",), css="wrap")
    class_name = SittingColumn(verbose_name=_("班级"), accessor="pk", order_by=("grade", "class_name"), heading=True)
    level = BadgeColumn(choices=MeetingLevel)
    summary = TextColumn(orderable=False, css="wrap")
    minutes = TextColumn(verbose_name=_("会议记录"), accessor="minutes__name", orderable=False)
    recorded_by = TextColumn(accessor="recorded_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = ReviewMeeting
        fields = ("class_name", "level", "held_on", "school", "summary", "minutes", "recorded_by")
        order_by = ("-held_on",)
        caption = _("评议和认定会议")
