"""The policy laid out for reading agrees with the rule that decides."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from aid_portal.terms import Term
from subsidies.reports.policies import burden_table, term_table
from subsidies.rules.policy import parse

SHIPPED = Path(__file__).parents[3] / "subsidies" / "policy.yaml"


@pytest.fixture
def document() -> dict:
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


def row(document: dict, term: str, stage: str, code: str):
    return next((r for r in term_table(parse(document), Term.parse(term)) if (r.stage, r.code) == (stage, code)), None)


def test_a_term_grants_by_tier_what_the_newest_rate_says(document: dict) -> None:
    assert row(document, "2024A", "普高", "SH_GRANT").amounts == [Decimal("1250.00"), Decimal("750.00"), None]
    assert row(document, "2025S", "普高", "SH_GRANT").amounts == [Decimal("1400.00"), Decimal("900.00"), None]
    assert row(document, "2025S", "普高", "SH_GRANT").assumed
    assert not row(document, "2024A", "普高", "SH_GRANT").assumed


def test_who_holds_no_tier_is_shown_an_amount_only_where_another_ground_opens_it(document: dict) -> None:
    assert row(document, "2022A", "中职", "VOC_FEE").amounts[-1] == Decimal("800.00")
    assert row(document, "2022A", "学前", "PRE_LIVING").amounts[-1] is None
    assert row(document, "2022A", "小学", "CE_DAY").amounts[-1] is None
    document["programmes"][2]["categories"].append("RIGID")  # by itself without a tier, and on the list
    assert row(document, "2022A", "小学", "CE_DAY").amounts[-1] == Decimal("250.00")


def test_the_grades_of_the_term_are_named(document: dict) -> None:
    assert row(document, "2024A", "中职", "VOC_GRANT").who == "一年级、二年级"
    assert row(document, "2025S", "中职", "VOC_GRANT").who == "一年级、二年级、三年级"


def test_a_programme_that_has_not_begun_is_not_in_the_term(document: dict) -> None:
    assert row(document, "2010A", "学前", "PRE_LIVING") is None
    assert row(document, "2011A", "学前", "PRE_LIVING") is not None


def burdens(document: dict, term: str) -> dict[str, tuple]:
    rows = burden_table(parse(document), Term.parse(term))
    return {row.code: (row.parts, row.proration, row.assumed, row.known) for row in rows}


def test_a_term_says_who_bears_the_money_of_each_programme_that_it_grants(document: dict) -> None:
    pre, senior = document["programmes"][0], document["programmes"][3]
    pre.update(proration="day", shares=[{"from": "2013A", "province": 33.5, "county": 66.5, "source": "x"}])
    found = burdens(document, "2015S")
    assert set(found) == {"PRE_LIVING", "SH_GRANT", "VOC_FEE", "VOC_GRANT", "HE_ENTRY"}
    assert found["PRE_LIVING"] == ([None, "33.5", None, "66.5"], "按天", False, True)
    assert found["SH_GRANT"] == (["80", None, None, "20"], "基准日在校即全额", True, True)
    senior["shares"][0]["from"] = "2015A"
    assert burdens(document, "2015S")["SH_GRANT"] == ([None] * 4, "基准日在校即全额", False, False)
