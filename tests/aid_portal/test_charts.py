"""A chart and its table say the same."""

from decimal import Decimal

from aid_portal.charts import Chart, Series


def chart(**changes):
    facts = {
        "id": "stage",
        "title": "按学段",
        "categories": ("小学", "初中"),
        "series": [Series("春季", (1200, 3)), Series("秋季", (None, 4))],
    }
    return Chart(**{**facts, **changes})


def test_the_table_twin_writes_every_number_of_the_chart():
    assert chart().rows == [("小学", "", ["1,200", "—"]), ("初中", "", ["3", "4"])]
    assert chart().payload["series"] == [{"name": "春季", "values": [1200.0, 3.0]}, {"name": "秋季", "values": [0.0, 4.0]}]


def test_money_is_written_as_yuan_and_each_number_leads_to_its_rows():
    paid = chart(series=[Series("金额", (Decimal("625"), Decimal("0.5")))], money=True, links=("/a/", "/b/"))
    assert paid.rows == [("小学", "/a/", ["625.00"]), ("初中", "/b/", ["0.50"])]
    assert paid.payload["links"] == ["/a/", "/b/"]


def test_a_chart_without_any_number_says_so():
    assert chart(series=[Series("春季", (0, None))]).is_empty
    assert not chart().is_empty
