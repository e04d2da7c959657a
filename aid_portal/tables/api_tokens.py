"""Columns of the list of tokens."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import TokenStatus
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.models import ApiToken


class ApiTokenTable(ListTable):
    name = LinkColumn(verbose_name=_("令牌名称"), heading=True)
    user = TextColumn(verbose_name=_("接口账号"), accessor="user__name")
    prefix = TextColumn(verbose_name=_("令牌开头"), css="mono")
    state = BadgeColumn(
        verbose_name=_("状态"), accessor="state", order_by=("status",), choices=[*TokenStatus.choices, ("expired", _("已到期"))]
    )
    expires_on = DateColumn(verbose_name=_("有效期至"))
    last_used_at = DateColumn(verbose_name=_("最近使用"))
    proposed_by = TextColumn(verbose_name=_("提出人"), accessor="proposed_by__name", css="muted")
    decided_by = TextColumn(verbose_name=_("签发人"), accessor="decided_by__name", css="muted")

    class Meta(ListTable.Meta):
        model = ApiToken
        fields = ("name", "user", "prefix", "state", "expires_on", "last_used_at", "proposed_by", "decided_by")
        order_by = ("-pk",)
        caption = _("接口令牌列表")
