"""Columns of the rows of all lists."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn
from aid_portal.links import rows
from aid_portal.listing import ListTable
from subsidies.choices import EntitlementStatus
from subsidies.models import Entitlement
from subsidies.tables.entitlement_lists import DueColumn, HoldColumn, say_categories, say_tier
from subsidies.tables.words import PolicyColumn, PolicyTable


def list_page(entitlement: Entitlement) -> str:
    return rows("subsidies:list-detail", entitlement.list_id)


class EntitlementTable(PolicyTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin", "pk"), heading=True)
    school = LinkColumn(verbose_name=_("学校名单"), accessor="school__name", order_by=("school_id",), css="wrap", url=list_page)
    programme = TextColumn(verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="wrap")
    tier = PolicyColumn(verbose_name=_("档次"), order_by=("tier",), css="tight", say=say_tier)
    categories = PolicyColumn(verbose_name=_("困难类型"), orderable=False, css="wrap", say=say_categories)
    amount = DueColumn(verbose_name=_("金额（元）"))
    status = BadgeColumn(choices=EntitlementStatus)
    note = TextColumn(verbose_name=_("异议或候补原因"), orderable=False, css="wrap")
    hold = HoldColumn(verbose_name=_("暂缓"), accessor="held_until", order_by=("held_until",), css="wrap")

    class Meta(ListTable.Meta):
        model = Entitlement
        fields = ("name", "programme", "amount", "status", "tier", "categories", "school", "note", "hold")
        order_by = ("school",)
        caption = _("享受资助学生")
