"""A report of a town, a stage or a programme: its numbers are those of the lists under the same conditions, and add up."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal import jobs
from aid_portal.actions import exports
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import export_named
from aid_portal.models import SavedSearch
from subsidies.choices import Channel
from subsidies.reports.county_reports import report
from subsidies.reports.report_grids import county_grid
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.rules.statistics import Part, Span
from subsidies.statistics_choices import StatisticsKind
from tests.exports import rows_of
from tests.factories.portal import a_school, a_unit, the_bureau
from tests.factories.students import the_term
from tests.factories.subsidies_money import all_paid, an_enrolled_child, an_entitlement, approved, the_money, the_programme
from tests.subsidies.following import figures_of, followed

pytestmark = pytest.mark.django_db
YEAR, TOWN = Span.parse("2022"), "610324101"
HERE = Part(town=TOWN)
CASES = [
    (kind, Part(**{name: {"town": TOWN, "stage": "vocational", "programme": "VOC_FEE"}[name]}))
    for kind in StatisticsKind
    for name in LAYOUTS[kind].parts
]


@pytest.fixture
def county(school, chen, lin, wang):
    """In one town a boarder of two terms, in the other a boarder and a waiver of the vocational stage."""
    other = a_school("2161324055", "塬上小学", parent=a_unit("town", TOWN, "天度镇", the_bureau()))
    for programme in ("CE_BOARD", "VOC_FEE"):
        the_money(programme=programme)
    spring = an_enrolled_child("李春秋", school=school, term=the_term("2022S"))
    autumn = an_enrolled_child("李春秋", student=spring.student, school=school)
    trade = an_enrolled_child("赵技工", school=other, stage="vocational", grade=2)
    fee = an_entitlement(enrolment=trade, programme=the_programme("VOC_FEE"), amount=Decimal("800.00"), waiver=True)
    boarder = an_entitlement(enrolment=an_enrolled_child("钱住校", school=other))
    approved(an_entitlement(enrolment=spring), an_entitlement(enrolment=autumn), boarder, fee)
    all_paid(term="2022S", day=date(2022, 5, 20))
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(("kind", "part"), CASES)
def test_every_number_of_a_part_is_said_by_the_list_behind_it(kind, part, log_in, chen):
    client, grid = log_in(chen), county_grid(kind, YEAR, chen, part)
    told = {url: followed(client, url) for url in {figure.url for figure in figures_of(grid)}}
    assert told
    assert [(figure.url, figure.text) for figure in figures_of(grid) if figure.text not in told[figure.url]] == []


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", [kind for kind in StatisticsKind if "programme" in LAYOUTS[kind].parts])
def test_the_towns_the_stages_and_the_programmes_each_add_up_to_the_whole(kind, chen):
    whole = report(kind, YEAR, chen).total
    assert (whole.times, whole.amount) == (4, Decimal("2300.00"))
    for name, codes in {
        "town": (TOWN, "610324100"), "stage": ("primary", "vocational"), "programme": ("CE_BOARD", "VOC_FEE"),
    }.items():  # fmt: skip
        parts = [report(kind, YEAR, chen, Part(**{name: code})) for code in codes]
        assert sum(part.total.amount for part in parts) == whole.amount
        assert sum(part.total.times for part in parts) == whole.times
        assert [part.gaps for part in parts] == [[], []]


@pytest.mark.usefixtures("county")
def test_what_is_paid_out_in_a_part_is_counted_from_the_payments_too(chen, monkeypatch):
    """A row that the table loses is found, though only a part is looked at."""
    monkeypatch.setattr("subsidies.models.flows.FlowQuerySet.of", lambda flows, part: flows.filter(stage="vocational"))
    assert report("town", YEAR, chen, HERE).gaps


@pytest.mark.usefixtures("county")
def test_page_and_workbook_speak_of_the_same_part_and_say_of_which(log_in, chen):
    page = log_in(chen).get(f"/subsidies/statistics/town/?span=2022&town={TOWN}&stage=vocational").content.decode()
    assert "合计 <strong>1</strong> 人次" in page
    assert 'value="span=2022&amp;town=610324101&amp;stage=vocational"' in page
    assert "/subsidies/statistics/city/?span=2022&amp;town=610324101&amp;stage=vocational" in page
    order = ExportOrder.placed(export_named("statistics_town"), f"span=2022&town={TOWN}&stage=vocational", "2022A")
    *_heads, line, foot = rows_of(jobs.run_inline(exports.order(order=order, by=chen)))
    assert (line[0], foot[-1]) == ("天度镇", 800)
    assert county_grid("town", YEAR, chen, Part(TOWN, "vocational")).title.endswith("天度镇 中职")


@pytest.mark.usefixtures("county")
def test_only_the_whole_county_is_frozen(log_in, lin):
    client = log_in(lin)
    assert "/freeze/" in client.get("/subsidies/statistics/town/?span=2022").content.decode()
    assert "/freeze/" not in client.get(f"/subsidies/statistics/town/?span=2022&town={TOWN}").content.decode()


@pytest.mark.usefixtures("county")
def test_the_conditions_of_a_report_are_kept_under_a_name(log_in, chen):
    client, page = log_in(chen), "/subsidies/statistics/town/"
    assert "存为常用" in client.get(f"{page}?span=2022&town={TOWN}").content.decode()
    assert "存为常用" not in client.get(page).content.decode()
    client.post("/saved-searches/save/", {"page": page, "query": f"span=2021&town={TOWN}", "name": "天度镇去年"})
    assert SavedSearch.objects.get().get_absolute_url() == f"{page}?span=2021&town={TOWN}"
    assert "天度镇去年" in client.get(page).content.decode()


@pytest.mark.usefixtures("county")
def test_the_interface_narrows_as_the_page_does_and_refuses_what_a_table_cannot(log_in, chen, wang):
    def asked(user=chen, **query):
        return log_in(user).get("/api/statistics/", {"span": "2022", **query})

    found = asked(kind="school", town=TOWN, programme="VOC_FEE").json()
    assert (found["total"]["times"], found["total"]["waived"], found["gaps"]) == (1, "800.00", [])
    assert asked(kind="category", town=TOWN).json()["held"]["LIFTED"]["times"] == 2
    for query in (
        {"town": "nowhere"},
        {"programme": "NONE"},
        {"kind": "city", "programme": "VOC_FEE"},
        {"user": wang, "town": TOWN},
    ):
        answer = asked(**query)
        assert (answer.status_code, list(answer.json())) == (400, [list(query)[-1]])
