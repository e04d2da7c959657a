"""The whole way through the product - sheets, commands, set-based statements - gives what the oracle gives."""

import pytest

from aid_portal.choices import OrgKind, Role
from aid_portal.models import OrgUnit
from tests.factories.portal import a_person
from tests.oracle import Outcome, judge, read_county
from tests.oracle.product import answer_reviews, answers, check
from tests.random_county import make_county

# The sums differ only where the rules or the statements do; more seeds find rarer meetings.
SEEDS = range(2)
PARTS = ["roster_counts", "roster_report", "decisions", "findings", "reviews", "whereabouts"]


@pytest.mark.slow
@pytest.mark.usefixtures("reference_data")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_county_comes_out_as_the_oracle_says(tmp_path, seed):
    folder = make_county(tmp_path, seed)
    county = read_county(folder)
    for term, outcome in answers(folder).items():
        expected = judge(county, term)
        for part in PARTS:
            assert (term, part, getattr(outcome, part)) == (term, part, getattr(expected, part))


@pytest.mark.slow
@pytest.mark.usefixtures("reference_data")
def test_answered_reviews_give_or_withhold_as_the_oracle_says(tmp_path):
    county = read_county(make_county(tmp_path, seed=7))
    answers(tmp_path)
    chen = a_person("chen", "陈经办", Role.COUNTY_CLERK, OrgUnit.objects.get(kind=OrgKind.BUREAU))
    answer_reviews("2022A", county, chen)
    again, expected = Outcome(), judge(county, "2022A")
    check("2022A", again)
    assert county.accepted_reviews
    assert county.rejected_reviews
    for part in ("decisions", "findings", "reviews", "whereabouts"):
        assert (part, getattr(again, part)) == (part, getattr(expected, part))
