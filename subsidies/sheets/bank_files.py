"""Bank files in every kind: written to bytes that depend on their rows alone, read only through the gate of uploads."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from aid_portal.reading import TableSpec, read_table
from aid_portal.sheets.books import OPTIONS
from aid_portal.sheets.cells import CellWriter
from aid_portal.sheets.columns import is_unsafe
from aid_portal.uploads import COUNTY_FILE, UploadLimits, UploadRefused, gate
from subsidies.rules.bank_layout_columns import TEXT
from subsidies.rules.bank_layouts import XLSX, BankLayout
from subsidies.rules.bank_lines import FileHead, PaymentLine, WrittenRows, encode_text, written_rows
from subsidies.rules.bank_return_lines import Numbered, Unreadable, parted
from subsidies.rules.bank_returns import ReturnFile, decode_return, read_rows

SHEET = "代发明细"
# A workbook says when it was made: with the hour of the day in it, no two would ever be the same bytes.
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001
_WIDTH_OF_A_COLUMN = 22


def encode_file(layout: BankLayout, head: FileHead, lines: Sequence[PaymentLine]) -> bytes:
    """Raises UnfitFile with every cell that the bank could not read back as it was meant."""
    if layout.sent.kind == XLSX:
        return _workbook(written_rows(layout, head, lines))
    return encode_text(layout, head, lines)


def read_return(path: Path, layout: BankLayout, limits: UploadLimits = COUNTY_FILE) -> ReturnFile:
    """Raises UploadRefused where the file is not of the layout's kind or may not be read at all."""
    if layout.returned.kind == XLSX:
        return _read_workbook(path, layout, limits)
    if gate(path, limits).kind != "csv":
        message = _("这是一个电子表格，而所选版式的回盘是文本文件。请核对选择的版式，或上传银行给的文本文件。")
        raise UploadRefused("other_kind", message)
    return decode_return(layout, path.read_bytes())


def _workbook(rows: WrittenRows) -> bytes:
    """Every cell is text: a card keeps all its digits."""
    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"created": _NO_TIME})
        sheet, formats = book.add_worksheet(SHEET), CellWriter(book)
        plain, guarded = formats.format("text"), formats.format("text", unsafe=True)
        sheet.set_column(0, max(map(len, rows.all)) - 1, _WIDTH_OF_A_COLUMN)
        for row, line in enumerate(rows.all):
            for column, text in enumerate(line):
                if text:
                    sheet.write_string(row, column, text, guarded if is_unsafe(text) else plain)
    return target.getvalue()


def _read_workbook(path: Path, layout: BankLayout, limits: UploadLimits) -> ReturnFile:
    """By its headings; the line of totals is a row like the others to the reader, and is told by its place."""
    shape = layout.returned
    read = tuple(column.heading for column in shape.columns if column.field != TEXT)
    unread = tuple(column.heading for column in shape.columns if column.field == TEXT)
    spec = TableSpec("bank_return", required=read, optional=unread, skip_words=())
    order = [spec.headings.index(column.heading) for column in shape.columns]
    rows: list[Numbered] = [(row, [cells[place] for place in order]) for row, cells in read_table(path, spec, limits)]
    try:
        head, body, foot = parted(shape, rows)
    except Unreadable as fault:
        return ReturnFile((), tuple(fault.problems))
    totals = [(row, cells[: len(line)]) for line, (row, cells) in zip(shape.foot, foot, strict=True)]
    return read_rows(layout, head, body, totals)
