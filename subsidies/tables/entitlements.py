"""Columns of the rows of all lists."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import EMPTY, BadgeColumn, LinkColumn, TextColumn
from aid_portal.links import rows
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import EntitlementStatus
from subsidies.models import Entitlement
from subsidies.tables.entitlement_lists import DueColumn, held_words, say_categories, say_tier
from subsidies.tables.words import PolicyColumn, PolicyTable


def list_page(entitlement: Entitlement) -> str:
    return rows("subsidies:list-detail", entitlement.list_id)


class RemarkColumn(TextColumn):
    """Why a row is objected to or waits, and until when it is held: mostly nothing of it, so one column has room for all."""

    def html(self, value: int, record: Entitlement) -> str:
        told = [record.note] if record.note else []
        told += [held_words(record)] if record.held_until else []
        return "<br>".join(escaped(words) for words in told) or EMPTY


class EntitlementTable(PolicyTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin", "pk"), heading=True)
    school = LinkColumn(
        verbose_name=_("学校名单"), accessor="school__name", order_by=("school_id",), css="wrap narrow", url=list_page
    )
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="wrap narrow"
    )
    tier = PolicyColumn(verbose_name=_("档次"), order_by=("tier",), css="tight", say=say_tier)
    categories = PolicyColumn(verbose_name=_("困难类型"), orderable=False, css="wrap narrow", say=say_categories)
    amount = DueColumn(verbose_name=_("金额（元）"))
    status = BadgeColumn(choices=EntitlementStatus)
    note = RemarkColumn(verbose_name=_("异议、候补、暂缓"), accessor="pk", order_by=("held_until",), css="wrap narrow")

    class Meta(ListTable.Meta):
        model = Entitlement
        fields = ("name", "programme", "amount", "status", "tier", "categories", "school", "note")
        order_by = ("school",)
        caption = _("享受资助学生")
