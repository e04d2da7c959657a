"""Columns of the list of terms."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from students.models import TermSetting

STATES = [("unlocked_ok", _("未锁定")), ("locked", _("已锁定"))]


class TermTable(ListTable):
    position = LinkColumn(verbose_name=_("学期"), accessor="label", order_by=("position",), heading=True)
    cut_off_on = DateColumn(verbose_name=_("认定基准日"))
    state = BadgeColumn(verbose_name=_("状态"), choices=STATES, orderable=False)
    enrolment_count = NumberColumn(verbose_name=_("花名册人数"))
    locked_by = TextColumn(verbose_name=_("锁定人"), accessor="locked_by__name")
    locked_at = TimeColumn(verbose_name=_("锁定时间"))
    lock_note = TextColumn(verbose_name=_("说明"), css="wrap", orderable=False)

    class Meta(ListTable.Meta):
        model = TermSetting
        fields = ("position", "cut_off_on", "state", "enrolment_count", "locked_by", "locked_at", "lock_note")
        order_by = ("-position",)
        caption = _("学期")
