"""What the list of balances carried into a later year gives away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.filters.carry_overs import CarryOverFilter
from subsidies.models import CarryOver


def _carry_overs(query: ExportQuery) -> QuerySet:
    scope = query.seen(CarryOver)
    found = scope.of_year(query.year) if query.year else scope
    return found.for_list().order_by("year", "pk")


def _rows(carry_overs: QuerySet) -> Generator[tuple]:
    for each in carry_overs:
        yield (
            each.source.label, each.year, each.target.label, each.into_year, each.amount, each.paper, each.status,
            each.made_by.name, each.decided_by.name if each.decided_by else "",
        )  # fmt: skip


register_export(
    ExportSpec(
        name="carry_overs",
        label=_("捐赠结余结转"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("source", _("结出项目"), width=26),
            ExportColumn("year", _("结出年度"), width=10),
            ExportColumn("target", _("转入项目"), width=26),
            ExportColumn("into_year", _("转入年度"), width=10),
            ExportColumn("amount", _("结转金额（元）"), "money", width=16),
            ExportColumn("paper", _("依据"), width=34),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: PaperStatus.choices)),
            ExportColumn("made_by", _("登记人"), width=12),
            ExportColumn("decided_by", _("批准人"), width=12),
        ),
        queryset=_carry_overs,
        rows=_rows,
        filterset_class=CarryOverFilter,
        page="subsidies:carry-over-list",
        of_a_term=False,
        note=_("一行是一笔结转；按年度筛选时，结出和转入的都在。批准前不计入任何一年的结余。"),
    )
)
