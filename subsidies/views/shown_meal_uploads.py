"""An uploaded table as its page shows it: what is wrong, or what it would change, and what may be done."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceForm
from subsidies.meal_choices import MealUploadKind, MealUploadStatus
from subsidies.models import MealUpload
from subsidies.reports.meal_accounts import month_is_open
from subsidies.reports.meal_upload_differences import Difference, differences, supplier_names

SHOWN = 200  # as many rows as a page shows
STEPS = {MealUploadStatus.CHECKED: 3, MealUploadStatus.ACCEPTED: 4}


def upload_page(upload: MealUpload, user: User) -> dict[str, Any]:
    may = user.has(Permission.MEAL_ACCOUNT) and month_is_open(upload.school, upload.month)
    place = (upload.school_id, upload.month.year, upload.month.month)
    return {
        "upload": upload,
        "facts": _facts(upload),
        **_read(upload),
        "mistakes": upload.mistakes[:SHOWN],
        "more_mistakes": max(len(upload.mistakes) - SHOWN, 0),
        "accept_form": OnceForm() if may and upload.status == MealUploadStatus.CHECKED else None,
        "undo_form": OnceForm() if may and upload.status == MealUploadStatus.ACCEPTED else None,
        "mark_url": rows("subsidies:meal-upload-mark", upload.pk) if may and upload.mistakes else "",
        "step": STEPS.get(upload.status, 0),
        "again_url": rows("subsidies:meal-upload", *place, upload.kind) if may else "",
        "month_url": rows("subsidies:meal-month", *place),
    }


def _read(upload: MealUpload) -> dict[str, Any]:
    """What the table says; of one with mistakes nothing, for nothing of it will be."""
    if upload.mistakes:
        return {"cards": [], "rows": [], "headings": [], "more": 0}
    counts = upload.kind == MealUploadKind.COUNTS
    found, headings = differences(upload) if counts else [], _headings(counts)
    return {
        "cards": _count_cards(found, upload) if counts else _purchase_cards(upload),
        "rows": _looking(_count_rows(found) if counts else _purchase_rows(upload), headings),
        "headings": headings,
        "more": max(len(upload.rows) - SHOWN, 0),
    }


def _facts(upload: MealUpload) -> list[tuple]:
    hands = (
        (_("上传"), upload.uploaded_by, upload.uploaded_at),
        (_("采用"), upload.accepted_by, upload.accepted_at),
        (_("撤销"), upload.undone_by, upload.undone_at),
    )
    signed = [(word, f"{who.name} {figures.minute(at)}") for word, who, at in hands if who]
    return [(_("学校"), upload.school), (_("月份"), upload.month_words), *signed]


def _card(label: str, number: int, unit: str) -> dict[str, str]:
    return {"label": label, "value": figures.count(number), "unit": unit}


def _count_cards(found: list[Difference], upload: MealUpload) -> list[dict[str, str]]:
    return [
        _card(_("新登记"), sum(each.before is None for each in found), _("班次")),
        _card(_("有变化"), sum(each.before not in (None, each.meals) for each in found), _("班次")),
        _card(_("不变"), sum(each.before == each.meals for each in found), _("班次")),
        _card(_("没有填写"), upload.empty, _("行")),
        _card(_("合计用餐"), sum(each.meals for each in found), _("份")),
    ]


def _purchase_cards(upload: MealUpload) -> list[dict[str, str]]:
    total = sum((_amount(row) for row in upload.rows), Decimal(0))
    return [
        _card(_("采购"), len(upload.rows), _("笔")),
        {"label": _("金额"), "value": figures.yuan(total), "unit": _("元")},
        _card(_("没有填写"), upload.empty, _("行")),
    ]


def _amount(row: dict[str, Any]) -> Decimal:
    return round(Decimal(row["quantity"]) * Decimal(row["price"]), 2)


def _headings(counts: bool) -> list[tuple[str, str]]:
    """Each with the look of its cells."""
    if counts:
        return [(_("班级"), ""), (_("日期"), "date"), (_("原登记"), "num"), (_("用餐"), "num"), (_("新增缺勤"), "num")]
    money = [(_("数量"), "num"), (_("单价"), "num"), (_("金额"), "num")]
    return [(_("品名"), ""), (_("日期"), "date"), *money, (_("供应商"), "wrap")]


def _looking(cells: list[list[str]], headings: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    return [[(cell, css) for cell, (_heading, css) in zip(row, headings, strict=True)] for row in cells]


def _count_rows(found: list[Difference]) -> list[list[str]]:
    return [
        [
            each.label,
            figures.day(each.day),
            figures.count(each.before),
            figures.count(each.meals),
            figures.count(each.absent) if each.absent else "",
        ]
        for each in found[:SHOWN]
    ]


def _purchase_rows(upload: MealUpload) -> list[list[str]]:
    names = supplier_names(upload)
    return [
        [
            " ".join(filter(None, (row["item"], row["spec"]))),
            figures.day(date.fromisoformat(row["day"])),
            f"{row['quantity']} {row['unit']}",
            figures.yuan(Decimal(row["price"])),
            figures.yuan(_amount(row)),
            names[row["supplier"]],
        ]
        for row in upload.rows[:SHOWN]
    ]
