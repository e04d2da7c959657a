"""The year's paid aid: the plan adds up to the bureau's figures, the county comes near the plan."""

from decimal import Decimal

from aid_portal.demo.county import TERMS, build
from aid_portal.demo.determinations import tally
from aid_portal.demo.papers import TermPapers
from aid_portal.demo.scale import CLAWED_BACK, FULL_CHILDREN, SCALES, STAGE_SHARES, TARGETS


def test_the_plan_adds_up_to_the_year_of_the_bureau():
    assert sum(target.spring + target.autumn for target in TARGETS) == 26_640
    planned = sum((target.spring + target.autumn) * target.amount for target in TARGETS)
    assert planned - CLAWED_BACK == Decimal("18227675.00")


def test_a_smaller_county_has_its_share_of_the_plan():
    assert TARGETS[0].person_times("2022S", FULL_CHILDREN // 10) == round(TARGETS[0].spring / 10)


def test_every_child_has_a_stage():
    assert abs(sum(STAGE_SHARES.values()) - 1) < 1e-9


def test_the_determinations_fill_what_the_lists_leave_open():
    county = build(SCALES["small"], seed=2022)
    for term in TERMS:
        found = tally(TermPapers(county, term).cases)
        for target in TARGETS:
            if target.programme in ("PRE_LIVING", "CE_BOARD", "SH_GRANT"):
                name = "/".join(filter(None, (target.programme, target.stage, target.tier)))
                assert abs(found[name] - target.wanted(term, county.scale.children)) <= 3
