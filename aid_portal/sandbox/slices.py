"""Cuts one large sheet into a workbook of small ones with the same strings and styles."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from aid_portal.sandbox import parts
from aid_portal.sandbox.limits import UploadLimits
from aid_portal.sandbox.rows import RowCutter
from aid_portal.sandbox.scan import SheetScan

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Which days a number means (1900 or 1904) is said in the workbook, not in the sheet.
_DATE_1904 = (b'date1904="1"', b'date1904="true"')


def write_slices(source: Path, target: Path, sheet: parts.Sheet, scan: SheetScan, limits: UploadLimits) -> list[int]:
    """The first row number of each slice; slice N is the N-th sheet of `target`."""
    height = max(limits.slice_cells // max(scan.width, 1), 1)
    starts: list[int] = []
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as sliced:
        cutter = RowCutter()
        rows = cutter.rows(parts.chunks(archive, sheet.part))
        for batch in _batches(rows, height):
            starts.append(batch[0][0])
            with sliced.open(f"xl/worksheets/sheet{len(starts)}.xml", "w") as part:
                _write_slice(part, cutter, batch)
        shared = _copy_named(archive, sliced)
        _write_frame(archive, sliced, len(starts), shared)
    return starts


def _batches(rows: Iterator[tuple[int, bytes]], height: int) -> Iterator[list[tuple[int, bytes]]]:
    """By row numbers, not by count: a slice with a gap in it is as tall as the gap."""
    batch: list[tuple[int, bytes]] = []
    for number, row in rows:
        if batch and number - batch[0][0] >= height:
            yield batch
            batch = []
        batch.append((number, row))
    if batch:
        yield batch


def _write_slice(part, cutter: RowCutter, batch: list[tuple[int, bytes]]) -> None:  # type: ignore[no-untyped-def]
    closing = b"</" + cutter.prefix + b"row>"
    part.write(cutter.head)
    part.write(closing.join(row for _, row in batch) + closing)
    part.write(b"</%ssheetData></%sworksheet>" % (cutter.prefix, cutter.prefix))


def _copy_named(archive: zipfile.ZipFile, sliced: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The strings and the styles under their usual names."""
    copied = []
    for kind, name in (("sharedStrings", parts.related(archive, "sharedStrings")), ("styles", parts.related(archive, "styles"))):
        if name is not None:
            with sliced.open(f"xl/{kind}.xml", "w") as part:
                for chunk in parts.chunks(archive, name):
                    part.write(chunk)
            copied.append((kind, f"{kind}.xml"))
    return copied


def _write_frame(archive: zipfile.ZipFile, sliced: zipfile.ZipFile, count: int, copied: list[tuple[str, str]]) -> None:
    old = parts.workbook_xml(archive)
    base = '<workbookPr date1904="1"/>' if any(mark in old for mark in _DATE_1904) else ""
    names = "".join(f'<sheet name="s{place}" sheetId="{place}" r:id="s{place}"/>' for place in range(1, count + 1))
    sliced.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{base}<sheets>{names}</sheets></workbook>')
    targets = [(f"s{place}", "worksheet", f"worksheets/sheet{place}.xml") for place in range(1, count + 1)]
    targets += [(kind, kind, name) for kind, name in copied]
    sliced.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
    sliced.writestr("_rels/.rels", _relations([("workbook", "officeDocument", "xl/workbook.xml")]))
    sliced.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')


def _relations(rows: list[tuple[str, str, str]]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'
