"""Writes one value into one cell: text as text whatever it begins with, days as days, money with its cents."""

import math
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.sheets.columns import is_unsafe

LONGEST_TEXT = 32_767
# Excel shows fifteen digits; a longer whole number keeps them only as text.
LONGEST_NUMBER = 10**15
FORMATS = {"text": "@", "count": "0", "money": "#,##0.00", "date": "yyyy-mm-dd", "yes_no": "@"}


class CellWriter:
    """The formats of one workbook, made when they are first used; `marks` are further properties, as of a red cell.

    `centred` are the kinds whose values stand in the middle of their column.
    """

    def __init__(self, book: Workbook, *, centred: Collection[str] = ()) -> None:
        self.book = book
        self.centred = centred
        self._formats: dict[tuple[str, bool, str], Any] = {}
        self.marks: dict[str, dict[str, Any]] = {"": {}}

    def write(self, sheet: Worksheet, row: int, column: int, value: object, kind: str = "text", mark: str = "") -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(kind, mark=mark))
        elif isinstance(value, bool):
            sheet.write_string(row, column, _("是") if value else _("否"), self.format("text", mark=mark))
        elif isinstance(value, datetime | date):
            sheet.write_datetime(row, column, _without_zone(value), self.format("date", mark=mark))
        elif isinstance(value, int | float | Decimal) and math.isfinite(value) and abs(value) < LONGEST_NUMBER:
            sheet.write_number(
                row, column, value, self.format("count" if kind == "text" else kind, mark=mark, free=kind == "text")
            )
        else:
            text = str(value)[:LONGEST_TEXT]
            sheet.write_string(row, column, text, self.format("text", unsafe=is_unsafe(text), mark=mark))

    def format(self, kind: str, *, unsafe: bool = False, mark: str = "", free: bool = False) -> Any:
        key = ("free" if free else kind, unsafe, mark)
        if key not in self._formats:
            number = {} if free else {"num_format": FORMATS[kind]}
            middle = {"align": "center"} if kind in self.centred else {}
            self._formats[key] = self.book.add_format({**number, **middle, "quote_prefix": unsafe, **self.marks[mark]})
        return self._formats[key]


def _without_zone(value: date) -> date:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
