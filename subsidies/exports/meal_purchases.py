"""Food that was bought, item by item beside the county's price, to take away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from subsidies.filters.meal_purchases import PurchaseFilter
from subsidies.models import MealPurchase

CHUNK = 1_000


def _purchases(query: ExportQuery) -> QuerySet[MealPurchase]:
    scope = query.seen(MealPurchase)
    return scope.for_list().order_by("-day", "-pk")


def _rows(purchases: QuerySet[MealPurchase]) -> Generator[tuple]:
    for each in purchases.iterator(chunk_size=CHUNK):
        yield (
            each.day, each.school.code, each.school.name, each.item, each.spec, each.unit, f"{each.quantity.normalize():f}",
            each.price, each.inquired, each.difference, each.amount, each.supplier.name, each.supplier.credit_code, each.invoice,
            each.first_checker, each.second_checker, each.photo_id is not None,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="meal_purchases",
        label=_("食材采购"),
        permission=Permission.MEAL_VIEW,
        columns=(
            ExportColumn("day", _("验收日期"), "date", width=12),
            ExportColumn("school_code", _("学校标识码"), width=13),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("item", _("品名"), width=16),
            ExportColumn("spec", _("规格"), width=14),
            ExportColumn("unit", _("单位"), width=8),
            ExportColumn("quantity", _("数量"), width=12),
            ExportColumn("price", _("单价（元）"), "money", width=12),
            ExportColumn("inquired", _("统一询价（元）"), "money", width=12),
            ExportColumn("difference", _("差价（元）"), "money", width=12),
            ExportColumn("amount", _("金额（元）"), "money", width=14),
            ExportColumn("supplier", _("供应商"), width=28),
            ExportColumn("credit_code", _("统一社会信用代码"), width=20),
            ExportColumn("invoice", _("票据号"), width=16),
            ExportColumn("first_checker", _("验收人"), width=10),
            ExportColumn("second_checker", _("第二验收人"), width=10),
            ExportColumn("photo", _("有验收照片"), "yes_no", width=10),
        ),
        queryset=_purchases,
        rows=_rows,
        filterset_class=PurchaseFilter,
        page="subsidies:meal-purchase-list",
        of_a_term=False,
        note=_("一行是一笔采购；差价=单价−统一询价，没有询价的空着。"),
    )
)
