import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from aid_portal.models import AuditEvent, OrgUnit

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "county-2022A"
HEADINGS = "机构类型,机构代码,机构名称,上级机构代码,学校类型"
pytestmark = pytest.mark.django_db


def run(path: Path, *arguments: str) -> dict[str, int]:
    out = StringIO()
    call_command("import_org_units", str(path), *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


def counts(**some: int) -> dict[str, int]:
    names = ("rows", "accepted", "errors", "warnings", "new", "changed", "unchanged", "missing")
    return dict.fromkeys(names, 0) | some


def a_list(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "units.csv"
    path.write_text("\n".join(["扶风县教育机构一览表,,,,", HEADINGS, *rows]), encoding="gb18030")
    return path


def test_the_sample_county_is_loaded_and_loading_it_again_changes_nothing() -> None:
    units = SAMPLES / "org_units.xlsx"
    assert run(units) == counts(rows=19, accepted=19, new=19)
    assert not OrgUnit.objects.exists()
    assert run(units, "--write") == counts(rows=19, accepted=19, new=19)
    assert run(units, "--write") == counts(rows=19, accepted=19, unchanged=19)
    assert OrgUnit.objects.get(code="2161324010").path == "/610324101/2161324010/"
    assert AuditEvent.objects.filter(event="portal.org_unit.loaded", actor="console").exists()


def test_scenario_8_warns_of_a_code_of_another_type_and_refuses_nine_digits(tmp_path: Path) -> None:
    rows = ["县局,610324,扶风县教体局,,", "学校,2161000123,午井初中,610324,初中", "学校,216100012,天度小学,610324,小学"]
    report = tmp_path / "report.csv"
    assert run(a_list(tmp_path, *rows), "--write", "--report", str(report)) == counts(
        rows=3, accepted=2, errors=1, warnings=1, new=2
    )
    lines = report.read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[:5] for line in lines] == [
        ["4", "机构代码", "warning", "type_differs_from_code", "2161000123"],
        ["5", "机构代码", "error", "bad_school_code", "216100012"],
    ]
    assert "第5行“机构代码”：学校标识码应为10位数字" in lines[1]
    assert not OrgUnit.objects.filter(code="216100012").exists()


def test_a_file_of_another_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"\S"):
        run(SAMPLES / "martyrs.xlsx", "--write")
    assert not OrgUnit.objects.exists()
