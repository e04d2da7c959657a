"""Columns of the list of layouts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from subsidies.models import BankLayout
from subsidies.models.bank_layouts import LAYOUT_STATES
from subsidies.rules.bank_layout_words import kind_words


class KindColumn(TextColumn):
    def html(self, value: Any, record: BankLayout) -> str:
        return kind_words(value["sent"])


class LayoutTable(ListTable):
    label = LinkColumn(verbose_name=_("名称"), heading=True)
    code = TextColumn(verbose_name=_("代码"), css="mono")
    version = NumberColumn(verbose_name=_("版本"))
    kind = KindColumn(verbose_name=_("代发文件"), accessor="spec", orderable=False)
    state = BadgeColumn(verbose_name=_("状态"), choices=LAYOUT_STATES, orderable=False)
    made_by = TextColumn(verbose_name=_("登记人"), accessor="made_by__name", orderable=False)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)
    made_at = TimeColumn(verbose_name=_("登记时间"))

    class Meta(ListTable.Meta):
        model = BankLayout
        fields = ("label", "code", "version", "kind", "state", "made_by", "decided_by", "made_at")
        order_by = ("code",)
        caption = _("银行文件格式")
