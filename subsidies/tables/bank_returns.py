"""Columns of the list of returns."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from subsidies.choices import ReturnStatus
from subsidies.models import BankReturn


class BankReturnTable(ListTable):
    batch = LinkColumn(verbose_name=_("批次"), accessor="batch__number", order_by=("batch__number",), heading=True)
    file = TextColumn(verbose_name=_("文件"), accessor="file__name", orderable=False, css="wrap")
    status = BadgeColumn(choices=ReturnStatus)
    paid_count = NumberColumn()
    paid_total = MoneyColumn()
    returned_count = NumberColumn()
    returned_total = MoneyColumn()
    settled_count = NumberColumn()
    uploaded_by = TextColumn(verbose_name=_("上传人"), accessor="uploaded_by__name", orderable=False)
    uploaded_at = TimeColumn()

    class Meta(ListTable.Meta):
        model = BankReturn
        fields = (
            *("batch", "file", "status", "paid_count", "paid_total", "returned_count", "returned_total", "settled_count"),
            *("uploaded_by", "uploaded_at"),
        )
        order_by = ("-uploaded_at",)
        caption = _("银行回盘")
