from dataclasses import replace
from datetime import date

import pytest

from aid_portal.terms import Term
from students.rules.roster_schooling import SchoolFacts
from tests.students.rules.rows import (
    BOY,
    CONTEXT,
    FATHER,
    GIRL,
    KINDERGARTEN,
    NINE_YEAR,
    PRIMARY,
    SCHOOLS,
    VOCATIONAL,
    FormulaCell,
    cells,
    checked,
    codes,
)


def test_a_good_row_gives_its_values_and_no_issue():
    row = checked(
        性别="男",
        出生日期="2014/3/15",
        户口性质="县镇",
        是否涉农专业="否",
        学生状态="在读",
        监护人姓名="王大明",
        监护人身份证号=FATHER,
        联系电话="13812341234",
        银行账号="6217746956478235183",
        开户行="扶风县农商银行",
        账户户名="王大明",
        家庭住址="某村 1号",
    )
    assert row.issues == []
    assert row.row == 12
    assert row.values[:12] == (
        PRIMARY,
        f"G{BOY}",
        "王小明",
        "男",
        BOY,
        date(2014, 3, 15),
        "primary",
        3,
        "2班",
        False,
        "rural",
        "",
    )
    assert row.values[12:] == (
        False,
        "enrolled",
        None,
        False,
        "王大明",
        FATHER,
        "13812341234",
        "6217746956478235183",
        "扶风县农商银行",
        "王大明",
        "某村 1号",
        {},
    )


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"姓名": "  "}, "姓名", "missing"),
        ({"学籍号": ""}, "学籍号", "missing"),
        ({"学校标识码": ""}, "学校标识码", "missing"),
        ({"年级": ""}, "年级", "missing"),
        ({"班级": ""}, "班级", "missing"),
        ({"就读方式": ""}, "就读方式", "missing"),
        ({"身份证号": ""}, "身份证号", "missing"),
        ({"身份证号": 610324201403150000.0}, "身份证号", "numeric_id"),
        ({"学籍号": 610324201403150000}, "学籍号", "numeric_id"),
        ({"银行账号": 6217001234567890.0}, "银行账号", "numeric_id"),
        ({"身份证号": "610324201403150015"}, "身份证号", "bad_check_digit"),
        ({"身份证号": "610324201902290011"}, "身份证号", "bad_birth_date"),
        ({"身份证号": "610324140315001"}, "身份证号", "fifteen_digit_id"),
        ({"身份证号": "6103242014031500"}, "身份证号", "bad_length"),
        ({"学籍号": f"G{BOY}"[:-1]}, "学籍号", "bad_registry_number"),
        ({"学校标识码": "2161999999"}, "学校标识码", "unknown_school"),
        ({"年级": "高一"}, "年级", "bad_grade"),
        ({"就读方式": "看情况"}, "就读方式", "bad_boarding"),
        ({"学生状态": "出差"}, "学生状态", "bad_status"),
        ({"状态日期": "去年九月"}, "状态日期", "bad_date"),
        ({"出生日期": "不详"}, "出生日期", "bad_date"),
        ({"班级": "班" * 41}, "班级", "too_long"),
    ],
)
def test_an_error_keeps_the_row_out(changed, column, code):
    row = checked(**changed)
    assert codes(row, "error") == [(column, code)]
    assert row.has_error


def test_a_numeric_id_is_refused_even_when_its_check_digit_happens_to_fit():
    row = checked(身份证号=int(BOY), 学籍号=f"G{BOY}")
    assert codes(row) == [("身份证号", "numeric_id")]
    assert row.values.resident_id == ""


def test_the_right_check_digit_is_named():
    assert checked(身份证号="610324201403150015").issues[0].detail == ("4",)


def test_a_school_code_in_a_numeric_cell_is_read_as_its_digits():
    row = checked(学校标识码=2161324002.0)
    assert (row.issues, row.values.school_code) == ([], PRIMARY)


@pytest.mark.parametrize("number", ["J610324201403150014", "L610324201403150473"])
def test_a_child_with_a_j_or_l_number_may_be_without_an_id(number):
    row = checked(身份证号="", 学籍号=number)
    assert row.issues == []
    assert row.values.birth_date == date(2014, 3, 15)


def test_a_child_with_a_bad_l_number_may_be_without_an_id_too():
    assert codes(checked(身份证号="", 学籍号="L61032420")) == [("学籍号", "bad_registry_number")]


def test_scenario_9_a_registry_number_that_carries_another_id_is_kept_with_a_warning():
    row = checked(身份证号=GIRL)
    assert codes(row) == [("学籍号", "registry_id_differs")]
    assert not row.has_error
    assert (row.values.registry_number, row.values.resident_id) == (f"G{BOY}", GIRL)


def test_a_j_number_need_not_carry_the_id():
    assert checked(学籍号="J610324201403150022").issues == []


