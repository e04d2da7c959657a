"""A hostile file is refused in words or read whole; the process that asks lives on (reliability.md R12)."""

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from aid_portal import sandbox
from aid_portal.reading import TableSpec, read_table
from aid_portal.sandbox.limits import MB
from aid_portal.uploads import SCHOOL_ROSTER, SENTENCES, UploadRefused, gate
from tests import hostile
from tests.workbooks import saved

SPEC = TableSpec("people", required=("学校", "姓名", "身份证号"))
# Files that only look dangerous: every row of theirs arrives.
READ_WHOLE = {"a_number_that_no_machine_holds": 2, "merge_of_the_whole_sheet": 1, "ten_thousand_levels": 1}
REFUSED = {
    "a_binary_workbook": "other_format",
    "a_column_beyond_every_sheet": "too_many_columns",
    "a_compound_file_of_noise": "other_format",
    "a_connection_to_a_database": "external_links",
    "a_declaration_over_a_seam": "doctype",
    "a_list_of_sheets_that_is_no_xml": "odd_xml",
    "a_million_distinct_strings": "too_many_strings",
    "a_part_at_the_root_of_the_disk": "odd_archive",
    "a_part_outside_the_archive": "odd_archive",
    "a_picture": "other_format",
    "a_row_beyond_every_sheet": "too_many_cells",
    "a_row_hidden_in_a_comment": "rows_lost",
    "a_row_twice": "rows_disordered",
    "a_sheet_on_another_server": "no_sheet",
    "a_sheet_that_is_not_there": "no_sheet",
    "a_string_table_that_never_closes_a_string": "row_too_long",
    "a_string_that_is_not_in_the_table": "unreadable",
    "a_text_document": "other_format",
    "a_web_page_called_xls": "web_page",
    "a_workbook_of_hidden_sheets": "no_sheet",
    "a_workbook_without_sheets": "no_sheet",
    "a_wrong_checksum": "damaged",
    "a_zip_in_a_zip": "other_format",
    "an_open_document": "other_format",
    "an_unusual_compression": "odd_archive",
    "an_error_of_a_newer_program": "odd_error",
    "another_encoding": "odd_xml",
    "billion_laughs": "doctype",
    "bodies_shared_by_many_parts": "odd_archive",
    "controls": "macros",
    "corner_cells_in_single_quotes": "too_many_columns",
    "corner_cells_under_a_prefix": "too_many_columns",
    "corner_written_as_entities": "unreadable",
    "embedded_files": "embedded_files",
    "empty": "empty_file",
    "encrypted_parts": "password",
    "entities_in_a_part_nobody_reads": "doctype",
    "entities_in_the_list_of_sheets": "doctype",
    "external_entity": "doctype",
    "five_million_shared_strings": "packed_too_tight",
    "flat_hundred_megabytes": "unpacks_too_large",
    "half_a_file": "damaged",
    "heavier_than_allowed": "too_big",
    "links_to_other_files": "external_links",
    "macros": "macros",
    "more_rows_than_allowed": "too_many_rows",
    "old_macros": "macros",
    "one_cell_at_the_last_column": "too_many_columns",
    "one_cell_at_the_last_row": "too_many_cells",
    "one_loosely_packed_text_of_twelve_megabytes": "row_too_long",
    "one_text_of_sixty_megabytes": "packed_too_tight",
    "password_protected": "password",
    "quadratic_entities": "doctype",
    "rows_in_disorder": "rows_disordered",
    "sizes_that_lie": "damaged",
    "text_of_noise": "encoding",
    "text_with_a_quote_that_never_closes": "odd_text",
    "the_same_part_twice": "odd_archive",
    "thousands_of_parts": "too_many_parts",
    "tightly_packed_zeros": "packed_too_tight",
    "too_many_cells": "too_many_cells",
    "two_corner_cells": "too_many_columns",
    "two_hundred_thousand_merges": "too_many_merges",
    "values_hidden_in_cdata": "odd_xml",
    "xml_that_breaks_off": "damaged",
}


def test_every_one_of_more_than_forty_has_its_verdict() -> None:
    assert set(hostile.MAKERS) == READ_WHOLE.keys() | REFUSED.keys()
    assert len(hostile.MAKERS) >= 40


@pytest.mark.parametrize("name", sorted(READ_WHOLE))
def test_what_only_looks_dangerous_is_read_whole(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, hostile.MAKERS[name]())
    assert len(list(read_table(path, SPEC, SCHOOL_ROSTER).rows())) == READ_WHOLE[name]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_dangerous_is_refused_in_words(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, hostile.MAKERS[name]())
    with pytest.raises(UploadRefused) as refused:
        list(read_table(path, SPEC, SCHOOL_ROSTER).rows())
    assert refused.value.code == REFUSED[name]
    assert re.fullmatch(r"[^%]*[\u4e00-\u9fff][^%]*。", refused.value.message)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux")
@pytest.mark.parametrize("name", sorted(hostile.MAKERS))
def test_the_child_stays_small(name: str, tmp_path: Path) -> None:
    request = {"verb": "read", "path": str(saved(tmp_path, hostile.MAKERS[name]())), "spec": SPEC.as_request()}
    assert peak_of(request) <= (128 if name in READ_WHOLE else 64) * MB


def test_the_largest_roster_is_read_in_the_memory_it_is_given(tmp_path: Path) -> None:
    rows = [[f"21613{number:05d}", "李小明", f"6103242012{number:08d}", *[f"文字{number}"] * 20] for number in range(20_000)]
    path = saved(tmp_path, hostile.workbook([[*hostile.HEADINGS, *"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"], *rows]))
    table = read_table(path, SPEC, SCHOOL_ROSTER)
    assert sum(len(rows) for rows in table.slices()) == 20_000
    assert peak_of({"verb": "read", "path": str(path), "spec": SPEC.as_request()}) <= 128 * MB


def test_every_sentence_is_reached_by_a_file_or_by_a_child_that_fails() -> None:
    others = {"duplicate_heading", "missing_heading", "no_heading", "died", "too_slow", "too_hungry"}
    assert set(SENTENCES) - set(REFUSED.values()) - others == set()


def test_the_gate_alone_refuses_as_well(tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match="声明"):
        gate(saved(tmp_path, hostile.MAKERS["billion_laughs"]()), SCHOOL_ROSTER)


# Linux counts what a process held before it became another program: the child is started by something small.
MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(status, usage.ru_maxrss)
"""


def peak_of(request: dict[str, object]) -> int:
    """The most memory that the child has held, in bytes."""
    command = [sys.executable, "-I", "-S", "-c", MEASURE, sys.executable, "-I", str(Path(sandbox.__file__).parent)]
    whole = json.dumps({**request, "limits": asdict(SCHOOL_ROSTER)}).encode()
    status, peak = subprocess.run(command, input=whole, stdout=subprocess.PIPE, check=True).stdout.split()
    assert int(status) == 0
    return int(peak) * 1024
