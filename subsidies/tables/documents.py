"""Columns of the list of funding documents."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.choices import FundSource, PaperStatus
from subsidies.models import FundingDocument


class SourceColumn(TextColumn):
    """Whose money, and a mark on what the centre sends straight to the county."""

    css = "tight"

    def html(self, value: str, record: FundingDocument) -> str:
        mark = f' <span class="muted">{escaped(_("直达"))}</span>' if record.direct else ""
        return escaped(FundSource(value).label) + mark


class FundingDocumentTable(ListTable):
    number = LinkColumn(heading=True)
    title = TextColumn(css="wrap", orderable=False)
    source = SourceColumn()
    year = TextColumn(css="num")
    amount = MoneyColumn()
    issued_on = DateColumn()
    received_on = DateColumn()
    status = BadgeColumn(choices=PaperStatus)

    class Meta(ListTable.Meta):
        model = FundingDocument
        fields = ("number", "title", "source", "year", "amount", "issued_on", "received_on", "status")
        order_by = ("-issued_on",)
        caption = _("资金文件")
