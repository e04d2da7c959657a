"""The policy laid out for reading agrees with the rule that decides."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from aid_portal.terms import Term
from subsidies.reports.policies import programme_cards, term_table
from subsidies.rules.policy import parse, rate_on

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


@pytest.mark.parametrize("term", ["2018A", "2022S", "2024S", "2024A", "2025S", "2026A"])
def test_the_marks_of_the_rate_tables_are_those_of_the_deciding_rule(term: str, document: dict) -> None:
    """A rate is marked for the term exactly where some stage and tier gets it from rate_on."""
    policy = parse(document)
    for card, programme in zip(programme_cards(document, Term.parse(term)), policy.programmes, strict=True):
        tiers = ["severe", "general", *([] if programme.needs == "any_tier" else [""])]
        deciding = {rate_on(programme, term, stage, tier) for stage in programme.stages for tier in tiers} - {None}
        marked = [(line.since, line.yuan) for line in card.rates if line.now]
        assert sorted(marked) == sorted((Term.parse(r.since).label, f"{r.amount:,.2f}") for r in deciding)


def test_a_rate_that_one_tier_still_gets_has_no_end(document: dict) -> None:
    grant = document["programmes"][6]
    grant["rates"] = [rate for rate in grant["rates"] if rate.get("tier") != "general"]
    first = programme_cards(document, Term.parse("2025S"))[6].rates[0]
    assert (first.until, first.now) == ("", True)
