import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from aid_portal.errors import Refused
from aid_portal.importing import ImportCommand, Outcome, ReportLine


class Sample(ImportCommand):
    refuse = False

    def run(self, path: Path, *, write: bool, options: dict) -> Outcome:
        if self.refuse:
            raise Refused("没有找到表头，请使用模板。")
        line = ReportLine(7, "姓名", "error", "missing", "", "第7行“姓名”：没有填写。")
        return Outcome(rows=2, accepted=1, errors=1, new=int(write), report=[line])


def run(command: ImportCommand, path: Path, *arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(command, str(path), *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"x")
    return path


def test_the_last_line_is_one_json_object_of_eight_counts(file: Path) -> None:
    out, _err = run(Sample(), file, "--write")
    assert json.loads(out.splitlines()[-1]) == {
        "rows": 2, "accepted": 1, "errors": 1, "warnings": 0, "new": 1, "changed": 0, "unchanged": 0, "missing": 0,
    }  # fmt: skip


def test_nothing_is_written_unless_asked(file: Path) -> None:
    out, err = run(Sample(), file)
    assert json.loads(out)["new"] == 0
    assert "没有写入" in err


def test_the_report_has_a_line_for_each_fault(file: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    run(Sample(), file, "--report", str(report))
    assert report.read_text(encoding="utf-8").splitlines() == [
        "row,column,severity,code,value,message",
        "7,姓名,error,missing,,第7行“姓名”：没有填写。",
    ]


def test_a_file_that_cannot_be_used_is_refused_with_a_sentence_and_code_one(file: Path) -> None:
    command = Sample()
    command.refuse = True
    with pytest.raises(CommandError, match="请使用模板") as refusal:
        run(command, file)
    assert refusal.value.returncode == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件"):
        run(Sample(), tmp_path / "none.xlsx")
