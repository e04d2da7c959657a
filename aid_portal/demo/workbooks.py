"""Streams made-up rows into .xlsx files whose bytes depend on nothing but the rows.

XlsxWriter needs half a minute for 100,000 rows of 25 cells even with constant memory; a full county has as many
four times over, and whoever runs `make demo` waits for it. So the one sheet is written as text, straight into the zip.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from aid_portal.demo.cells import Cell

_EXCEL_EPOCH = date(1899, 12, 30)
_ROWS_PER_WRITE = 1_000
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_LETTERS = [first + second for first in ("", *"ABC") for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


class Workbook:
    """One visible sheet, row by row; with `draft` a hidden sheet of left-over rows stands before it."""

    def __init__(self, path: Path, draft: Sequence[Sequence[Cell]] = ()) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._merges: list[str] = []
        self._pending: list[str] = []
        self.row = 0
        self._write_frame(has_draft=bool(draft))
        if draft:
            lines = "".join(_row_xml(number, cells) for number, cells in enumerate(draft, start=1))
            self._part("xl/worksheets/sheet2.xml", f"{_sheet_start()}{lines}</sheetData></worksheet>")
        self._sheet: IO[bytes] = self._zip.open("xl/worksheets/sheet1.xml", "w")
        self._sheet.write((_HEAD + _sheet_start()).encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._flush()
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in self._merges)
        closing = f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>' if merges else ""
        self._sheet.write(f"</sheetData>{closing}</worksheet>".encode())
        self._sheet.close()
        self._zip.close()

    def append(self, cells: Sequence[Cell]) -> int:
        """The sheet's own number of the row just written; an empty row takes a number and leaves no trace."""
        self.row += 1
        if cells:
            self._pending.append(_row_xml(self.row, cells))
        if len(self._pending) >= _ROWS_PER_WRITE:
            self._flush()
        return self.row

    def title(self, text: str, width: int) -> None:
        row = self.append([text])
        self._merges.append(f"A{row}:{_LETTERS[width - 1]}{row}")

    def _flush(self) -> None:
        self._sheet.write("".join(self._pending).encode())
        self._pending.clear()

    def _part(self, name: str, body: str) -> None:
        # open() instead of writestr(): it stamps 1980, not now, and equal seeds give equal bytes.
        with self._zip.open(name, "w") as part:
            part.write((_HEAD + body).encode())

    def _write_frame(self, *, has_draft: bool) -> None:
        shown = [("数据", "sheet1", "")]
        sheets = [("草稿", "sheet2", ' state="hidden"'), *shown] if has_draft else shown
        entries = "".join(
            f'<sheet name="{name}" sheetId="{place}"{state} r:id="{part}"/>'
            for place, (name, part, state) in enumerate(sheets, start=1)
        )
        active = '<bookViews><workbookView activeTab="1" firstSheet="1"/></bookViews>' if has_draft else ""
        self._part("[Content_Types].xml", _content_types(part for _, part, _ in sheets))
        self._part("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        self._part(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{active}<sheets>{entries}</sheets></workbook>',
        )
        parts = [(part, "worksheet", f"worksheets/{part}.xml") for _, part, _ in sheets]
        self._part("xl/_rels/workbook.xml.rels", _relations([*parts, ("rStyles", "styles", "styles.xml")]))
        self._part("xl/styles.xml", _STYLES)


def _sheet_start() -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>'


def _row_xml(number: int, cells: Sequence[Cell]) -> str:
    drawn = [_cell_xml(f"{_LETTERS[place]}{number}", cell) for place, cell in enumerate(cells) if cell not in (None, "")]
    return f'<row r="{number}">{"".join(drawn)}</row>'


def _cell_xml(ref: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(cell, quote=False)}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{ref}" s="1"><v>{(cell - _EXCEL_EPOCH).days}</v></c>'
    # A spreadsheet keeps 15 significant digits: this is where long numbers typed as numbers lose their tail.
    return f'<c r="{ref}"><v>{cell:.15G}</v></c>'


def _content_types(sheets: Iterable[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/{part}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>' for part in sheets
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>{overrides}</Types>'
    )


def _relations(rows: Iterable[tuple[str, str, str]]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{path}"/>' for key, kind, path in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
