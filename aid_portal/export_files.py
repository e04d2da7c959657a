"""Rows of an export into a file: csv with machine names for programs, a workbook for people."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import export_notes, streaming_xlsx
from aid_portal.export_orders import XLSX, ExportOrder
from aid_portal.exporting import ExportSpec

CENT = Decimal("0.01")
# A spreadsheet program takes a cell that begins like this for a formula; the wide forms become these when it is edited.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(file: IO[bytes], order: ExportOrder, rows: Iterable[tuple], notes: Sequence[tuple[str, str]], *, expected: int) -> None:
    """The file of a job; Refused where the rows are not as many as were counted."""
    if order.format == XLSX:
        streaming_xlsx.write_xlsx(
            file,
            order.spec.columns,
            rows,
            title=str(order.spec.label),
            notes=notes,
            expected=expected,
            foot=export_notes.watermark(list(notes)),
        )
    else:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        streaming_xlsx.demand_all(_write_csv(text, order.spec, rows, _guarded), expected)
        text.detach()


def write_csv(path: Path, spec: ExportSpec, rows: Iterable[tuple]) -> int:
    """Machine names in row 1, money with two decimals, yes and no as 1 and 0, days as ISO; returns the number of rows."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        return _write_csv(stream, spec, rows, _text)


def write_xlsx(path: Path, spec: ExportSpec, rows: Iterable[tuple]) -> int:
    """Chinese headings, typed cells, and a sheet 附注 that says when it was made and what a row is."""
    notes = [(_("生成时间"), timezone.localtime().strftime("%Y-%m-%d %H:%M")), (_("说明"), str(spec.note))]
    return streaming_xlsx.write_xlsx(path, spec.columns, rows, title=str(spec.label), notes=notes)


def _write_csv(stream: IO[str], spec: ExportSpec, rows: Iterable[tuple], text: Callable[[object], str]) -> int:
    count = 0
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in spec.columns)
    for row in rows:
        writer.writerow([text(value) for value in row])
        count += 1
    return count


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Decimal):
        return str(value.quantize(CENT))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _guarded(value: object) -> str:
    """For files that people open: no text in them is a formula."""
    text = _text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_SIGNS) else text