def test_scenario_5_a_residence_permit_is_an_id():
    permit = "810000201001010019"
    row = checked(身份证号=permit, 学籍号=f"G{permit}")
    assert (row.issues, row.values.resident_id) == ([], permit)


def test_the_birth_date_comes_from_the_id_first_and_then_from_its_own_column():
    assert checked(出生日期="2014-03-16").values.birth_date == date(2014, 3, 15)
    without = checked(身份证号="", 学籍号="L610324201403150473", 出生日期="2014-03-16")
    assert without.values.birth_date == date(2014, 3, 16)
    damaged = checked(身份证号=610324201403150000.0, 出生日期="2014-03-16")
    assert damaged.values.birth_date == date(2014, 3, 16)


def test_an_officer_uploads_the_own_school_and_its_teaching_points_only():
    own = replace(CONTEXT, own_schools=frozenset({PRIMARY}))
    assert checked(own).issues == []
    assert codes(checked(own, 学校标识码=NINE_YEAR)) == [("学校标识码", "foreign_school")]
    assert codes(checked(own, 学校标识码="2161999999")) == [("学校标识码", "unknown_school")]


@pytest.mark.parametrize(
    ("born", "number", "warned"),
    [
        ("20161231", "2", False),
        ("20170901", "3", False),
        ("20170902", "3", True),
        ("20070902", "3", False),
        ("20070901", "3", True),
    ],
)
def test_an_unusual_age_for_the_stage_is_a_warning_on_the_grade(born, number, warned):
    row = checked(身份证号="", 学籍号=f"L610324{born}0473")
    assert codes(row, "warning") == ([("年级", "age_out_of_range")] if warned else [])
    assert not row.has_error


def test_the_age_is_taken_on_the_first_of_september_of_the_academic_year():
    spring = replace(CONTEXT, term=Term.parse("2023S"))
    child = {"身份证号": "", "学籍号": "L610324201709020473"}
    assert codes(checked(spring, **child)) == codes(checked(**child)) == [("年级", "age_out_of_range")]
    assert codes(checked(replace(CONTEXT, term=Term.parse("2023A")), **child)) == []
    assert checked(**child).issues[0].detail == (4, 5, 14)


def test_the_sex_comes_from_the_id_where_the_column_is_empty():
    assert checked().values.sex == "男"
    assert checked(性别="女").values.sex == "女"


def test_a_numeric_guardians_id_is_a_warning_and_stored_empty():
    row = checked(监护人身份证号=610324198511030000.0)
    assert codes(row) == [("监护人身份证号", "numeric_guardian_id")]
    assert (row.has_error, row.values.guardian_id) == (False, "")


def test_a_vocational_row_keeps_major_and_agriculture():
    row = checked(学校标识码=VOCATIONAL, 年级="一年级", 专业名称="种植", 是否涉农专业="是")
    assert (row.values.stage, row.values.grade, row.values.major, row.values.agriculture) == ("vocational", 1, "种植", True)


def test_unknown_columns_are_kept_as_they_are():
    context = replace(CONTEXT, unknown=("备注一", "身高"))
    assert checked(context, 备注一="单亲", 身高=132.0).values.extra == {"备注一": "单亲", "身高": "132"}
    assert checked(context, 备注一="", 身高="").values.extra == {}


def test_a_formula_in_an_id_or_a_required_cell_is_an_error_of_that_cell():
    row = checked(身份证号=FormulaCell("610324201403150015"), 班级=FormulaCell("2班"))
    assert codes(row, "error") == [("身份证号", "formula_cell"), ("班级", "formula_cell")]


def test_a_formula_elsewhere_is_read_by_its_last_result():
    row = checked(出生日期=FormulaCell(date(2014, 3, 15)), 家庭住址=FormulaCell("某村"))
    assert codes(row) == []
    assert codes(row, "hint") == [("出生日期", "formula_read"), ("家庭住址", "formula_read")]
    assert row.values.address == "某村"


def test_a_row_with_an_error_still_tells_its_numbers_for_the_search_of_duplicates():
    values = checked(姓名="").values
    assert (values.registry_number, values.resident_id) == (f"G{BOY}", BOY)


def test_a_school_without_a_known_type_takes_any_grade():
    context = replace(CONTEXT, schools=SCHOOLS | {KINDERGARTEN: SchoolFacts("")})
    assert checked(context, 学校标识码=KINDERGARTEN).issues == []


def test_full_width_and_spaced_cells_are_cleaned():
    row = checked(身份证号=" 61032420140315 0014", 年级=" 三年级", 班级="２班", 姓名=" 王小明 ")
    assert row.issues == []
    assert (row.values.resident_id, row.values.class_name, row.values.name) == (BOY, "2班", "王小明")
    assert len(cells()) == 23


def test_a_number_and_a_yes_are_read_apart_wherever_they_stand():
    assert [checked(班级=cell).values.class_name for cell in (1, True, 1.0)] == ["1", "是", "1"]
