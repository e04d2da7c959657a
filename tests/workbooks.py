"""Workbooks made in memory, down to their bytes: what programs write, and what no program would."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class Calculated:
    """A formula cell; without a result it is as a program leaves it that cannot calculate."""

    formula: str
    result: object = ""


@dataclass(frozen=True)
class Raw:
    """A cell as bytes say it."""

    xml: str


def cell_xml(ref: str, value: object) -> str:
    if isinstance(value, Raw):
        return value.xml.replace('"REF"', f'"{ref}"')
    if isinstance(value, Calculated):
        kind = ' t="str"' if isinstance(value.result, str) else ""
        result = f"<v>{escape(str(value.result))}</v>" if value.result != "" else ""
        return f'<c r="{ref}"{kind}><f>{escape(value.formula)}</f>{result}</c>'
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{ref}" s="1"><v>{value.toordinal() - date(1899, 12, 30).toordinal()}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def rows_xml(rows: Iterable[Sequence[object] | None], first: int = 1) -> str:
    """None is a row that is not written, '' a cell that is not."""
    written = []
    for number, row in enumerate(rows, first):
        if row is not None:
            cells = "".join(cell_xml(f"{letters(place)}{number}", value) for place, value in enumerate(row) if value != "")
            written.append(f'<row r="{number}">{cells}</row>')
    return "".join(written)


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def parts_of(sheets: Sequence[tuple[str, str, str]], shared: str | None = None) -> dict[str, str | bytes]:
    """The parts of a workbook; a sheet is (name, state, its XML)."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place}"{_state(state)} r:id="s{place}"/>'
        for place, (name, state, _) in enumerate(sheets, 1)
    )
    targets = [(f"s{place}", "worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(sheets) + 1)]
    targets += [
        ("styles", "styles", "styles.xml"),
        *([("strings", "sharedStrings", "sharedStrings.xml")] if shared is not None else []),
    ]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(sheets), shared is not None),
        "_rels/.rels": relations([("workbook", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(targets),
        "xl/styles.xml": HEAD + STYLES,
    }
    parts |= {f"xl/worksheets/sheet{place}.xml": xml for place, (_, _, xml) in enumerate(sheets, 1)}
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>'
    return parts


def zipped(parts: Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, body in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, body)
    return stream.getvalue()


def workbook(rows: Iterable[Sequence[object] | None]) -> bytes:
    """One visible sheet 数据 of these rows."""
    return zipped(parts_of([("数据", "", sheet_xml(rows_xml(rows)))]))


def saved(folder: Path, content: bytes, name: str = "file.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def relations(rows: Iterable[tuple[str, str, str]]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _content_types(sheets: int, shared: bool) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    named = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    named += [(f"xl/worksheets/sheet{place}.xml", "worksheet") for place in range(1, sheets + 1)]
    named += [("xl/sharedStrings.xml", "sharedStrings")] if shared else []
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}.{name}+xml"/>' for part, name in named)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _state(state: str) -> str:
    return f' state="{state}"' if state else ""
