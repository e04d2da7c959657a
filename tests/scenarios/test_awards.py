"""The acceptance scenarios of domain.md 13 on what a child is due: 10-12, 15, 19, 20."""

from decimal import Decimal

import pytest

from subsidies.rules.decisions import Case, decide


def amounts(policy, term, stage, *categories, **facts):
    known = {"grade": 1, "boarding": False, "hukou": "urban", "agriculture": False, "determined": "", **facts}
    verdict = decide(Case(stage=stage, categories=frozenset(categories), **known), policy, term)
    return {grant.programme: grant.amount for grant in verdict.grants}


def test_scenario_10_a_day_pupil_of_a_junior_school_on_rural_dibao_gets_312_50_a_term(policy):
    terms = [amounts(policy, term, "junior", "DIBAO_RURAL")["CE_DAY"] for term in ("2022S", "2022A")]
    assert [str(amount) for amount in terms] == ["312.50", "312.50"]
    assert sum(terms) == Decimal("625.00")


def test_scenario_11_a_boarder_of_autumn_2023_gets_the_standard_of_that_term_however_late_it_is_paid(policy):
    assert str(amounts(policy, "2023A", "primary", "LIFTED", boarding=True)["CE_BOARD"]) == "500.00"


@pytest.mark.parametrize(
    ("stage", "boarding", "amount"),
    [("primary", True, "625.00"), ("junior", True, "750.00"), ("primary", False, "312.50"), ("junior", False, "375.00")],
)
def test_scenario_12_the_standards_of_spring_2024(policy, stage, boarding, amount):
    assert [str(each) for each in amounts(policy, "2024S", stage, "LIFTED", boarding=boarding).values()] == [amount]


def test_scenario_15_a_child_of_a_monitored_household_determined_too_low_gets_the_highest_tier(policy):
    case = Case("senior", 1, True, "rural", False, frozenset({"MON_EDGE"}), "general")
    verdict = decide(case, policy, "2022A")
    assert (verdict.tier, verdict.findings) == ("severe", ("tier_low",))
    assert {grant.programme: str(grant.amount) for grant in verdict.grants}["SH_GRANT"] == "1250.00"


def test_scenario_19_a_vocational_student_of_a_monitored_household_has_a_waiver_and_a_grant(policy):
    case = Case("vocational", 1, True, "rural", False, frozenset({"MON_SUDDEN"}), "")
    grants = decide(case, policy, "2022A").grants
    assert [(grant.programme, str(grant.amount), grant.waiver) for grant in grants] == [
        ("VOC_FEE", "800.00", True),
        ("VOC_GRANT", "1000.00", False),
    ]


@pytest.mark.parametrize(("term", "granted"), [("2024A", False), ("2025S", True)])
def test_scenario_20_grade_three_of_a_vocational_school_gets_the_grant_from_spring_2025(policy, term, granted):
    assert ("VOC_GRANT" in amounts(policy, term, "vocational", "LIFTED", grade=3)) is granted
