"""Columns of the list of role assignments."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.models import RoleAssignment


class RoleColumn(TextColumn):
    def html(self, value, record) -> str:
        return super().html(Role(value).label, record)


class RoleAssignmentTable(ListTable):
    user = LinkColumn(verbose_name=_("用户"), accessor="user__name", heading=True)
    role = RoleColumn(verbose_name=_("角色"))
    unit = TextColumn(verbose_name=_("单位"), accessor="unit__name")
    class_label = TextColumn(verbose_name=_("班级"), orderable=False)
    acting_for = TextColumn(verbose_name=_("代理谁"), accessor="acting_for__user__name", orderable=False)
    starts_on = DateColumn(verbose_name=_("开始日期"))
    ends_on = DateColumn(verbose_name=_("结束日期"))
    status = BadgeColumn(verbose_name=_("状态"), choices=AssignmentStatus)
    proposed_by = TextColumn(verbose_name=_("提出人"), accessor="proposed_by__name", css="muted")
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", css="muted")

    class Meta(ListTable.Meta):
        model = RoleAssignment
        fields = (
            "user",
            "role",
            "unit",
            "class_label",
            "acting_for",
            "starts_on",
            "ends_on",
            "status",
            "proposed_by",
            "decided_by",
        )
        order_by = ("-starts_on",)
        caption = _("任职列表")
