"""The county's reports of a term: every number leads to exactly its rows, on the page, in the workbook and over the API."""

from datetime import date
from html import unescape

import pytest

from aid_portal import jobs
from aid_portal.actions import exports
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import export_named
from subsidies.reports.report_grids import county_grid
from subsidies.rules.statistics import Span
from tests.exports import read_csv, rows_of
from tests.factories.students import a_record, a_release, the_term
from tests.factories.subsidies_money import all_paid, an_enrolled_child, an_entitlement, approved, the_money
from tests.subsidies.county import a_child, check
from tests.subsidies.following import figures_of, followed

pytestmark = pytest.mark.django_db
KINDS = ("monitored", "city")


@pytest.fixture
def county(school, zhao_school, chen, lin, wang):
    """Three monitored children, one of them in no roster; one child of this term and one of the term before were paid for."""
    release = a_release()
    a_child(school, "MON_EDGE", release=release, name="在校的", stage="primary")
    a_child(zhao_school, "MON_EDGE", release=release, name="邻校的", stage="primary")
    a_record(release=release, name="失踪的", birth_date=date(2010, 5, 1), town="法门镇", village="西寨村", person_number="P9")
    check()
    the_money()
    approved(an_entitlement())
    all_paid()


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_page_is_said_by_the_list_behind_it(kind, log_in, chen):
    client = log_in(chen)
    grid = county_grid(kind, Span.parse("2022A"), chen)
    page = unescape(client.get(f"/subsidies/statistics/{kind}/?span=2022A").content.decode())
    linked = figures_of(grid)
    assert len(linked) > 6
    for figure in linked:
        assert f'<a href="{figure.url}">{figure.text}</a>' in page
        assert figure.text in followed(client, figure.url), figure


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_has_the_layout_and_the_numbers_of_the_page(kind, chen):
    grid = county_grid(kind, Span.parse("2022A"), chen)
    groups, _parts, *lines, foot = rows_of(taken(kind, chen))
    assert groups[0] == grid.heads[0]
    assert [line[0] for line in lines] == [line.heads[0] for line in grid.lines]
    assert list(foot[1:]) == [None if each.value is None else each.value for group in grid.foot for each in group]


def taken(kind, user, **how):
    order = ExportOrder.placed(export_named(f"statistics_{kind}"), "span=2022A", "2022A", **how)
    return jobs.run_inline(exports.order(order=order, by=user))


@pytest.mark.usefixtures("county")
def test_programs_take_a_line_a_row(chen):
    rows = read_csv(taken("monitored", chen, format="csv"))
    assert {row["home_town"]: (row["suspect_persons"], row["persons"]) for row in rows} == {
        "城关街道": ("0", "2"), "法门镇": ("1", "1"),
    }  # fmt: skip


@pytest.mark.usefixtures("county")
def test_the_city_report_lays_enrolled_due_and_paid_side_by_side(log_in, chen):
    found = log_in(chen).get("/api/statistics/", {"kind": "city", "term": "2022A"}).json()
    beside = {each["name"]: {tuple(row["key"]): row["total"] for row in each["rows"]} for each in found["beside"]}
    assert beside["enrolled"][()]["persons"] == 3
    assert beside["due"][("primary",)]["times"] == beside["due"][()]["times"] > 0
    assert found["total"]["times"] == 1


@pytest.mark.usefixtures("county")
def test_a_school_has_no_report_of_monitored_children(log_in, wang):
    client = log_in(wang)
    assert client.get("/subsidies/statistics/monitored/").status_code == 404
    assert client.get("/api/statistics/", {"kind": "monitored"}).status_code == 403
    assert "监测对象去向" not in client.get("/subsidies/statistics/").content.decode().split("<main")[-1]
    assert client.get("/subsidies/statistics/city/?span=2022A").status_code == 200


@pytest.mark.usefixtures("county")
def test_a_report_of_a_term_is_not_frozen(log_in, lin):
    assert log_in(lin).get("/subsidies/statistics/city/freeze/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "before"),
    [("2022", ["2021"]), ("2022-2023", ["2021-2022"]), ("paid-2022", ["paid-2021"]), ("2022A", ["2021A", "2022S"]),
     ("2022S", ["2021S", "2021A"])],
)  # fmt: skip
def test_a_year_is_compared_with_the_year_before_a_term_also_with_the_term_before(asked, before):
    assert [str(span) for _label, span in Span.parse(asked).earlier] == before


def test_last_term_stands_in_the_same_table_with_the_difference(log_in, chen, lin, school):
    the_money()
    approved(
        an_entitlement(enrolment=an_enrolled_child(school=school, term=the_term("2022S"))), an_entitlement(), an_entitlement()
    )
    all_paid(term="2022S")
    all_paid()
    page = log_in(chen).get("/subsidies/statistics/town/?span=2022A").content.decode()
    assert "上学期：2022年春季学期" in page
    assert "上年同期" not in page
    grid = county_grid("town", Span.parse("2022A"), chen)
    times, amount, change = grid.foot[-1]
    assert (times.value, amount.value, change.value) == (1, 500, 1)
    assert "span=2022S" in times.url
