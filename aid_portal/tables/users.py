"""Columns of the list of accounts."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.models import User


class RolesColumn(TextColumn):
    """Granted roles with their units, from what `for_list` has fetched already."""

    def html(self, value, record) -> str:
        granted = [each for each in record.assignments.all() if each.status == AssignmentStatus.GRANTED]
        return super().html("；".join(f"{each.unit} {each.get_role_display()}" for each in granted) or "—", record)


class UserTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), heading=True)
    username = TextColumn(verbose_name=_("用户名"), css="mono")
    position = TextColumn(verbose_name=_("职务"))
    roles = RolesColumn(verbose_name=_("任职"), accessor="pk", orderable=False, css="wrap")
    state = BadgeColumn(
        verbose_name=_("账号"),
        accessor="state",
        order_by=("is_active",),
        choices=[("active", _("启用")), ("service", _("接口账号")), ("inactive", _("停用"))],
    )
    created_at = DateColumn(verbose_name=_("建立日期"))

    class Meta(ListTable.Meta):
        model = User
        fields = ("name", "username", "position", "roles", "state", "created_at")
        order_by = ("username",)
        caption = _("用户列表")
