"""What a family said is taken from its own row only, in the words of the list, with an amount where it is another."""

from decimal import Decimal

import pytest

from subsidies.rules.call_sheet_rows import AnswerRow, Asked, CallJudge

ASKED = {
    1: Asked("李一", Decimal(500), open=True),
    2: Asked("李二", Decimal(500), open=True),
    3: Asked("李三", Decimal(500), open=False),
}


def judged(*rows: tuple) -> CallJudge:
    judge = CallJudge(ASKED)
    for number, row in enumerate(rows, start=2):
        judge.see(number, row)
    return judge


def test_rows_that_were_filled_in_are_answers_and_the_others_are_left() -> None:
    judge = judged(
        (1, "李一", "收到的金额不同", 400.0, "存折上少100"), (2, "李二", "没有联系上", "", ""), (3, "李三", "", "", "")
    )
    assert judge.mistakes == []
    assert judge.good == [
        AnswerRow(1, "other_amount", Decimal(400), "存折上少100"), AnswerRow(2, "unreachable", None, ""),
    ]  # fmt: skip
    assert judge.empty == 1


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ((9, "李一", "没有收到", "", ""), "序号", "“9”不在这次抽样里"),
        (("一", "李一", "没有收到", "", ""), "序号", "“一”不在这次抽样里"),
        ((1, "李二", "没有收到", "", ""), "学生", "抽样第1笔是“李一”，不是“李二”，请核对是否错行"),
        ((1, "李一", "收到了", "", ""), "是否收到", "请填其中一项：已收到，金额一致、收到的金额不同、没有收到、没有联系上"),
        ((1, "李一", "收到四百", 400, ""), "是否收到", "“收到四百”不是回访结果"),
        ((1, "李一", "", "", "打不通"), "是否收到", "没有填写，请填其中一项"),
        ((1, "李一", "没有收到", 400, ""), "家长所说金额（元）", "只在收到的金额不同时填写"),
        ((1, "李一", "收到的金额不同", "", ""), "家长所说金额（元）", "请填大于0的数，最多2位小数"),
        ((1, "李一", "收到的金额不同", "400.005", ""), "家长所说金额（元）", "“400.005”不对"),
        ((1, "李一", "收到的金额不同", "500", ""), "家长所说金额（元）", "与发放的金额相同"),
        ((1, "李一", "没有收到", "", "字" * 201), "备注", "超过200字"),
        ((3, "李三", "没有收到", "", ""), "是否收到", "已经登记过结果"),
    ],
)
def test_each_bad_cell_is_told_with_its_row_column_and_remedy(row: tuple, column: str, words: str) -> None:
    judge = judged(row)
    [mistake] = judge.mistakes
    assert (mistake.row, mistake.column, judge.good) == (2, column, [])
    assert f"第2行“{column}”：" in mistake.message
    assert words in mistake.message


def test_a_place_stands_in_a_sheet_once() -> None:
    [mistake] = judged((1, "李一", "没有收到", "", ""), (1, "李一", "已收到，金额一致", "", "")).mistakes
    assert (mistake.row, "与第2行是同一笔" in mistake.message) == (3, True)
