from datetime import date

from students.rules.cells import Issue, extra_of, has_formula, is_number, merged, text_of, without_formulas, word_of
from tests.students.rules.rows import FormulaCell


def test_an_integral_number_is_read_as_its_digits():
    assert text_of(2161324001.0) == "2161324001"
    assert text_of(12) == "12"
    assert text_of(0) == "0"
    assert text_of(12.5) == "12.5"


def test_a_long_number_is_shown_as_the_spreadsheet_shows_it():
    assert text_of(610324201403150000.0) == "610324201403150000"
    assert text_of(6217001234567890.0) == "6217001234567890"
    assert text_of(6.1e19) == "61000000000000000000"


def test_a_tick_box_and_a_date_are_read_as_words():
    assert text_of(True) == "是"
    assert text_of(False) == "否"
    assert text_of(date(2022, 9, 1)) == "2022-09-01"


def test_a_word_of_a_list_has_no_white_space_in_it():
    assert word_of(" 走 读\n") == "走读"
    assert word_of(2.0) == "2"


def test_a_tick_box_is_no_number():
    assert is_number(610324201403150000.0)
    assert is_number(6)
    assert not is_number(True)
    assert not is_number("6")


def test_a_formula_is_an_error_in_a_strict_column_and_a_hint_elsewhere():
    row = ["1", FormulaCell("王"), FormulaCell(3.0), FormulaCell("x")]
    assert has_formula(row)
    plain, issues = without_formulas(row, ("甲", "姓名", "班级"), {"姓名"})
    assert plain == ["1", "王", 3.0, "x"]
    assert [(issue.column, issue.code, issue.severity, issue.value) for issue in issues] == [
        ("姓名", "formula_cell", "error", "王"),
        ("班级", "formula_read", "hint", "3"),
    ]
    assert not has_formula(plain)


def test_a_cell_refused_for_its_formula_is_not_blamed_twice():
    formulas = [Issue("身份证号", "formula_cell", "error"), Issue("班级", "formula_read", "hint")]
    found = [Issue("身份证号", "bad_length", "error"), Issue("班级", "missing", "error")]
    assert merged(formulas, found) == [*formulas, found[1]]


def test_other_columns_are_kept_but_not_the_place_of_the_row_in_its_file():
    assert extra_of(("序号", "身高", "备注一"), (7.0, 132.0, " ")) == {"身高": "132"}
