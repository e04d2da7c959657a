"""公示名单: name, class, tier or programme; nothing that says who the child is elsewhere or why it is poor."""

from datetime import UTC, date, datetime

import pytest

from subsidies.sheets import public_lists
from subsidies.sheets.public_lists import ALLOWED, NotForThePublic, PublicList
from tests.papers import pages_of, rows_of, text_of

ROW = ("李小明", "三年级1班", "特别困难")


def listed(columns=("name", "class_name", "tier"), rows=(ROW,)) -> PublicList:
    return PublicList(
        bureau="扶风县教育体育局",
        school="城关镇中心小学",
        title="家庭经济困难学生资助公示名单",
        term="2022年春季学期",
        first_on=date(2022, 5, 5),
        last_on=date(2022, 5, 11),
        working_days=5,
        phone="0917-5211234",
        columns=columns,
        rows=rows,
        made_at=datetime(2022, 5, 5, 1, 0, tzinfo=UTC),
    )


def test_the_columns_that_may_be_shown_are_these_four_and_no_more():
    assert set(ALLOWED) == {"name", "class_name", "tier", "programme"}


@pytest.mark.parametrize(
    "column", ["category", "id_number", "registry_number", "phone", "account", "address", "birth_date", "姓名"]
)
def test_a_list_with_any_other_column_cannot_be_built(column):
    with pytest.raises(NotForThePublic, match=column):
        listed(("name", column), [("李小明", "")])


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (0, "李小明610324201203150013"),
        (1, "13809171234"),
        (1, "１３８０９１７１２３４"),
        (2, "6230********1234"),
        (2, "孤儿"),
        (1, "三年级1班（低保）"),
        (2, "特别困难（脱贫不稳定户）"),
    ],
)
def test_a_number_or_a_reason_hidden_in_an_allowed_column_stops_the_list(place, cell):
    row = [*ROW[:place], cell, *ROW[place + 1 :]]
    with pytest.raises(NotForThePublic) as refused:
        listed(rows=[row])
    assert cell not in str(refused.value), "an error page or a log must not show it either"


def test_a_row_with_a_cell_too_many_stops_the_list():
    with pytest.raises(NotForThePublic, match="other cells"):
        listed(rows=[(*ROW, "农村低保")])


def test_the_list_says_how_long_it_hangs_and_whom_to_call():
    text = text_of(public_lists.pdf(listed()))
    for words in ("2022年5月5日至2022年5月11日", "5个工作日", "监督电话：0917-5211234", "城关镇中心小学", "学校（公章）"):
        assert words in text
    assert "1李小明三年级1班特别困难" in text


def test_a_list_by_programme_shows_no_tier():
    text = text_of(public_lists.pdf(listed(("name", "class_name", "programme"), [("李小明", "高一1班", "普通高中国家助学金")])))
    assert "序号姓名班级资助项目1李小明高一1班普通高中国家助学金" in text
    assert "档次" not in text


def test_five_hundred_names_are_all_there_under_heads_on_every_page():
    rows = [(f"学生{number}", "三年级1班", "一般困难") for number in range(1, 502)]
    pages = pages_of(public_lists.pdf(listed(rows=rows)))
    assert all("序号姓名班级档次" * 2 in page for page in pages)
    assert sum(page.count("三年级1班") for page in pages) == 501
    assert all("城关镇中心小学" in page for page in pages), "a page that fell off the wall says where it belongs"
    assert "公示人数501人" in pages[0]


def test_the_workbook_has_the_same_columns_and_no_hidden_ones():
    rows = rows_of(public_lists.xlsx(listed()))
    assert rows[2] == ["序号", "姓名", "班级", "档次"]
    assert rows[3] == [1, *ROW]
