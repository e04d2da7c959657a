"""W3: decisions into a workbook against XlsxWriter in its constant memory mode, and against deflating the same sheet."""

import argparse
import zipfile
import zlib
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from xlsxwriter import Workbook

from aid_portal import export_files
from aid_portal.exporting import ExportQuery, ExportSpec, export_named
from tests.benchmarks import checks, synthetic
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, faster, slower

# of a hundred children some 35 are due something
CHILDREN_PER_ROW = 3


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    make_units(home)
    synthetic.make(options.exported * CHILDREN_PER_ROW)
    synthetic.seal()
    checks.check()
    spec, path = export_named("decisions"), home / "decisions.xlsx"
    at_hand = list(_rows(spec, options.exported))
    told(f"  {len(at_hand):,} rows")
    export_files.write_xlsx(path, spec, at_hand)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    timings = side_by_side(
        [
            Variant("export", lambda: export_files.write_xlsx(path, spec, _rows(spec, options.exported))),
            Variant("XlsxWriter, from the database", lambda: _xlsxwriter(path, spec, _rows(spec, options.exported))),
            Variant("export, rows at hand", lambda: export_files.write_xlsx(path, spec, at_hand)),
            Variant("XlsxWriter, rows at hand", lambda: _xlsxwriter(path, spec, at_hand)),
            Variant("zlib-1 of the sheet", lambda: zlib.compress(sheet, 1)),
        ],
        options.rounds,
        told,
    )
    named = f"W3 export, {len(at_hand):,} rows"
    return [
        faster(named, timings, "export", "XlsxWriter, from the database"),
        faster(named, timings, "export, rows at hand", "XlsxWriter, rows at hand", at_least=20),
        slower(named, timings, "export, rows at hand", "zlib-1 of the sheet", at_most=3),
    ]


def _rows(spec: ExportSpec, most: int) -> Iterable[tuple]:
    """Found, opened and worded as for the person who asks."""
    return islice(spec.rows(spec.queryset(ExportQuery(term=synthetic.TERM))), most)


def _xlsxwriter(path: Path, spec: ExportSpec, rows: Iterable[tuple]) -> None:
    """Its constant memory mode, text as text, money as money, one column after the other."""
    with Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, money = book.add_worksheet(), book.add_format({"num_format": "#,##0.00"})
        kinds = [column.kind for column in spec.columns]
        sheet.write_row(0, 0, [str(column.heading) for column in spec.columns])
        for number, cells in enumerate(rows, start=1):
            for place, (kind, value) in enumerate(zip(kinds, cells, strict=True)):
                if kind == "money":
                    sheet.write_number(number, place, value, money)
                elif kind == "count":
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, ("是" if value else "否") if kind == "yes_no" else value)
