"""The whole way through the product - sheets, commands, set-based statements - gives what the oracle gives."""

import pytest

from tests.oracle import judge, read_county
from tests.oracle.product import answers
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
