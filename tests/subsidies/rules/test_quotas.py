"""The order of those who qualify for a quota."""

from subsidies.rules.quotas import Candidate, primary_category, rank_key, ranked


def test_the_higher_tier_goes_first_then_the_category_then_the_number(policy):
    in_order = [
        Candidate("severe", frozenset({"MON_UNSTABLE", "DIBAO_EDGE"}), "G9"),
        Candidate("severe", frozenset({"LIFTED"}), "G1"),
        Candidate("severe", frozenset({"LIFTED"}), "G2"),
        Candidate("severe", frozenset(), "G0"),
        Candidate("general", frozenset({"DIS_STU"}), "G0"),
        Candidate("general", frozenset(), "G0"),
    ]
    assert ranked(reversed(in_order), policy) == in_order


def test_a_child_is_counted_under_the_first_category_of_the_policy(policy):
    assert primary_category({"LIFTED", "ORPHAN", "DIS_STU"}, policy).code == "ORPHAN"
    assert primary_category(set(), policy) is None


def test_the_key_of_a_rank_sorts_as_text_and_numbers(policy):
    assert rank_key(2, 0, "G1") < rank_key(2, 0, "G2") < rank_key(2, 1, "G0") < rank_key(1, 0, "G0")
