"""Rows of an export into a file: csv with machine names for programs, a workbook for people."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import streaming_xlsx
from aid_portal.exporting import ExportSpec

CENT = Decimal("0.01")


def write_csv(path: Path, spec: ExportSpec, rows: Iterable[tuple]) -> int:
    """Machine names in row 1, money with two decimals, yes and no as 1 and 0, days as ISO; returns the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(column.name for column in spec.columns)
        for row in rows:
            writer.writerow([_text(value) for value in row])
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


def write_xlsx(path: Path, spec: ExportSpec, rows: Iterable[tuple]) -> int:
    """Chinese headings, typed cells, and a sheet 附注 that says when it was made and what a row is."""
    notes = [(_("生成时间"), timezone.localtime().strftime("%Y-%m-%d %H:%M")), (_("说明"), str(spec.note))]
    return streaming_xlsx.write_xlsx(path, spec.columns, rows, title=str(spec.label), notes=notes)
