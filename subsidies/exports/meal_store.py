"""What went from the stores to the stoves and what was counted there, to take away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from subsidies.filters.meal_store import StoreMoveFilter
from subsidies.models import StoreMove
from subsidies.rules.meal_store import plain

CHUNK = 1_000


def _moves(query: ExportQuery) -> QuerySet[StoreMove]:
    scope = query.seen(StoreMove)
    return scope.for_list().order_by("-day", "-pk")


def _rows(moves: QuerySet[StoreMove]) -> Generator[tuple]:
    for each in moves.iterator(chunk_size=CHUNK):
        yield (
            each.day, each.school.code, each.school.name, each.get_kind_display(), each.item, each.spec, each.unit,
            plain(each.change), None if each.counted is None else plain(each.counted), each.person, each.note,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="meal_store",
        label=_("食材出库与盘点"),
        permission=Permission.MEAL_VIEW,
        columns=(
            ExportColumn("day", _("日期"), "date", width=12),
            ExportColumn("school_code", _("学校标识码"), width=13),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("kind", _("类型"), width=8),
            ExportColumn("item", _("品名"), width=16),
            ExportColumn("spec", _("规格"), width=14),
            ExportColumn("unit", _("单位"), width=8),
            ExportColumn("change", _("增减"), width=12),
            ExportColumn("counted", _("盘点数"), width=12),
            ExportColumn("person", _("领用人、盘点人"), width=14),
            ExportColumn("note", _("差异原因"), width=30),
        ),
        queryset=_moves,
        rows=_rows,
        filterset_class=StoreMoveFilter,
        page="subsidies:meal-store-list",
        of_a_term=False,
        note=_("入库即采购，另见食材采购；出库为负数，盘点的增减是盘点数减账面数。"),
    )
)
