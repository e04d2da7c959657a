"""The tables of the year over the API: the page's figures, the page's eyes."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.choices import Channel
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.statistics_choices import StatisticsKind
from tests.factories.students import a_student, the_term
from tests.factories.subsidies_money import (
    all_paid,
    an_enrolled_child,
    an_entitlement,
    approved,
    the_money,
    the_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(school, zhao_school, chen, lin, wang):
    """One child in both terms, another's waiver, and what the policy leaves out."""
    for programme in ("CE_BOARD", "VOC_FEE", "SH_FEE"):
        the_money(programme=programme)
    spring = an_enrolled_child("李春秋", student=a_student(name="李春秋"), school=school, term=the_term("2022S"))
    autumn = an_enrolled_child("李春秋", student=spring.student, school=school)
    other = an_enrolled_child("赵邻居", school=zhao_school, stage="vocational", grade=2)
    fee, left = the_programme("VOC_FEE"), the_programme("SH_FEE")
    approved(
        an_entitlement(enrolment=spring),
        an_entitlement(enrolment=autumn),
        an_entitlement(enrolment=other, programme=fee, amount=Decimal("800.00"), waiver=True),
        an_entitlement(enrolment=autumn, programme=left, amount=Decimal("800.00"), waiver=True),
    )
    all_paid(term="2022S", day=date(2022, 5, 20))
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)


def asked(client, **query):
    return client.get("/api/statistics/", query)


@pytest.mark.usefixtures("county")
def test_the_annual_table_is_that_of_the_page(log_in, chen):
    found = asked(log_in(chen), span="2022").json()
    assert (found["kind"], found["lines"], found["column"], found["columns"]) == (
        "annual", ["stage", "programme"], "term", ["2022S", "2022A"],
    )  # fmt: skip
    assert [row["key"] for row in found["rows"]] == [["primary", "CE_BOARD"], ["vocational", "VOC_FEE"]]
    total = found["total"]
    assert (total["times"], total["persons"], total["amount"], total["waived"]) == (3, 2, "1800.00", "800.00")
    assert sum(total["fen"]) == 180_000
    assert found["rows"][0]["cells"]["2022S"]["amount"] == "500.00"
    assert (found["left_out"], found["gaps"]) == (["普通高中免学杂费"], [])
    page = log_in(chen).get("/subsidies/statistics/?span=2022").content.decode()
    assert "1,800.00" in page
    assert "不含普通高中免学杂费" in page


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", [kind for kind in StatisticsKind if LAYOUTS[kind].may_be_frozen])
def test_every_table_can_be_asked_for_and_closes(kind, log_in, chen):
    for query in ({"span": "2022"}, {"span": "paid-2022"}, {"term": "2022A"}, {"span": "2022-2023", "term": "2022A"}):
        found = asked(log_in(chen), kind=kind, **query).json()
        assert found["gaps"] == []
        assert sum(row["total"]["times"] for row in found["rows"]) == found["total"]["times"] > 0


@pytest.mark.usefixtures("county")
def test_every_category_that_is_held_is_told_apart_of_the_table_by_category(log_in, chen):
    held = asked(log_in(chen), kind="category", span="2022").json()["held"]
    assert {code: (found["times"], found["persons"]) for code, found in held.items()} == {"LIFTED": (3, 2)}
    assert asked(log_in(chen), span="2022").json()["held"] == {}


@pytest.mark.usefixtures("county")
def test_a_term_alone_is_its_part_of_the_year(log_in, chen):
    found = asked(log_in(chen), term="2022A").json()
    assert (found["span"], found["term"], found["total"]["times"], found["total"]["amount"]) == ("2022", "2022A", 2, "1300.00")


@pytest.mark.usefixtures("county")
def test_a_school_reads_its_own_figures_and_who_may_not_reads_none(log_in, wang, system_admin, client):
    assert asked(log_in(wang), span="2022").json()["total"]["amount"] == "1000.00"
    assert asked(log_in(system_admin), span="2022").status_code == 403
    assert asked(client).status_code in (401, 403)


@pytest.mark.parametrize("query", [{"kind": "weather"}, {"span": "lately"}, {"term": "2022X"}])
def test_what_cannot_be_understood_is_said_at_its_name(query, log_in, chen):
    answer = asked(log_in(chen), **query)
    assert (answer.status_code, list(answer.json())) == (400, list(query))
