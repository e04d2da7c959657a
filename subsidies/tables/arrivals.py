"""Columns of the draws of payees."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from subsidies.models import ArrivalSample


class ArrivalTable(ListTable):
    batch = LinkColumn(verbose_name=_("发放批次"), accessor="batch", order_by=("batch__number",), heading=True)
    population = NumberColumn(verbose_name=_("已到账笔数"))
    size = NumberColumn(verbose_name=_("抽取"))
    asked = NumberColumn(verbose_name=_("已登记"))
    arrived = NumberColumn(verbose_name=_("一致"))
    mismatched = NumberColumn(verbose_name=_("不一致"))
    unsettled = NumberColumn(verbose_name=_("待查核"))
    drawn_by = TextColumn(verbose_name=_("抽样人"), accessor="drawn_by__name", orderable=False)
    drawn_at = TimeColumn(verbose_name=_("抽样时间"))

    class Meta(ListTable.Meta):
        model = ArrivalSample
        fields = ("batch", "population", "size", "asked", "arrived", "mismatched", "unsettled", "drawn_by", "drawn_at")
        order_by = ("-drawn_at",)
        caption = _("到账回访")
