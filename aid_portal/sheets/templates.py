"""Templates to fill in: text columns that keep their digits, drop-downs, advice in the cell, a page of explanation."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.sandbox.gate import TEMPLATE_PROPERTY
from aid_portal.sheets.books import OPTIONS, lay_across, pages_counted, place_of, write_headings, write_notes
from aid_portal.sheets.cells import CellWriter
from aid_portal.sheets.columns import Column
from aid_portal.xlsx_parts import letters, sheet_name

EMPTY_ROWS = 2_000
LONGEST_PROMPT = 255


def write_template(
    target: Path | IO[bytes],
    *,
    title: str,
    columns: Sequence[Column],
    version: str,
    rows: Iterable[Sequence[object]] = (),
    notes: Sequence[str] = (),
) -> int:
    """How many rows were filled in beforehand. `version`, like roster/1/2022A, comes back with the file."""
    with Workbook(place_of(target), OPTIONS) as book:
        # The property survives Excel and WPS, as no mark on the sheet would.
        book.set_custom_property(TEMPLATE_PROPERTY, version)
        sheet = book.add_worksheet(sheet_name(title))
        write_headings(book, sheet, 0, columns)
        cells = CellWriter(book)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                cells.write(sheet, count, place, value, column.kind)
        _format_columns(sheet, cells, columns)
        lay_across(sheet, 0, 0)
        sheet.set_footer(pages_counted())
        _write_explanation(book, columns, notes)
        _add_choices(book, sheet, columns, count + EMPTY_ROWS)
    return count


def _format_columns(sheet: Worksheet, cells: CellWriter, columns: Sequence[Column]) -> None:
    """The cells that are still empty: without the text format the last digits of an id are lost while it is typed."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, cells.format(column.kind))


def _write_explanation(book: Workbook, columns: Sequence[Column], notes: Sequence[str]) -> None:
    lines = [
        (column.heading, _("必填") if column.required else _("选填"), column.prompt, "、".join(column.choices))
        for column in columns
    ]
    lines += [("", "", "", ""), *((note, "", "", "") for note in notes)]
    write_notes(book, _("填写说明"), lines, headings=(_("列名"), _("要求"), _("说明"), _("可填的内容")))


def _add_choices(book: Workbook, sheet: Worksheet, columns: Sequence[Column], last_row: int) -> None:
    """A list in the cell's own rule ends at 255 characters, silently: the words stand on a hidden sheet under a name."""
    options = book.add_worksheet("_options")
    options.very_hidden()
    for place, column in enumerate(columns):
        rule: dict[str, object] = {"validate": "any"}
        if column.choices:
            options.write_column(0, place, column.choices)
            name, letter = f"options_{place + 1}", letters(place)
            book.define_name(name, f"=_options!${letter}$1:${letter}${len(column.choices)}")
            rule = {"validate": "list", "source": f"={name}", "error_type": "warning", **_warning()}
        if column.prompt:
            rule |= {"input_title": column.heading[:32], "input_message": column.prompt[:LONGEST_PROMPT]}
        if len(rule) > 1:
            sheet.data_validation(1, place, last_row, place, rule)


def _warning() -> dict[str, str]:
    return {"error_title": _("请从列表中选择"), "error_message": _("这里一般填列表里的内容。确定要这样填吗？")}
