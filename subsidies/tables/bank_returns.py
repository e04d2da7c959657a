"""Columns of the list of returns."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, MoneyColumn, NumberColumn, SignedColumn, TextColumn
from aid_portal.listing import ListTable
from subsidies.choices import ReturnStatus
from subsidies.models import BankReturn


class BankReturnTable(ListTable):
    batch = LinkColumn(verbose_name=_("批次"), accessor="batch__number", order_by=("batch__number",), heading=True)
    file = TextColumn(verbose_name=_("文件"), accessor="file__name", orderable=False, css="wrap narrow")
    status = BadgeColumn(choices=ReturnStatus)
    paid_count = NumberColumn()
    paid_total = MoneyColumn(verbose_name=_("成功（元）"))
    returned_count = NumberColumn()
    returned_total = MoneyColumn(verbose_name=_("退票（元）"))
    settled_count = NumberColumn(verbose_name=_("早已入账"))
    uploaded_at = SignedColumn(by="uploaded_by")

    class Meta(ListTable.Meta):
        model = BankReturn
        fields = (
            *("batch", "file", "status", "paid_count", "paid_total", "returned_count", "returned_total", "settled_count"),
            "uploaded_at",
        )
        order_by = ("-uploaded_at",)
        caption = _("银行回盘")
