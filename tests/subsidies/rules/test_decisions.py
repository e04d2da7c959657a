"""Every statement of eligibility.md section 5, either side of its border."""

from decimal import Decimal
from itertools import combinations, product

import pytest

from subsidies.rules.decisions import Case, Grant, decide
from subsidies.rules.policy import parse

SEVERE = ["MON_UNSTABLE", "MON_EDGE", "MON_SUDDEN", "TEKUN", "ORPHAN", "UNATTENDED"]
SEVERE += ["MARTYR", "LIFTED", "DIBAO_RURAL", "DIBAO_URBAN"]
WITHOUT_TIER = ["DIS_STU", "DIS_PARENT", "DIBAO_EDGE", "RIGID", "OTHER"]
LISTED = ["MON_UNSTABLE", "MON_EDGE", "MON_SUDDEN", "LIFTED", "DIBAO_RURAL", "TEKUN"]


def granted(verdict):
    return {grant.programme: grant for grant in verdict.grants}


@pytest.mark.parametrize("category", SEVERE)
def test_a_category_with_a_tier_gives_it_by_itself(policy, a_case, category):
    verdict = decide(a_case("kindergarten", category), policy, "2022A")
    assert (verdict.tier, verdict.tier_grounds) == ("severe", (category,))


@pytest.mark.parametrize("category", WITHOUT_TIER)
def test_a_category_without_a_tier_waits_for_a_determination(policy, a_case, category):
    verdict = decide(a_case("kindergarten", category), policy, "2022A")
    assert (verdict.tier, verdict.grants, verdict.findings) == ("", (), ("needs_determination",))


@pytest.mark.parametrize("determined", ["severe", "general"])
def test_without_a_category_the_school_s_determination_is_the_tier(policy, a_case, determined):
    verdict = decide(a_case("kindergarten", determined=determined), policy, "2022A")
    assert (verdict.tier, verdict.tier_grounds, verdict.findings) == (determined, ("determined",), ())


def test_without_category_or_determination_there_is_no_tier_and_no_finding(policy, a_case):
    verdict = decide(a_case("kindergarten"), policy, "2022A")
    assert (verdict.tier, verdict.grants, verdict.findings) == ("", (), ())


def test_a_determination_lower_than_a_category_s_tier_is_ignored(policy, a_case):
    verdict = decide(a_case("senior", "DIBAO_URBAN", determined="general"), policy, "2022A")
    assert (verdict.tier, verdict.tier_grounds, verdict.findings) == ("severe", ("DIBAO_URBAN",), ())


@pytest.mark.parametrize(
    ("category", "determined", "findings"),
    [
        ("MON_EDGE", "general", ("tier_low",)),
        ("MON_UNSTABLE", "general", ("tier_low",)),
        ("MON_SUDDEN", "general", ("tier_low",)),
        ("MON_EDGE", "severe", ()),
        ("MON_EDGE", "", ()),
        ("LIFTED", "general", ()),
    ],
)
def test_a_locked_category_determined_lower_is_a_finding(policy, a_case, category, determined, findings):
    assert decide(a_case("senior", category, determined=determined), policy, "2022A").findings == findings


@pytest.mark.parametrize(
    ("categories", "determined", "findings"),
    [
        (("DIS_PARENT", "RIGID"), "", ("needs_determination",)),
        (("DIS_PARENT",), "general", ()),
        (("DIS_PARENT", "LIFTED"), "", ()),
        ((), "", ()),
    ],
)
def test_who_awaits_a_determination(policy, a_case, categories, determined, findings):
    assert decide(a_case("primary", *categories, determined=determined), policy, "2022A").findings == findings


def test_the_grounds_by_tier_are_all_held_categories_that_give_it(policy, a_case):
    case = a_case("kindergarten", "ORPHAN", "LIFTED", "DIS_STU", determined="severe")
    assert decide(case, policy, "2022A").grants == (
        Grant("PRE_LIVING", "severe", Decimal("375.00"), False, ("LIFTED", "ORPHAN")),
    )


def test_the_ground_by_tier_is_the_determination_where_no_category_gives_it(policy, a_case):
    case = a_case("senior", "DIBAO_EDGE", determined="general")
    assert granted(decide(case, policy, "2022A"))["SH_GRANT"].grounds == ("determined",)


@pytest.mark.parametrize("category", SEVERE + WITHOUT_TIER)
def test_the_day_subsidy_is_for_the_listed_categories_only(policy, a_case, category):
    grants = granted(decide(a_case("primary", category), policy, "2022A"))
    assert list(grants) == (["CE_DAY"] if category in LISTED else [])


def test_the_grounds_by_category_are_the_listed_ones_held(policy, a_case):
    case = a_case("junior", "TEKUN", "LIFTED", "ORPHAN", "DIS_STU")
    assert granted(decide(case, policy, "2022A"))["CE_DAY"].grounds == ("DIS_STU", "LIFTED", "TEKUN")


def test_a_determination_alone_opens_no_day_subsidy(policy, a_case):
    assert decide(a_case("primary", determined="severe"), policy, "2022A").grants == ()


@pytest.mark.parametrize(("stage", "programme"), [("primary", "CE_DAY"), ("senior", "SH_FEE")])
@pytest.mark.parametrize(
    ("others", "determined", "opened", "grounds"),
    [
        ((), "", False, ()),
        (("DIS_PARENT",), "", False, ()),
        ((), "general", True, ("DIS_STU",)),
        ((), "severe", True, ("DIS_STU",)),
        (("ORPHAN",), "", True, ("DIS_STU",)),
        (("LIFTED",), "", True, ("DIS_STU", "LIFTED")),
    ],
)
def test_disability_opens_only_together_with_a_tier(policy, a_case, stage, programme, others, determined, opened, grounds):
    grants = granted(decide(a_case(stage, "DIS_STU", *others, determined=determined), policy, "2022A"))
    assert (programme in grants) is opened
    assert not opened or grants[programme].grounds == grounds


