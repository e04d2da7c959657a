"""The tables of daily meals and of purchases: their columns for the template, and how an upload of them is found."""

from django.utils.translation import gettext_lazy as _

from aid_portal.reading import TableSpec
from aid_portal.sheets import Column
from subsidies.meal_choices import MealUploadKind
from subsidies.rules import meal_count_rows as counts
from subsidies.rules import meal_purchase_rows as purchases

SPECS = {
    MealUploadKind.COUNTS: TableSpec(
        name="meal_counts",
        required=counts.REQUIRED,
        optional=counts.OPTIONAL,
        aliases={"用餐份数": counts.MEALS, "就餐人数": counts.MEALS, "用餐人数（份）": counts.MEALS, "请假缺勤": counts.ABSENT},
    ),
    MealUploadKind.PURCHASES: TableSpec(
        name="meal_purchases",
        required=purchases.REQUIRED,
        optional=purchases.OPTIONAL,
        aliases={"日期": purchases.DAY, "单价（元）": purchases.PRICE, "验收人1": purchases.FIRST, "验收人2": purchases.SECOND},
    ),
}


def count_columns() -> list[Column]:
    return [
        Column(counts.DAY, kind="date", required=True, width=13),
        Column(counts.GRADE, required=True, width=10),
        Column(counts.CLASS, required=True, width=12),
        Column(counts.MEALS, kind="count", required=True, width=12, prompt=str(_("这一天这个班的用餐人数；空着的行不登记。"))),
        Column(counts.ABSENT, width=36, prompt=str(_("没来的学生姓名，用顿号隔开；已请假的不用再填。"))),
        Column(counts.ENROLLED, kind="count", width=10),
    ]


def purchase_columns(suppliers: tuple[str, ...]) -> list[Column]:
    return [
        Column(purchases.DAY, kind="date", required=True, width=13),
        Column(purchases.SUPPLIER, required=True, width=28, choices=suppliers),
        Column(purchases.ITEM, required=True, width=16, prompt=str(_("与县询价单的品名、规格、单位一致的，自动对照单价。"))),
        Column(purchases.SPEC, width=14),
        Column(purchases.UNIT, required=True, width=8),
        Column(purchases.QUANTITY, required=True, width=12),
        Column(purchases.PRICE, required=True, width=12),
        Column(purchases.INVOICE, width=16),
        Column(purchases.FIRST, required=True, width=12),
        Column(purchases.SECOND, required=True, width=12, prompt=str(_("两人验收，不能是同一人。"))),
    ]
