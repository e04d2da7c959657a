"""Which of the shared strings are empty, wherever the pieces of their table are cut."""

import io
import zipfile

import pytest

from aid_portal.sandbox import parts
from aid_portal.sandbox.limits import SCHOOL_ROSTER
from aid_portal.sandbox.strings import empty_strings
from tests.workbooks import MAIN, parts_of, sheet_xml, zipped

STRINGS = [
    "<si><t/></si>",
    "<si><t>甲</t></si>",
    "<si/>",
    '<si><t xml:space="preserve"></t></si>',
    "<si><r><t>a</t></r></si>",
    "<si></si>",
]


def archive_of(shared: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(zipped(parts_of([("数据", "", sheet_xml(""))], shared))))


@pytest.mark.parametrize("size", [1, 5, 40, 1 << 20])
def test_empty_ones_are_known_by_their_place(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "CHUNK", size)
    assert empty_strings(archive_of("".join(STRINGS)), SCHOOL_ROSTER) == {0, 2, 3, 5}


def test_a_table_under_a_prefix_is_read_as_well() -> None:
    prefixed = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si><x:si><x:t></x:t></x:si></x:sst>'
    content = zipped(parts_of([("数据", "", sheet_xml(""))], "") | {"xl/sharedStrings.xml": prefixed})
    assert empty_strings(zipfile.ZipFile(io.BytesIO(content)), SCHOOL_ROSTER) == {1}


def test_a_workbook_without_the_table_has_none() -> None:
    content = zipped(parts_of([("数据", "", sheet_xml(""))]))
    assert empty_strings(zipfile.ZipFile(io.BytesIO(content)), SCHOOL_ROSTER) == frozenset()
