"""The gate as a caller meets it: what it reports, and that its child knows nothing of us."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.parent import Child
from aid_portal.uploads import COUNTY_FILE, SCHOOL_ROSTER, SENTENCES, UploadRefused, gate, refusal
from tests.workbooks import Calculated, parts_of, rows_xml, saved, sheet_xml, workbook, zipped

TABLE = [["姓名"], ["李小明"]]
PLACEHOLDERS = {
    **dict.fromkeys(("size", "limit", "count", "row", "gate", "reader", "seconds"), 7),
    **dict.fromkeys(("needed", "found", "missing", "heading", "columns", "value"), "姓名"),
}


def test_the_report_says_what_was_seen_and_what_was_not_shown(tmp_path: Path) -> None:
    rows = [*TABLE, [Calculated("1+1", 2), Calculated("2+2", 4)]]
    sheets = [("草稿", "hidden", sheet_xml(rows_xml(TABLE))), ("数据", "", sheet_xml(rows_xml(rows)))]
    report = gate(saved(tmp_path, zipped(parts_of(sheets))), SCHOOL_ROSTER)
    assert (report.kind, report.rows, report.formulas, report.hidden, report.sheets) == ("xlsx", 3, 2, ["草稿"], ["数据"])


def test_the_name_of_a_file_says_nothing_about_its_kind(tmp_path: Path) -> None:
    assert gate(saved(tmp_path, workbook(TABLE), "花名册.csv"), SCHOOL_ROSTER).kind == "xlsx"
    report = gate(saved(tmp_path, "姓名\n李小明".encode("gb18030"), "a.xlsx"), SCHOOL_ROSTER)
    assert (report.kind, report.encoding) == ("csv", "gb18030")


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_refusal_is_a_whole_sentence_that_says_what_to_do(code: str) -> None:
    message = refusal(Fault(code, **PLACEHOLDERS)).message
    assert "%" not in message
    assert message.endswith(("再上传。", "上传一次。", "分成几个文件上传。"))


def test_a_refusal_whose_words_are_missing_is_still_a_sentence() -> None:
    assert refusal(Fault("too_big")).code == "died"
    assert refusal(Fault("never_heard_of")).message == str(SENTENCES["died"])


def test_a_file_one_byte_too_long_is_refused_and_one_that_fits_is_not(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook(TABLE))
    size = path.stat().st_size
    assert gate(path, replace(SCHOOL_ROSTER, size=size)).rows == 2
    with pytest.raises(UploadRefused, match="上限"):
        gate(path, replace(SCHOOL_ROSTER, size=size - 1))


def test_a_county_file_may_be_larger_than_a_roster() -> None:
    assert (SCHOOL_ROSTER.rows, SCHOOL_ROSTER.size >> 20, SCHOOL_ROSTER.memory >> 20) == (20_000, 10, 128)
    assert (COUNTY_FILE.rows, COUNTY_FILE.size >> 20, COUNTY_FILE.memory >> 20) == (400_000, 60, 512)
    assert COUNTY_FILE.cells == 16_000_000


def test_the_child_is_given_none_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of the portal")
    child = Child({"verb": "gate", "path": str(saved(tmp_path, workbook(TABLE)))}, SCHOOL_ROSTER)
    seen = Path(f"/proc/{child.process.pid}/environ").read_bytes()
    assert child.only("passed")["rows"] == 2
    assert b"secret" not in seen


def test_a_child_that_is_killed_is_a_refusal(tmp_path: Path) -> None:
    child = stopped_child(tmp_path)
    os.kill(child.process.pid, signal.SIGKILL)
    with pytest.raises(Fault, match="died"):
        child.only("passed")


def test_a_child_that_hangs_is_ended(tmp_path: Path) -> None:
    child = stopped_child(tmp_path, wall_seconds=1)
    with pytest.raises(Fault, match="too_slow"):
        child.only("passed")
    assert child.process.poll() == -signal.SIGKILL


def test_a_child_without_enough_memory_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([["姓名"] * 20] * 5_000))
    with pytest.raises(UploadRefused) as refused:
        gate(path, replace(SCHOOL_ROSTER, memory=1 << 20))
    assert refused.value.code in {"too_hungry", "died"}


def test_a_child_that_computes_for_ever_is_ended(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([["姓名"] * 50] * 19_000))
    with pytest.raises(UploadRefused):
        gate(path, replace(SCHOOL_ROSTER, cpu_seconds=0))


def stopped_child(tmp_path: Path, **limits: int) -> Child:
    """A child that has been asked and does nothing."""
    child = Child({"verb": "gate", "path": str(saved(tmp_path, workbook(TABLE)))}, replace(SCHOOL_ROSTER, **limits))
    os.kill(child.process.pid, signal.SIGSTOP)
    return child


def test_a_table_that_nobody_reads_leaves_no_child_behind(tmp_path: Path) -> None:
    child = stopped_child(tmp_path)
    process = child.process
    child.close()
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() == -signal.SIGKILL
