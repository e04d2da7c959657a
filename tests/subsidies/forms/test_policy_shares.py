"""Who bears the money, as people write it."""

import pytest

from subsidies.forms.policy_shares import SharesForm
from tests.factories.subsidies import the_policy

pytestmark = pytest.mark.django_db
SHARES = {"seen": 0, "from": "2026S", "central": "80", "county": "20", "source": "x"}


def form(**sent: object) -> SharesForm:
    return SharesForm({**SHARES, **sent}, policy=the_policy(), programme="CE_DAY")


def value(**sent: object) -> dict:
    filled = form(**sent)
    assert filled.is_valid(), filled.errors
    return filled.value()


def test_who_bears_nothing_is_not_named() -> None:
    told = {"from": "2026S", "central": "80", "county": "20", "source": "x"}
    assert value(province="0", city="") == told


@pytest.mark.parametrize("written", ["12.50", "１２．５", "12.5%", "12.5 ％", 12.5])
def test_a_share_is_read_as_people_write_it(written: object) -> None:
    assert value(county="7.5", city=written)["city"] == "12.5"


@pytest.mark.parametrize("written", ["-20", "1.234", "两成", "120", "NaN"])
def test_what_is_no_share_is_told_at_its_field_alone(written: str) -> None:
    assert set(form(city=written, county="10").errors) == {"city"}


@pytest.mark.parametrize(("county", "total"), [("10", "90"), ("", "80"), ("20.01", "100.01")])
def test_the_four_come_to_a_hundred_exactly(county: str, total: str) -> None:
    assert form(county=county).errors == {"county": [f"四项合计应为100%，现在是{total}%。"]}


def test_shares_have_a_document_or_are_marked() -> None:
    assert set(form(source="").errors) == {"source"}
    assert value(source="", assumed=True)["assumed"] is True


def test_a_term_that_says_it_already_is_refused() -> None:
    assert set(form(**{"from": "2019A"}).errors) == {"from"}
    assert set(form(**{"from": "2026X"}).errors) == {"from"}


def test_the_fields_stand_in_the_order_of_the_sources_and_show_what_was_said() -> None:
    shown = SharesForm(policy=the_policy(), key="CE_DAY|2019A")
    assert [each.name for each in shown.visible_fields()] == [
        *("from", "central", "province", "city", "county", "source", "assumed"),
    ]
    assert [shown[name].value() for name in ("central", "province", "county")] == ["50", None, "50"]
    assert shown.fields["county"].label == "县级（%）"
