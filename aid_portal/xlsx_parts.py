"""The fixed parts of a streamed workbook: its frame, its styles, what stands before and behind the rows."""

import re
import zipfile
from collections.abc import Iterable, Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# The places of the cell formats in the style sheet below.
TEXT, GUARDED, NUMBER, MONEY, DATE, HEADING, WRAPPED = range(1, 8)
# 49 is text, 4 is #,##0.00, 14 the date of the reader's country; quotePrefix keeps a text a text when it is edited.
_FORMATS = (
    "<xf/>",
    '<xf numFmtId="49" applyNumberFormat="1"/>',
    '<xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>',
    '<xf numFmtId="0"/>',
    '<xf numFmtId="4" applyNumberFormat="1"/>',
    '<xf numFmtId="164" applyNumberFormat="1"/>',
    '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>',
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><bottom style="thin"><color rgb="FF7F8FA3"/></bottom></border></borders>'
    f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(_FORMATS)}">{"".join(_FORMATS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


_FITS = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_PAGE = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'


def sheet_name(title: str) -> str:
    """The title as a sheet may be named: 31 characters, none of those that stand for something else in a formula."""
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Sheet"


def sheet_entry(place: int) -> str:
    return f"xl/worksheets/sheet{place}.xml"


def write_frame(archive: zipfile.ZipFile, *, sheets: Sequence[str]) -> None:
    places = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{escape(sheet_name(name))}" sheetId="{place}" r:id="s{place}"/>'
        for place, name in zip(places, sheets, strict=True)
    )
    _part(archive, "[Content_Types].xml", _content_types(places))
    _part(archive, "_rels/.rels", _relations([("workbook", "officeDocument", "xl/workbook.xml")]))
    body = f"<sheets>{listed}</sheets>{_repeated(sheets[0])}"
    _part(archive, "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{body}</workbook>')
    targets = [(f"s{place}", "worksheet", f"worksheets/sheet{place}.xml") for place in places]
    _part(archive, "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles", "styles.xml")]))
    _part(archive, "xl/styles.xml", _STYLES)


def _repeated(sheet: str) -> str:
    """The heading row of the first sheet, on every page that is printed."""
    place = f"'{escape(sheet_name(sheet))}'!$1:$1"
    return f'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">{place}</definedName></definedNames>'


def sheet_head(widths: Sequence[float]) -> bytes:
    """Up to the rows; the heading row stays in sight, and a printed page is as wide as the rows."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{_FITS}{view}<cols>{_columns(widths)}</cols><sheetData>'.encode()


def sheet_tail(width: int, last_row: int, foot: str = "") -> bytes:
    """Behind the rows; `foot` stands with the page number on every printed page."""
    words = escape(foot.replace("&", "&&"))
    line = f"<headerFooter><oddFooter>&amp;L&amp;8{words} &amp;R&amp;8&amp;P/&amp;N</oddFooter></headerFooter>"
    return f'</sheetData><autoFilter ref="A1:{letters(width - 1)}{last_row}"/>{_PAGE}{line if foot else ""}</worksheet>'.encode()


def notes_sheet(notes: Iterable[tuple[str, str]]) -> bytes:
    rows = "".join(f"<row>{_note_cell(subject, HEADING)}{_note_cell(words, WRAPPED)}</row>" for subject, words in notes)
    head = f'{_HEAD}<worksheet xmlns="{_MAIN}">{_FITS}<cols>{_columns([18, 90])}</cols>'
    return f"{head}<sheetData>{rows}</sheetData>{_PAGE}</worksheet>".encode()


def letters(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _note_cell(text: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _columns(widths: Sequence[float]) -> str:
    return "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, start=1)
    )


def _part(archive: zipfile.ZipFile, name: str, body: str) -> None:
    archive.writestr(name, _HEAD + body)


def _content_types(places: Iterable[int]) -> str:
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{place}.xml", "worksheet") for place in places]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(rows: Iterable[tuple[str, str, str]]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{path}"/>' for key, kind, path in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
