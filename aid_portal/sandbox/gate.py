"""The gate: what kind of file this is, and whether it may be read at all (reliability.md D11)."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aid_portal.sandbox import archives, parts, texts
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import MB, UploadLimits
from aid_portal.sandbox.scan import SheetScan, scan_sheet
from aid_portal.sandbox.strings import empty_strings

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
TEMPLATE_PROPERTY = "aid_template"


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that may be read. Scans are those of the visible sheets of an xlsx, in the workbook's order."""

    kind: str
    scans: tuple[tuple[parts.Sheet, SheetScan], ...] = ()
    hidden: tuple[str, ...] = ()
    encoding: str = ""
    template: str = ""

    @property
    def largest(self) -> int:
        return max((scan.area for _, scan in self.scans), default=0)


def inspect(path: Path, limits: UploadLimits) -> Passed:
    """The kind is what the bytes say; the name of the file says nothing."""
    size = path.stat().st_size
    if size == 0:
        raise Fault("empty_file")
    if size > limits.size:
        raise Fault("too_big", size=-(-size // MB), limit=limits.size // MB)
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(ZIP_MAGIC):
        return _inspect_xlsx(path, limits)
    if start == OLE_MAGIC:
        return _inspect_ole(path)
    return Passed("csv", encoding=texts.encoding_of(path))


def _inspect_xlsx(path: Path, limits: UploadLimits) -> Passed:
    with archives.opened(path, limits) as archive:
        listed = parts.sheets(archive)
        visible = [sheet for sheet in listed if sheet.visible]
        if not visible:
            raise Fault("no_sheet")
        empties = empty_strings(archive, limits)
        scans = tuple((sheet, scan_sheet(parts.chunks(archive, sheet.part), limits, empties)) for sheet in visible)
        for name in _unread(archive, visible):
            parts.skim(archive, name)
        hidden = tuple(sheet.name for sheet in listed if not sheet.visible)
        return Passed("xlsx", scans, hidden, template=parts.own_property(archive, TEMPLATE_PROPERTY))


def _unread(archive: zipfile.ZipFile, visible: list[parts.Sheet]) -> Iterator[str]:
    """The other parts in XML: nobody asks for them now, but the workbook may be marked and sent back."""
    read = {sheet.part for sheet in visible} | {parts.related(archive, "sharedStrings")}
    return (name for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml")) and name not in read)


def _inspect_ole(path: Path) -> Passed:
    # Imported here: it takes longer than reading a small workbook, and few files are of this kind.
    import msoffcrypto

    try:
        with path.open("rb") as stream:
            locked = msoffcrypto.OfficeFile(stream).is_encrypted()
    except Exception as error:  # the library raises whatever a broken structure provokes
        raise Fault("other_format") from error
    if locked:
        raise Fault("password")
    return Passed("xls")
