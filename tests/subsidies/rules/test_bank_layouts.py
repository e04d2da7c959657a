"""Layouts as data: what can be used, and in words what cannot."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from subsidies.models import BankLayout
from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_layouts import BadLayout, layout_problems, parse_layout
from subsidies.rules.bank_lines import encode_text
from tests.subsidies.bank_layouts import HEAD, document, layout, payment

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
PART_KEYS = ("kind", "encoding", "unit", "head", "foot", "columns", "headings", "delimiter", "line_end", "success", "failure")


@pytest.mark.parametrize("code", ["rural_bank_txt", "social_card_xlsx", "generic_csv", "fixed"])
def test_the_ready_layouts_can_be_used(code):
    assert layout_problems(document(code)) == []


@pytest.mark.parametrize(
    ("code", "extension"), [("rural_bank_txt", "txt"), ("fixed", "txt"), ("social_card_xlsx", "xlsx"), ("generic_csv", "csv")]
)
def test_a_file_is_named_by_its_kind(code, extension):
    assert layout(code).sent.extension == extension


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "docx"}, "代发文件的文件类型没有填写或无法识别，请从列表中选择。"),
        ({"encoding": "big5"}, "代发文件的编码没有填写或无法识别，请从列表中选择。"),
        ({"unit": None}, "代发文件的金额单位没有填写或无法识别，请从列表中选择。"),
        ({"line_end": "cr"}, "代发文件的换行符没有填写或无法识别，请从列表中选择。"),
        ({"headings": 1}, "代发文件的是否有表头行没有填写或无法识别，请从列表中选择。"),
        ({"delimiter": "A"}, "代发文件的分隔符无法识别，请从列表中选择。"),
        ({"colour": "red"}, "代发文件有无法识别的设置“colour”，请删去。"),
        ({"columns": []}, "代发文件没有列，请至少设置一列。"),
        ({"head": [[]]}, "代发文件首行没有列，请至少设置一列。"),
        ({"foot": "合计"}, "代发文件末行没有列，请至少设置一列。"),
        ({"head": [[{"field": "payee"}]]}, "代发文件首行第1列没有选择内容，或选择的内容不能放在这里，请从列表中选择。"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(change, said):
    wrong = document("rural_bank_txt")
    wrong["sent"].update(change)
    assert layout_problems(wrong) == [said]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"field": "salary"}, "代发文件第1列没有选择内容，或选择的内容不能放在这里，请从列表中选择。"),
        ({"field": ["note"]}, "代发文件第1列没有选择内容，或选择的内容不能放在这里，请从列表中选择。"),
        ({"field": "sequence", "colour": 1}, "代发文件第1列的设置无法识别，请重新设置这一列。"),
        ({"field": "sequence", "width": -1}, "代发文件第1列的宽度应是0至500的整数（按字节计），请改正。"),
        ({"field": "sequence", "width": True}, "代发文件第1列的宽度应是0至500的整数（按字节计），请改正。"),
        ({"field": "sequence", "width": 0}, "代发文件第1列没有宽度，定长文件的每一列都要填写宽度（按字节计）。"),
        ({"field": "sequence", "width": 6, "align": "middle"}, "代发文件第1列的对齐方式只能是左对齐或右对齐，请重新选择。"),
        ({"field": "sequence", "width": 6, "pad": "*"}, "代发文件第1列的补位字符只能是空格或0，请重新选择。"),
        ({"field": "sequence", "width": 6, "text": 1}, "代发文件第1列的表头和固定文字应是文字，请改正。"),
        (
            {"field": "note", "width": 6, "align": "right", "pad": "0"},
            "代发文件第1列用0补位，但只有右对齐的数字才能补0（账号补0会改变账号），请改为空格。",
        ),
        ({"field": "amount", "width": 6}, "代发文件第4列的内容“金额”前面已经有了，请删去一列。"),
    ],
)
def test_what_is_wrong_with_a_column_names_the_column(column, said):
    wrong = document("fixed")
    wrong["sent"]["columns"][0] = column
    assert layout_problems(wrong) == [said]


@pytest.mark.parametrize("field", ["payee", "account", "amount"])
def test_a_payment_file_without_payee_account_or_amount_is_none(field):
    wrong = document("rural_bank_txt")
    wrong["sent"]["columns"] = [column for column in wrong["sent"]["columns"] if column["field"] != field]
    assert [said for said in layout_problems(wrong) if "代发文件缺少" in said] == layout_problems(wrong) != []


def test_a_return_must_say_which_payment_it_speaks_of():
    wrong = document("rural_bank_txt")
    wrong["returned"]["columns"] = [{"field": "amount"}, {"field": "result"}, {"field": "holder"}]
    assert layout_problems(wrong) == ["回盘文件无法与代发明细对应，请补上“业务编号”或“序号”列，或同时补上“账号”和“户名”列。"]


def test_a_return_must_say_what_became_of_each_payment():
    wrong = document("rural_bank_txt")
    wrong["returned"]["columns"] = [{"field": "sequence"}, {"field": "amount"}]
    assert layout_problems(wrong) == ["回盘文件缺少“处理状态”列，请补上。"]


def test_one_word_cannot_mean_both_paid_and_not_paid():
    wrong = document("rural_bank_txt")
    wrong["returned"]["failure"] = ["成功"]
    assert layout_problems(wrong) == ["“成功”既表示成功又表示失败，请从一边删去。"]


@pytest.mark.parametrize("words", [None, [], [""], "失败", [1]])
def test_the_words_of_the_bank_must_be_known(words):
    wrong = document("rural_bank_txt")
    wrong["returned"]["failure"] = words
    assert layout_problems(wrong) == ["回盘文件没有写明哪些词表示成功、哪些词表示失败，请各填至少一个。"]


def test_columns_that_are_found_by_their_headings_have_different_ones():
    wrong = document("generic_csv")
    wrong["returned"]["columns"][1]["heading"] = "户 名"
    wrong["returned"]["columns"][0]["heading"] = ""
    assert layout_problems(wrong) == ["回盘文件第1列没有表头，请填写。", "回盘文件有几列的表头都是“户名”，请改用不同的表头。"]


@pytest.mark.parametrize("place", ["heading", "word"])
@pytest.mark.parametrize("word", ["账\x00号", "账\ud800号"])
def test_what_nobody_can_see_is_no_word_of_a_return(place, word):
    wrong = document("generic_csv")
    if place == "word":
        wrong["returned"]["success"] = [word]
    else:
        wrong["returned"]["columns"][1]["heading"] = word
    assert layout_problems(wrong) == ["回盘文件的表头、固定文字或结果用语含有看不见的字符，请改写。"]


@pytest.mark.parametrize(
    ("code", "word"), [("rural_bank_txt", "开户|行"), ("rural_bank_txt", "𬀪"), ("generic_csv", '"'), ("fixed", "行\n")]
)
def test_the_words_of_a_layout_can_be_written_in_its_file(code, word):
    wrong = document(code)
    wrong["sent"]["columns"].append({"field": "text", "text": word, "width": 9, "heading": "固定"})
    encoding = wrong["sent"]["encoding"].upper()
    assert layout_problems(wrong) == [f"代发文件的表头或固定文字“{word}”含有{encoding}编码没有的字、换行或分列符号，请改写。"]


WORDS = st.text(max_size=4)


@given(WORDS, WORDS, st.sampled_from(["rural_bank_txt", "generic_csv", "fixed"]))
def test_a_layout_without_problems_can_be_written(heading, text, code):
    changed = document(code)
    changed["sent"]["columns"].append({"field": "text", "text": text, "width": 9, "heading": heading})
    if not layout_problems(changed):
        with suppress(UnfitFile):  # as where the words are wider than their column
            encode_text(parse_layout(changed), HEAD, [payment()])


def test_a_workbook_is_returned_with_headings_and_nothing_to_read_above_them():
    wrong = document("social_card_xlsx")
    wrong["returned"]["head"] = [[{"field": "batch"}]]
    assert len(layout_problems(wrong)) == 1
    wrong = document("social_card_xlsx")
    wrong["returned"]["headings"] = False
    assert len(layout_problems(wrong)) == 1


def test_a_file_of_fixed_widths_has_no_headings():
    wrong = document("fixed")
    wrong["sent"]["headings"] = True
    assert layout_problems(wrong) == ["代发文件是定长文件，不能有表头行，请改为没有表头行。"]


@pytest.mark.parametrize("nothing", [None, {}, [], "版式", 7])
def test_a_document_that_is_none_is_said_to_be_none(nothing):
    assert layout_problems(nothing) == ["没有代发文件的设置，请补上。", "没有回盘文件的设置，请补上。"]


@given(
    JSON
    | st.fixed_dictionaries(
        {name: st.fixed_dictionaries({}, optional=dict.fromkeys(PART_KEYS, JSON)) for name in ("sent", "returned")}
    )
)
def test_no_document_whatever_makes_the_check_stumble(anything):
    assert layout_problems(anything)


@given(st.sampled_from(PART_KEYS), JSON, st.sampled_from(["sent", "returned"]))
def test_what_has_no_problem_can_be_read(key, value, part):
    changed = document("generic_csv")
    changed[part][key] = value
    if layout_problems(changed):
        with pytest.raises(BadLayout):
            parse_layout(changed)
    else:
        assert parse_layout(changed)


def test_a_layout_refused_keeps_its_problems():
    with pytest.raises(BadLayout) as refused:
        parse_layout({})
    assert refused.value.problems == layout_problems({})


def test_the_shipped_file_names_each_layout_once():
    shipped = yaml.safe_load((Path(__file__).parents[3] / "subsidies" / "bank_layouts.yaml").read_text(encoding="utf-8"))
    assert [each["code"] for each in shipped] == ["rural_bank_txt", "social_card_xlsx", "generic_csv"]
    assert all(each["label"] for each in shipped)


def test_the_shipped_file_fits_the_table_that_keeps_it():
    shipped = yaml.safe_load((Path(__file__).parents[3] / "subsidies" / "bank_layouts.yaml").read_text(encoding="utf-8"))
    longest = {name: BankLayout._meta.get_field(name).max_length for name in ("code", "label")}
    assert all(len(each[name]) <= longest[name] for each in shipped for name in longest)
