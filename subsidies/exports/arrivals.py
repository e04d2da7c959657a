"""What the list of the draws of payees gives away: how each went, and no payee."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from subsidies.filters.arrivals import ArrivalFilter
from subsidies.models import ArrivalSample

COUNTS = ("population", "size", "asked", "arrived", "mismatched", "unsettled")


def _samples(query: ExportQuery) -> QuerySet:
    scope = query.seen(ArrivalSample)
    return scope.for_list().with_counts().order_by("pk")


def _rows(samples: QuerySet) -> Generator[tuple]:
    for each in samples:
        counts = (getattr(each, name) for name in COUNTS)
        yield each.batch.number, each.seed, *counts, each.drawn_by.name, figures.minute(each.drawn_at)


register_export(
    ExportSpec(
        name="arrivals",
        label=_("到账回访"),
        permission=Permission.BATCH_VIEW,
        columns=(
            ExportColumn("batch", _("发放批次"), width=18),
            ExportColumn("seed", _("抽样种子"), width=22),
            ExportColumn("population", _("已到账笔数"), "count", width=12),
            ExportColumn("size", _("抽取"), "count", width=9),
            ExportColumn("asked", _("已登记"), "count", width=9),
            ExportColumn("arrived", _("一致"), "count", width=9),
            ExportColumn("mismatched", _("不一致"), "count", width=9),
            ExportColumn("unsettled", _("待查核"), "count", width=9),
            ExportColumn("drawn_by", _("抽样人"), width=12),
            ExportColumn("drawn_at", _("抽样时间"), width=17),
        ),
        queryset=_samples,
        rows=_rows,
        filterset_class=ArrivalFilter,
        page="subsidies:arrival-list",
        of_a_term=False,
        note=_("一行是一次抽样；用同一个种子重新抽取，抽到的收款人相同。"),
    )
)
