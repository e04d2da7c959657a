from datetime import date
from pathlib import Path

import pytest

from aid_portal.reading import read_table
from aid_portal.uploads import COUNTY_FILE
from students.choices import RecordKind
from students.rules.determination_rows import read_determination
from students.rules.record_rows import read_record
from students.sheets.records import RECORD_SPECS

SAMPLE = Path(__file__).parents[2] / "samples" / "county-2022A"
LISTS = [kind for kind in RecordKind if kind != RecordKind.DETERMINATIONS]


@pytest.mark.parametrize("kind", RecordKind)
def test_the_id_is_known_by_all_its_names(kind):
    spec = RECORD_SPECS[kind]
    names = {spec.aliases.get(name, name) for name in ("身份证号", "身份证号码", "证件号码", "公民身份号码")}
    assert len(names) == 1
    assert names <= set(spec.headings)


@pytest.mark.parametrize(
    ("kind", "other", "heading"),
    [
        ("rural", "监测对象类别", "易返贫致贫户(监测对象)类型"),
        ("rural", "易返贫致贫户（监测对象）类型", "易返贫致贫户(监测对象)类型"),
        ("rural", "风险是否已消除", "风险是否消除"),
        ("rural", "主要致贫(返贫)风险", "致贫原因1"),
        ("rural", "识别监测时间", "首次识别时间"),
        ("civil", "家庭成员姓名", "姓名"),
        ("orphans", "孤儿/事实无人抚养", "类别"),
        ("disabled", "证件状态（正常/注销/过期/冻结）", "证件状态"),
        ("determinations", "贫困类型", "困难类型"),
    ],
)
def test_the_other_names_of_the_real_exports_are_known(kind, other, heading):
    assert RECORD_SPECS[kind].aliases[other] == heading


@pytest.mark.parametrize("kind", RecordKind)
def test_no_name_of_a_list_is_both_a_heading_and_another_name(kind):
    spec = RECORD_SPECS[kind]
    assert not set(spec.aliases) & set(spec.headings)
    assert set(spec.aliases.values()) <= set(spec.headings)


@pytest.mark.parametrize("kind", LISTS)
def test_every_row_of_the_messy_countys_lists_is_kept(kind):
    table = read_table(SAMPLE / f"{kind}.xlsx", RECORD_SPECS[kind], COUNTY_FILE)
    records = [read_record(kind, number, cells, date(2022, 9, 20), table.unknown) for number, cells in table]
    assert records
    assert not any(record.has_error for record in records)
    assert all(record.values.categories for record in records if kind != RecordKind.RURAL)


def test_only_the_unknown_tiers_of_the_messy_county_are_refused():
    table = read_table(SAMPLE / "determinations.xlsx", RECORD_SPECS["determinations"], COUNTY_FILE)
    rows = [read_determination(number, cells, date(2022, 9, 20), table.unknown) for number, cells in table]
    assert [issue.code for row in rows for issue in row.issues] == ["bad_tier", "bad_tier"]
    assert {row.values.academic_year for row in rows} == {"2021-2022", "2022-2023"}
