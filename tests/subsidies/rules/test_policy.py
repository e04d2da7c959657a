"""The rates, grades, shares and the rule on removed risks, either side of each border."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.policy import grades_on, parse, rate_on, risk_rule, share_on


@pytest.mark.parametrize(
    ("programme", "stage", "tier", "term", "amount"),
    [
        ("PRE_LIVING", "kindergarten", "general", "2011S", None),
        ("PRE_LIVING", "kindergarten", "general", "2011A", "375.00"),
        ("CE_BOARD", "primary", "severe", "2019S", None),
        ("CE_BOARD", "primary", "severe", "2019A", "500.00"),
        ("CE_BOARD", "junior", "general", "2023A", "625.00"),
        ("CE_BOARD", "primary", "general", "2024S", "625.00"),
        ("CE_BOARD", "junior", "general", "2024S", "750.00"),
        ("CE_DAY", "primary", "", "2023A", "250.00"),
        ("CE_DAY", "junior", "", "2023A", "312.50"),
        ("CE_DAY", "primary", "", "2024S", "312.50"),
        ("CE_DAY", "junior", "", "2024A", "375.00"),
        ("SH_GRANT", "senior", "severe", "2024A", "1250.00"),
        ("SH_GRANT", "senior", "general", "2024A", "750.00"),
        ("SH_GRANT", "senior", "severe", "2025S", "1400.00"),
        ("SH_GRANT", "senior", "general", "2025S", "900.00"),
        ("SH_GRANT", "senior", "", "2025S", None),
        ("SH_FEE", "senior", "", "2015A", None),
        ("SH_FEE", "senior", "", "2016S", "800.00"),
        ("VOC_FEE", "vocational", "", "2012S", None),
        ("VOC_FEE", "vocational", "", "2012A", "800.00"),
        ("VOC_GRANT", "vocational", "", "2024A", "1000.00"),
        ("VOC_GRANT", "vocational", "severe", "2025S", "1400.00"),
        ("VOC_GRANT", "vocational", "general", "2025S", "900.00"),
        ("VOC_GRANT", "vocational", "", "2025S", "1150.00"),
    ],
)
def test_the_amount_is_that_of_the_term_of_entitlement(policy, programme, stage, tier, term, amount):
    rate = rate_on(policy.programme(programme), term, stage, tier)
    assert (rate and str(rate.amount)) == amount


def test_a_rate_holds_from_its_spring_term_although_the_letter_s_sorts_after_a(document):
    document["programmes"][0]["rates"] = [
        {"from": "2022A", "amount": 2, "source": "b"},
        {"from": "2022S", "amount": 1, "source": "a"},
    ]
    programme = parse(document).programme("PRE_LIVING")
    amounts = [rate_on(programme, term, "kindergarten", "general") for term in ("2021A", "2022S", "2022A", "2023S")]
    assert [each and each.amount for each in amounts] == [None, Decimal("1.00"), Decimal("2.00"), Decimal("2.00")]


def test_amounts_are_decimals_to_the_fen_whatever_the_document_writes(document):
    document["programmes"][0]["rates"] = [{"from": "2011A", "amount": 312.5, "source": "a"}]
    assert str(parse(document).programme("PRE_LIVING").rates[0].amount) == "312.50"


@pytest.mark.parametrize(("term", "grades"), [("2014A", set()), ("2015S", {1, 2}), ("2024A", {1, 2}), ("2025S", {1, 2, 3})])
def test_grade_three_joins_the_vocational_grant_in_spring_2025(policy, term, grades):
    assert grades_on(policy.programme("VOC_GRANT"), term) == grades


def test_who_bears_the_money_changes_with_the_term(document):
    document["programmes"][0]["shares"] = [
        {"from": "2022A", "central": 80, "county": "20.0", "source": "b"},
        {"from": "2022S", "province": 50, "county": 50, "source": "a", "assumed": True},
    ]
    programme = parse(document).programme("PRE_LIVING")
    assert share_on(programme, "2021A") is None
    spring, autumn = share_on(programme, "2022S"), share_on(programme, "2023S")
    assert dict(spring.parts) == {"central": 0, "province": 50, "city": 0, "county": 50}
    assert [(source, part) for source, part in autumn.parts if part] == [("central", 80), ("county", 20)]
    assert [(each.source, each.assumed) for each in (spring, autumn)] == [("a", True), ("b", False)]


def test_a_whole_term_counts_unless_the_policy_says_otherwise(document):
    document["programmes"][1]["proration"] = "day"
    programmes = parse(document).programmes
    assert [programmes[place].proration for place in (0, 1)] == ["none", "day"]


def test_a_programme_without_a_list_of_grades_is_open_to_all(policy):
    assert grades_on(policy.programme("CE_DAY"), "2022A") is None


@pytest.mark.parametrize(
    ("mode", "term", "removed_on", "counts"),
    [
        ("never", "2022A", date(2099, 1, 1), False),
        ("always", "2022A", date(2000, 1, 1), True),
        ("always", "2022A", None, True),
        ("until_end_of_academic_year", "2022A", date(2022, 8, 31), False),
        ("until_end_of_academic_year", "2022A", date(2022, 9, 1), True),
        ("until_end_of_academic_year", "2023S", date(2022, 8, 31), False),
        ("until_end_of_academic_year", "2023S", date(2022, 9, 1), True),
        ("until_end_of_academic_year", "2022S", date(2021, 9, 1), True),
        ("until_end_of_academic_year", "2022A", None, False),
        ("until_end_of_term", "2023S", date(2023, 1, 31), False),
        ("until_end_of_term", "2023S", date(2023, 2, 1), True),
        ("until_end_of_term", "2022A", date(2022, 8, 31), False),
        ("until_end_of_term", "2022A", date(2022, 9, 1), True),
    ],
)
def test_a_removed_risk_counts_as_the_parameter_says(document, mode, term, removed_on, counts):
    rule = risk_rule(parse({**document, "risk_removed": mode}), term)
    assert rule.counts(removed_on) is counts


def test_the_shipped_rule_lets_a_removed_risk_count_until_the_end_of_the_academic_year(policy):
    rule = risk_rule(policy, "2023S")
    assert (rule.mode, rule.counts_from) == ("until_end_of_academic_year", date(2022, 9, 1))


def test_tiers_stand_highest_first(policy):
    assert policy.height("severe") > policy.height("general") > policy.height("") == 0


def test_the_exclusions_of_a_programme_are_the_others_of_its_group(policy):
    assert policy.programme("CE_BOARD").exclusions == ("PRE_LIVING", "CE_DAY")
    assert policy.programme("VOC_FEE").exclusions == ()


def test_the_cut_off_days_are_no_part_of_the_policy(document):
    assert parse({**document, "terms": {}}) == parse(document)


def test_words_are_looked_up_by_code(policy):
    assert policy.tier_label("severe") == "特别困难"
    assert policy.category("TEKUN").label == "特困救助供养"
    assert [each.code for each in policy.held({"LIFTED", "MON_EDGE", "UNHEARD_OF"})] == ["MON_EDGE", "LIFTED"]
