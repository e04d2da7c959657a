"""发文字号: hexagonal brackets, four digits of the year, no 0 before the number and no 第 (domain.md 8.2, scenario 37)."""

import pytest

from aid_portal.errors import Refused
from supervision.rules.document_numbers import DocumentNumber, corrected

RIGHT = DocumentNumber("扶教体督", 2022, 15)


def test_a_number_is_written_with_hexagonal_brackets_and_read_back():
    assert str(RIGHT) == "扶教体督〔2022〕15号"
    assert DocumentNumber.parse("扶教体督〔2022〕15号") == RIGHT


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("扶教体督[2022]15号", "六角括号"),
        ("扶教体督（2022）15号", "六角括号"),
        ("扶教体督【2022】15号", "六角括号"),
        ("扶教体督〔2022〕015号", "不补0"),
        ("扶教体督〔2022〕第15号", "不加“第”"),
        ("扶教体督〔2022年〕15号", "不写“年”"),
        ("扶教体督〔2022〕15", "写“号”"),
        ("扶教体督〔2022〕 15 号", "不留空格"),
        ("扶教体督〔２０２２〕15号", "半角"),
    ],
)
def test_another_way_of_writing_is_refused_with_what_is_wrong_and_how_it_is_right(written, fault):
    with pytest.raises(Refused) as refused:
        DocumentNumber.parse(written)
    assert fault in refused.value.message
    assert "请写成“扶教体督〔2022〕15号”" in refused.value.message
    assert corrected(written)[0] == RIGHT


def test_all_faults_of_one_number_are_said_at_once():
    assert corrected("扶教体督[2022]第015号")[1] == ["年份用六角括号〔〕", "序号前不加“第”", "序号前不补0"]


@pytest.mark.parametrize("text", ["", "15号", "[2022]015号", "扶教体督2022-15", "扶教体督〔22〕15号", "扶教体督〔2022〕0号"])
def test_what_names_no_document_is_not_guessed(text):
    with pytest.raises(Refused):
        corrected(text)


@pytest.mark.parametrize("word", ["", "督", "扶教 体督", "扶教体督2022", "FJTD"])
def test_a_word_of_an_agency_is_made_of_chinese_characters(word):
    with pytest.raises(Refused, match="机关代字"):
        DocumentNumber(word, 2022, 15)
