"""Columns of what somebody has handed on or taken over."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.links import rows
from aid_portal.listing import ListTable
from aid_portal.models import RoleAssignment


class RoleColumn(LinkColumn):
    def html(self, value: Any, record: Any) -> str:
        return super().html(Role(value).label, record)


class DelegationTable(ListTable):
    role = RoleColumn(verbose_name=_("任职"), heading=True, url=lambda each: rows("delegation-detail", each.pk))
    unit = TextColumn(verbose_name=_("单位"), accessor="unit__name")
    principal = TextColumn(verbose_name=_("委托人"), accessor="acting_for__user__name", order_by="acting_for__user__name")
    user = TextColumn(verbose_name=_("代理人"), accessor="user__name", order_by="user__name")
    starts_on = DateColumn(verbose_name=_("开始日期"))
    ends_on = DateColumn(verbose_name=_("结束日期"))
    status = BadgeColumn(verbose_name=_("状态"), choices=AssignmentStatus)
    reason = TextColumn(verbose_name=_("代理原因"), css="wrap", orderable=False)

    class Meta(ListTable.Meta):
        model = RoleAssignment
        fields = ("role", "unit", "principal", "user", "starts_on", "ends_on", "status", "reason")
        order_by = ("-starts_on",)
        caption = _("代理列表")
