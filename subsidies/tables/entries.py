"""Columns of the ledger (台账)."""

from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import LinkColumn, MoneyColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from subsidies.models import LedgerEntry
from subsidies.reports.causes import Cause, causes


class FenColumn(MoneyColumn):
    """Fen shown in yuan."""

    def html(self, value: int, record: LedgerEntry) -> str:
        return super().html(Decimal(value) / 100, record)


class LedgerEntryTable(ListTable):
    number = LinkColumn(verbose_name=_("分录号"), accessor="pk", heading=True)
    kind = TextColumn(verbose_name=_("类别"), accessor="get_kind_display", order_by=("kind",), css="tight")
    cause = TextColumn(css="wrap", orderable=False)
    fen = FenColumn(verbose_name=_("金额（元）"), orderable=False)
    batch = TextColumn(verbose_name=_("发放批次"), accessor="batch__number", orderable=False, css="tight")
    note = TextColumn(css="wrap", orderable=False)
    made_by = TextColumn(verbose_name=_("经办人"), accessor="made_by__name", orderable=False, css="tight")
    made_at = TimeColumn(order_by=("pk",))

    class Meta(ListTable.Meta):
        model = LedgerEntry
        fields = ("number", "kind", "cause", "fen", "batch", "note", "made_by", "made_at")
        order_by = ("-number",)
        caption = _("台账分录")

    @cached_property
    def causes(self) -> dict[int, Cause]:
        return causes(self.data.data)

    def render_cause(self, record: LedgerEntry) -> str:
        return self.causes[record.pk].words
