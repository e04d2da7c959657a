"""Files that would harm a careless reader, by name: each is refused in words or read whole (reliability.md R12)."""

import struct
import zipfile
from collections.abc import Callable
from itertools import chain

from tests.workbooks import HEAD, MAIN, OFFICE, PACKAGE, cell_xml, parts_of, relations, rows_xml, sheet_xml, workbook, zipped

HEADINGS = ["学校", "姓名", "身份证号"]
ROW = ["2161324001", "李小明", "610324201203150013"]
GOOD = [HEADINGS, ROW]
SHEET = "xl/worksheets/sheet1.xml"
MAKERS: dict[str, Callable[[], bytes]] = {}


def hostile(maker: Callable[[], bytes]) -> Callable[[], bytes]:
    MAKERS[maker.__name__] = maker
    return maker


def with_parts(**changes: str | bytes) -> bytes:
    return zipped(
        parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))], shared="")
        | {name.replace("__", "/"): body for name, body in changes.items()}
    )


def with_part(name: str, body: str | bytes) -> bytes:
    return zipped(parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]) | {name: body})


def with_sheet(xml: str | bytes, shared: str | None = None) -> bytes:
    return zipped(parts_of([("数据", "", "")], shared) | {SHEET: xml})


def with_rows(rows: str, after: str = "") -> bytes:
    return with_sheet(sheet_xml(rows_xml(GOOD) + rows, after=after))


# Size


@hostile
def empty() -> bytes:
    return b""


@hostile
def heavier_than_allowed() -> bytes:
    return zipped(parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]) | {"xl/media/a.png": b"x" * (11 << 20)}, zipfile.ZIP_STORED)


@hostile
def flat_hundred_megabytes() -> bytes:
    row = rows_xml([["0" * 60] * 20], first=9).encode()
    return with_sheet(sheet_xml("ROWS").encode().replace(b"ROWS", row * (100_000_000 // len(row))))


@hostile
def one_text_of_sixty_megabytes() -> bytes:
    return with_rows(f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"x" * 60_000_000}</t></is></c></row>')


@hostile
def one_loosely_packed_text_of_twelve_megabytes() -> bytes:
    text = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(4_000_000))
    return with_rows(f'<row r="3"><c r="A3" t="inlineStr"><is><t>{text}</t></is></c></row>')


@hostile
def five_million_shared_strings() -> bytes:
    return with_sheet(sheet_xml(rows_xml(GOOD)), shared="<si><t>1</t></si>" * 3_500_000)


@hostile
def a_million_distinct_strings() -> bytes:
    return with_sheet(
        sheet_xml(rows_xml(GOOD)), shared="".join(f"<si><t>{number * 7919:09d}</t></si>" for number in range(1_000_000))
    )


@hostile
def a_string_table_that_never_closes_a_string() -> bytes:
    noise = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(3_000_000))
    return with_sheet(sheet_xml(rows_xml(GOOD)), shared=f"<si><t>{noise}</t></si>")


@hostile
def thousands_of_parts() -> bytes:
    return zipped(
        parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]) | {f"xl/media/{number}.xml": "<a/>" for number in range(5_000)}
    )


@hostile
def tightly_packed_zeros() -> bytes:
    return with_part("xl/media/zeros.bin", b"\0" * 40_000_000)


# Corners and counts


@hostile
def two_corner_cells() -> bytes:
    return with_sheet(sheet_xml(cell_rows("A1", "XFD1048576")))


def cell_rows(*refs: str) -> str:
    numbers = ["".join(char for char in ref if char.isdigit()) for ref in refs]
    return "".join(f'<row r="{number}">{cell_xml(ref, "x")}</row>' for ref, number in zip(refs, numbers, strict=True))


@hostile
def one_cell_at_the_last_row() -> bytes:
    return with_rows(cell_rows("C1048576"))


@hostile
def one_cell_at_the_last_column() -> bytes:
    return with_rows(cell_rows("XFD3"))


@hostile
def a_row_beyond_every_sheet() -> bytes:
    return with_rows(cell_rows("A999999999"))


@hostile
def a_column_beyond_every_sheet() -> bytes:
    return with_rows(f'<row r="3">{cell_xml("ZZZZZZ3", "x")}</row>')


@hostile
def corner_cells_in_single_quotes() -> bytes:
    return with_rows("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")


