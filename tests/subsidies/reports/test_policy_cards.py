"""The cards of the programmes agree with the rules that decide."""

from pathlib import Path

import pytest
import yaml

from aid_portal.terms import Term
from subsidies.reports.policy_cards import programme_cards
from subsidies.rules.policy import parse, rate_on, share_on

SHIPPED = Path(__file__).parents[3] / "subsidies" / "policy.yaml"


@pytest.fixture
def document() -> dict:
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


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


def test_who_bears_the_money_is_told_from_term_to_term_and_marked_for_the_one_looked_at(document: dict) -> None:
    document["programmes"][3]["shares"].append(
        {"from": "2022A", "central": 80, "province": "12.50", "county": 7.5, "source": "乙"}
    )
    for term in ("2014A", "2015S", "2022S", "2022A", "2026S"):
        card = programme_cards(document, Term.parse(term))[3]
        holding = share_on(parse(document).programme("SH_GRANT"), term)
        assert [line.source for line in card.shares if line.now] == ([holding.source] if holding else [])
    first, second = card.shares
    assert (first.since, first.until, first.parts, first.assumed) == (
        "2015年春季学期",
        "2022年春季学期",
        "中央80%、县级20%",
        True,
    )
    assert (second.until, second.parts, second.assumed) == ("", "中央80%、省级12.5%、县级7.5%", False)


@pytest.mark.parametrize(("word", "label"), [(None, "基准日在校即全额"), ("month", "按月"), ("day", "按天")])
def test_a_card_says_how_a_part_of_a_term_counts(word: str | None, label: str, document: dict) -> None:
    document["programmes"][0]["proration"] = word
    assert ("折算方式", label) in programme_cards(document, Term.parse("2022A"))[0].facts


def test_a_card_says_whether_the_statistics_count_it_and_where(document: dict) -> None:
    said = {card.code: dict(card.facts)["年度统计"] for card in programme_cards(document, Term.parse("2022A"))}
    assert (said["CE_DAY"], said["SH_FEE"], said["HE_ENTRY"]) == ("计入，按学生学段", "不计入", "计入，列在高等教育")
