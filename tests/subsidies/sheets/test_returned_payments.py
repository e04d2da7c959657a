"""退票清单: each payment that came back with its reason and its remedy."""

from datetime import UTC, date, datetime
from decimal import Decimal

from subsidies.sheets import returned_payments
from subsidies.sheets.batch_heads import BatchHead
from subsidies.sheets.returned_payments import ReturnedPayments, ReturnedRow
from tests.papers import pages_of, rows_of, text_of

HEAD = BatchHead("扶风县教育体育局", "2022年春季学期", "PF2022S-0003", datetime(2022, 6, 8, 2, 0, tzinfo=UTC), "陈静", "林涛")
REMEDY = "核对户名后由监护人更正卡信息"
HEADS = "序号学校姓名班级开户行收款账号金额（元）退回日期退回原因处理办法"


def returned(count: int) -> ReturnedPayments:
    row = ReturnedRow(
        "法门高中",
        "李小明",
        "高一1班",
        "扶风农商银行",
        "6230521234567891234",
        Decimal("1000.00"),
        date(2022, 6, 20),
        "户名不符",
        REMEDY,
    )
    return ReturnedPayments(HEAD, "普通高中国家助学金", [row] * count)


def test_each_row_says_why_it_came_back_and_what_to_do():
    text = text_of(returned_payments.pdf(returned(1)))
    assert f"法门高中李小明高一1班扶风农商银行6230********12341,000.002022-06-20户名不符{REMEDY}" in text
    assert "6230521234567891234" not in text


def test_the_sum_stands_once_and_the_heads_on_every_page():
    pages = pages_of(returned_payments.pdf(returned(100)))
    assert len(pages) > 1
    assert all(HEADS in page for page in pages)
    assert "合计100笔100,000.00" in pages[-1]
    assert "退回金额（大写）：人民币壹拾万元整" in pages[-1]


def test_the_workbook_has_the_day_as_a_day_and_the_account_masked():
    rows = rows_of(returned_payments.xlsx(returned(1)))
    account, amount, day, *words = rows[3][5:]
    assert (account, amount, day.date(), words) == ("6230********1234", 1000, date(2022, 6, 20), ["户名不符", REMEDY])
    assert rows[4][1:7] == ["合计", "1 笔", None, None, None, 1000]