@hostile
def corner_cells_under_a_prefix() -> bytes:
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    return with_sheet(f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>')


@hostile
def corner_written_as_entities() -> bytes:
    return with_rows('<row r="3"><c r="&#88;&#70;&#68;1048576"><v>1</v></c></row>')


@hostile
def more_rows_than_allowed() -> bytes:
    return workbook(chain([HEADINGS], ([f"{number}", "李小明", "x"] for number in range(20_400))))


@hostile
def too_many_cells() -> bytes:
    return workbook(chain([HEADINGS], ([1] * 60 for _ in range(17_500))))


@hostile
def merge_of_the_whole_sheet() -> bytes:
    return with_rows("", after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


@hostile
def two_hundred_thousand_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{2 * number}:B{2 * number}"/>' for number in range(1, 200_000))
    return with_rows("", after=f"<mergeCells>{merges}</mergeCells>")


@hostile
def a_row_twice() -> bytes:
    return with_rows('<row r="2"><c r="A2"><v>1</v></c></row>')


@hostile
def rows_in_disorder() -> bytes:
    return with_rows('<row r="1"><c r="A1"><v>1</v></c></row>')


@hostile
def a_string_that_is_not_in_the_table() -> bytes:
    return with_sheet(sheet_xml(rows_xml(GOOD) + '<row r="3"><c r="A3" t="s"><v>99</v></c></row>'), shared="<si><t>a</t></si>")


@hostile
def values_hidden_in_cdata() -> bytes:
    return with_rows('<row r="3"><c r="A3" t="str"><v><![CDATA[x]]></v></c></row>')


@hostile
def a_row_hidden_in_a_comment() -> bytes:
    return with_rows('<!-- <row r="3"><c r="A3"><v>1</v></c></row> -->')


@hostile
def an_error_of_a_newer_program() -> bytes:
    return with_rows('<row r="3"><c r="A3" t="e"><v>#SPILL!</v></c></row>')


# XML


@hostile
def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return with_sheet(
        f'{HEAD}<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>' + sheet_xml("<row><c><v>&l9;</v></c></row>")[len(HEAD) :]
    )


@hostile
def quadratic_entities() -> bytes:
    return with_sheet(
        f'{HEAD}<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>'
        + sheet_xml(f"<row><c><v>{'&a;' * 20_000}</v></c></row>")[len(HEAD) :]
    )


@hostile
def external_entity() -> bytes:
    doctype = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return with_parts(**{"xl__sharedStrings.xml": f'{HEAD}{doctype}<sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'})


@hostile
def entities_in_the_list_of_sheets() -> bytes:
    return with_part("xl/workbook.xml", f'{HEAD}<!DOCTYPE w [<!ENTITY a "a">]><workbook xmlns="{MAIN}"/>')


@hostile
def entities_in_a_part_nobody_reads() -> bytes:
    return with_part("docProps/core.xml", '<!DOCTYPE c [<!ENTITY a "a">]><c>&a;</c>')


@hostile
def a_declaration_over_a_seam() -> bytes:
    comment = "".join(f"{number * 7919:09d}" for number in range(1 << 17))[: (1 << 20) - len(HEAD) - 9]
    return with_sheet(f"{HEAD}<!--{comment}--><!DOCTYPE w>" + sheet_xml(rows_xml(GOOD))[len(HEAD) :])


@hostile
def another_encoding() -> bytes:
    return with_sheet(sheet_xml(rows_xml(GOOD)).replace("UTF-8", "UTF-16").encode("utf-16"))


@hostile
def xml_that_breaks_off() -> bytes:
    return with_sheet(sheet_xml(rows_xml(GOOD))[:-60])


@hostile
def a_list_of_sheets_that_is_no_xml() -> bytes:
    return with_part("xl/workbook.xml", "<workbook><sheets>")


@hostile
def ten_thousand_levels() -> bytes:
    return with_rows("<a>" * 10_000 + "</a>" * 10_000)


# Zip


@hostile
def bodies_shared_by_many_parts() -> bytes:
    return _sharing_one_body(workbook(GOOD), 58)


def _sharing_one_body(content: bytes, times: int) -> bytes:
    """The directory lists the first part again under other names: all unpack the same bytes."""
    end = content.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", content[end + 12 : end + 20])
    directory = content[start : start + size]
    name, extra, comment = struct.unpack("<HHH", directory[28:34])
    first = directory[: 46 + name + extra + comment]
    extras = b"".join(first[:28] + struct.pack("<H", 8) + first[30:46] + f"x{number:03d}.xml".encode() for number in range(times))
    count = struct.unpack("<H", content[end + 10 : end + 12])[0] + times
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory) + len(extras), start, 0)
    return content[:start] + directory + extras + closing


@hostile
def the_same_part_twice() -> bytes:
    parts = list(parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]).items())
    return _quietly([*parts, (SHEET, sheet_xml(rows_xml([HEADINGS])))])