@pytest.mark.parametrize(
    ("stage", "boarding", "programmes"),
    [
        ("kindergarten", False, ["PRE_LIVING"]),
        ("kindergarten", True, ["PRE_LIVING"]),
        ("primary", True, ["CE_BOARD"]),
        ("primary", False, ["CE_DAY"]),
        ("junior", True, ["CE_BOARD"]),
        ("junior", False, ["CE_DAY"]),
        ("senior", False, ["SH_GRANT", "SH_FEE"]),
        ("vocational", True, ["VOC_FEE", "VOC_GRANT"]),
    ],
)
def test_stage_and_boarding_choose_the_programme(policy, a_case, stage, boarding, programmes):
    verdict = decide(a_case(stage, "LIFTED", boarding=boarding), policy, "2022A")
    assert [grant.programme for grant in verdict.grants] == programmes


@pytest.mark.parametrize(
    ("hukou", "agriculture", "determined", "fee", "grant"),
    [
        ("", False, "", None, None),
        ("urban", False, "", None, None),
        ("rural", False, "", ("rural",), None),
        ("urban", True, "", ("agriculture",), ("agriculture",)),
        ("rural", True, "", ("agriculture", "rural"), ("agriculture",)),
        ("urban", False, "general", ("determined",), ("determined",)),
        ("rural", True, "general", ("agriculture", "determined", "rural"), ("agriculture", "determined")),
    ],
)
def test_the_vocational_needs_and_their_grounds(policy, a_case, hukou, agriculture, determined, fee, grant):
    case = a_case("vocational", hukou=hukou, agriculture=agriculture, determined=determined)
    grants = granted(decide(case, policy, "2022A"))
    assert {code: each.grounds for code, each in grants.items()} == {
        code: grounds for code, grounds in (("VOC_FEE", fee), ("VOC_GRANT", grant)) if grounds
    }


@pytest.mark.parametrize(("tier", "amount"), [("severe", "1400.00"), ("general", "900.00"), ("", "1150.00")])
def test_the_vocational_grant_of_2025_goes_by_tier_or_none(policy, a_case, tier, amount):
    case = a_case("vocational", agriculture=True, determined=tier)
    grant = granted(decide(case, policy, "2025S"))["VOC_GRANT"]
    assert (grant.tier, str(grant.amount)) == (tier, amount)


def test_a_waiver_says_so(policy, a_case):
    waivers = {
        grant.programme: grant.waiver
        for stage in ("kindergarten", "primary", "senior", "vocational")
        for grant in decide(a_case(stage, "LIFTED"), policy, "2022A").grants
    }
    assert waivers == {
        "PRE_LIVING": False, "CE_DAY": False, "SH_GRANT": False, "SH_FEE": True, "VOC_FEE": True, "VOC_GRANT": False,
    }  # fmt: skip


def test_nothing_is_granted_before_the_first_rate(policy, a_case):
    assert decide(a_case("primary", "LIFTED"), policy, "2019S").grants == ()
    assert decide(a_case("primary", "LIFTED"), policy, "2019A").grants != ()


def test_a_category_that_the_policy_does_not_know_gives_nothing(policy, a_case):
    verdict = decide(a_case("kindergarten", "UNHEARD_OF"), policy, "2022A")
    assert (verdict.tier, verdict.grants, verdict.findings) == ("", (), ())


def test_of_an_exclusive_group_at_most_one_is_granted(document, a_case):
    document["programmes"][2]["boarding"] = None
    grants = decide(a_case("primary", "LIFTED", boarding=True), parse(document), "2022A").grants
    assert [grant.programme for grant in grants] == ["CE_BOARD"]


def test_programmes_of_no_group_do_not_shut_each_other_out(document, a_case):
    for programme in document["programmes"]:
        programme.pop("exclusive_group", None)
    grants = decide(a_case("senior", "LIFTED"), parse(document), "2022A").grants
    assert [grant.programme for grant in grants] == ["SH_GRANT", "SH_FEE"]


def test_a_category_of_a_lower_tier_does_not_lower_a_determination(document, a_case):
    document["categories"][-1]["tier"] = "general"
    policy = parse(document)
    assert decide(a_case("senior", "OTHER"), policy, "2022A").tier_grounds == ("OTHER",)
    verdict = decide(a_case("senior", "OTHER", determined="severe"), policy, "2022A")
    assert (verdict.tier, verdict.tier_grounds) == ("severe", ("determined",))


def test_no_case_whatever_gets_two_programmes_of_one_group_nor_grounds_out_of_order(policy):
    sets = [frozenset(pair) for pair in combinations([*SEVERE, *WITHOUT_TIER], 2)]
    stages = ("kindergarten", "primary", "junior", "senior", "vocational")
    for stage, boarding, held, determined in product(stages, (True, False), sets, ("", "general", "severe")):
        verdict = decide(Case(stage, 1, boarding, "rural", True, held, determined), policy, "2025S")
        groups = [policy.programme(grant.programme).exclusive_group for grant in verdict.grants]
        assert len([group for group in groups if group]) == len({group for group in groups if group})
        assert all(grant.grounds and list(grant.grounds) == sorted(set(grant.grounds)) for grant in verdict.grants)
