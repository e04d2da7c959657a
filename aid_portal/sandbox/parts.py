"""The parts of a workbook: streamed once, and the list of its sheets."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from aid_portal.sandbox.faults import Fault

CHUNK = 1 << 20
SMALL_PART = 8 << 20
_SEAM = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as the workbook lists it; `part` is its name in the archive."""

    name: str
    visible: bool
    part: str


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part piece by piece; its checksum is proved by the last one. No entities, no other encoding, no declarations."""
    seam = b""
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                _check_text(seam + chunk[:_SEAM])
                _check_text(chunk)
                seam = chunk[-_SEAM:]
                yield chunk
    except zlib.error as error:
        raise Fault("damaged") from error


def _check_text(chunk: bytes) -> None:
    # One rare character first: a search for "<!" would stop at every tag.
    if b"!" in chunk and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
        raise Fault("doctype")
    if b"\0" in chunk:
        raise Fault("odd_xml")


def skim(archive: zipfile.ZipFile, name: str) -> None:
    for _ in chunks(archive, name):
        pass


def sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """The worksheets in the workbook's order; a file without a workbook is no spreadsheet we know."""
    home = _workbook_part(archive)
    folder, base = posixpath.split(home)
    places = {key: (kind, target) for key, kind, target in _relations(archive, f"{folder}/_rels/{base}.rels", folder)}
    found = []
    for element in _tree(archive, home).iter():
        if _local(element.tag) != "sheet":
            continue
        kind, part = places.get(_relation_id(element), ("", ""))
        if kind == "worksheet" and part in archive.NameToInfo:
            visible = element.get("state", "visible") == "visible"
            found.append(Sheet(element.get("name", ""), visible, part))
    if not found:
        raise Fault("no_sheet")
    return found


def related(archive: zipfile.ZipFile, wanted: str) -> str | None:
    """The part of that kind that belongs to the workbook: its shared strings, its styles."""
    folder, base = posixpath.split(_workbook_part(archive))
    relations = _relations(archive, f"{folder}/_rels/{base}.rels", folder)
    return next((part for _, kind, part in relations if kind == wanted and part in archive.NameToInfo), None)


def workbook_xml(archive: zipfile.ZipFile) -> bytes:
    return b"".join(chunks(archive, _workbook_part(archive)))


def own_property(archive: zipfile.ZipFile, name: str) -> str:
    """A custom property of the document as text: by it our templates know themselves again."""
    part = "docProps/custom.xml"
    if part not in archive.NameToInfo:
        return ""
    held = (element for element in _tree(archive, part) if element.get("name") == name)
    return next(("".join(element.itertext()).strip()[:80] for element in held), "")


def _workbook_part(archive: zipfile.ZipFile) -> str:
    names = archive.NameToInfo
    for _, kind, part in _relations(archive, "_rels/.rels", ""):
        if kind == "officeDocument" and part in names:
            if part.endswith(".bin"):
                raise Fault("other_format")
            return part
    raise Fault("other_format")


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> Iterator[tuple[str, str, str]]:
    """(id, kind, part) of each relation to a part of the same archive."""
    if name not in archive.NameToInfo:
        raise Fault("other_format")
    for element in _tree(archive, name):
        target = element.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield element.get("Id", ""), element.get("Type", "").rpartition("/")[2], part


def _tree(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > SMALL_PART:
        raise Fault("odd_xml")
    try:
        tree: Element = ElementTree.fromstring(b"".join(chunks(archive, name)), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Fault("odd_xml") from error
    return tree


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _relation_id(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.startswith("{") and _local(key) == "id"), "")
