import re
from pathlib import Path

import pytest

import students.rules
from students.rules.cells import Issue
from students.sheets.messages import comment, message, remedy, rule, shown_value, title
from students.sheets.sentences import SENTENCES
from tests.students.rules.rows import checked

RULES = Path(students.rules.__file__).parent


def test_scenario_1_the_sentence_names_the_check_digit_that_should_stand_there():
    issue = checked(身份证号="610324201403150015").issues[0]
    assert message(issue, 12) == "第12行“身份证号”：校验码错误，应为 4。请对照户口簿或身份证核对整个号码。"


def test_scenario_4_the_birth_date_does_not_exist():
    issue = checked(身份证号="610324201902290011").issues[0]
    assert rule(issue) == "出生日期不存在"


def test_scenario_5_fifteen_digits_have_their_own_sentence():
    issue = checked(身份证号="610324140315001").issues[0]
    assert rule(issue) == "15位旧身份证号已停用"


def test_scenario_9_the_registry_number_does_not_agree_with_the_id():
    issue = checked(身份证号="610324201403150022").issues[0]
    assert "学籍号与证件号不一致" in message(issue, 3)


def test_a_birth_date_after_the_day_of_import_is_named():
    issue = checked(身份证号="610324203103150014").issues[0]
    assert rule(issue) == "出生日期 2031-03-15 晚于导入当天"


def test_a_duplicate_names_the_other_rows():
    issue = Issue("学籍号", "duplicate_in_file", "error", "", (7, 9))
    assert rule(issue) == "与本文件第7、9行相同"


def test_a_word_off_the_list_is_answered_with_the_list():
    issue = checked(就读方式="看情况").issues[0]
    assert remedy(issue) == "可填：住校、寄宿、住宿、是、走读、非寄宿、否。"
    assert "小学一年级" not in remedy(checked(年级="高一").issues[0])


def test_an_id_missing_from_a_roster_and_from_a_list_have_different_remedies():
    assert "J 或 L" in remedy(Issue("身份证号", "missing", "error"))
    assert remedy(Issue("证件号码", "missing", "warning")).startswith("此行已保留")


def test_the_note_on_the_red_cell_says_what_and_what_next():
    assert comment(Issue("姓名", "missing", "error")) == "没有填写。请补填。"


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("身份证号", "610324201403150015", "610324********0015"),
        ("证件号码", "610324201403150015", "610324********0015"),
        ("学籍号", "G610324201403150014", "G610324********0014"),
        ("银行账号", "6217746956478235184", "6217********5184"),
        ("联系电话", "13812341234", "138****1234"),
        ("就读方式", "看情况", "看情况"),
    ],
)
def test_the_value_on_the_page_is_masked_where_it_is_a_number_of_a_person(column, value, shown):
    assert shown_value(column, value) == shown


def codes_in_the_rules():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.py"))
    return set(re.findall(r'(?:Issue\([^"]*"[^"]+", |warn\("\w+", |issues, )"([a-z_]+)"', text))


def test_every_code_of_the_rules_has_its_sentences():
    found = codes_in_the_rules()
    assert {"missing", "numeric_id", "bad_boarding", "unknown_category", "card_check_digit"} <= found
    assert found <= set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("detail", [(), ("4", "5", "6")])
def test_every_sentence_reads_whole_with_and_without_its_detail(code, detail):
    text = title(code) + message(Issue("身份证号", code, "error", "", detail), 3)
    assert "%" not in text
    assert text.endswith("。")


def test_the_codes_of_the_specification_all_have_sentences():
    named = (
        "numeric_id bad_check_digit bad_birth_date fifteen_digit_id bad_length missing duplicate_in_file unknown_school "
        "foreign_school bad_registry_number registry_id_differs bad_grade bad_boarding bad_status bad_date age_out_of_range "
        "bad_disability_number unknown_category unknown_student numeric_guardian_id bad_tier future_data_date"
    )
    assert set(named.split()) <= set(SENTENCES)