def _quietly(parts: list[tuple[str, str | bytes]]) -> bytes:
    content = zipped(
        [
            (name.replace("sheet1", "sheet9") if place == len(parts) - 1 else name, body)
            for place, (name, body) in enumerate(parts)
        ]
    )
    return content.replace(b"sheet9.xml", b"sheet1.xml")


@hostile
def a_part_outside_the_archive() -> bytes:
    return with_part("../../etc/cron.d/x", "x")


@hostile
def a_part_at_the_root_of_the_disk() -> bytes:
    return with_part("/etc/passwd", "x")


@hostile
def encrypted_parts() -> bytes:
    return _flagged(workbook(GOOD), 0x1)


def _flagged(content: bytes, flag: int) -> bytes:
    """Every entry says of itself, in both places, that it is encrypted."""
    out = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(mark)
        while place >= 0:
            out[place + offset] |= flag
            place = out.find(mark, place + 4)
    return bytes(out)


@hostile
def an_unusual_compression() -> bytes:
    return zipped(parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]), zipfile.ZIP_LZMA)


@hostile
def a_wrong_checksum() -> bytes:
    content = zipped(parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))]), zipfile.ZIP_STORED)
    return content.replace("李小明".encode(), "李小红".encode())


@hostile
def half_a_file() -> bytes:
    content = workbook(GOOD)
    return content[: len(content) // 2]


@hostile
def sizes_that_lie() -> bytes:
    content = bytearray(zipped(parts_of([("数据", "", sheet_xml(rows_xml([HEADINGS] + [ROW] * 9_000)))])))
    place = content.find(b"PK\x01\x02", content.rfind(b"xl/styles.xml"))
    content[place + 24 : place + 28] = struct.pack("<I", 600)
    return bytes(content)


@hostile
def a_zip_in_a_zip() -> bytes:
    return zipped({"a.zip": workbook(GOOD)})


# Passengers


@hostile
def macros() -> bytes:
    return with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


@hostile
def old_macros() -> bytes:
    return with_part("xl/macrosheets/sheet1.xml", "<a/>")


@hostile
def links_to_other_files() -> bytes:
    return with_part("xl/externalLinks/externalLink1.xml", "<a/>")


@hostile
def a_connection_to_a_database() -> bytes:
    return with_part("xl/connections.xml", "<a/>")


@hostile
def embedded_files() -> bytes:
    return with_part("xl/embeddings/oleObject1.bin", b"x")


@hostile
def controls() -> bytes:
    return with_part("xl/activeX/activeX1.xml", "<a/>")


# Other things under a table's name


@hostile
def password_protected() -> bytes:
    import io

    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(GOOD))).encrypt("secret", stream)
    return stream.getvalue()


@hostile
def a_compound_file_of_noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40


@hostile
def a_web_page_called_xls() -> bytes:
    return "<html><table><tr><td>姓名</td></tr></table></html>".encode("gb18030")


@hostile
def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 500


@hostile
def a_text_document() -> bytes:
    return zipped({"_rels/.rels": relations([("d", "officeDocument", "word/document.xml")]), "word/document.xml": "<a/>"})


@hostile
def a_binary_workbook() -> bytes:
    return zipped({"_rels/.rels": relations([("w", "officeDocument", "xl/workbook.bin")]), "xl/workbook.bin": b"x"})


@hostile
def an_open_document() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


@hostile
def a_workbook_without_sheets() -> bytes:
    return with_part("xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}"><sheets/></workbook>')


@hostile
def a_workbook_of_hidden_sheets() -> bytes:
    return zipped(parts_of([("草稿", "hidden", sheet_xml(rows_xml(GOOD))), ("密", "veryHidden", sheet_xml(rows_xml(GOOD)))]))


@hostile
def a_sheet_that_is_not_there() -> bytes:
    parts = parts_of([("数据", "", sheet_xml(rows_xml(GOOD)))])
    del parts[SHEET]
    return zipped(parts)


@hostile
def a_sheet_on_another_server() -> bytes:
    target = f'<Relationship Id="s1" Type="{OFFICE}/worksheet" Target="http://example.com/a.xml" TargetMode="External"/>'
    return with_part("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{target}</Relationships>')


@hostile
def text_with_a_quote_that_never_closes() -> bytes:
    return "学校,姓名,身份证号\n".encode() + b'1,"' + b"x" * 300_000


@hostile
def text_of_noise() -> bytes:
    return bytes(number * 7919 % 251 + 1 for number in range(5_000))


@hostile
def a_number_that_no_machine_holds() -> bytes:
    return with_rows('<row r="3"><c r="A3"><v>1e99999</v></c></row>')
