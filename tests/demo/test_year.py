"""From spring to autumn: children grow, leave and come; numbers are corrected; the lists of the day follow."""

import itertools
from collections import defaultdict

import pytest

from aid_portal.demo import hardship
from aid_portal.demo.county import build
from aid_portal.demo.papers import TermPapers
from aid_portal.demo.scale import SCALES

LADDER = {"kindergarten": 0, "primary": 3, "junior": 9, "senior": 12, "vocational": 12}


@pytest.fixture(scope="module")
def county():
    return build(SCALES["small"], seed=2022)


@pytest.fixture(scope="module")
def rural(county):
    """人编号 → cells of the farm list, by term, without dirt."""
    return {
        term: {record.cells["人编号"]: record.cells for record in TermPapers(county, term, dirty=False).records["rural"]}
        for term in county.places
    }


def seats(county, term):
    found = defaultdict(list)
    for place in county.places[term]:
        found[place.child.number].append(place)
    return found


def test_whoever_stays_moves_up_one_grade(county):
    spring, autumn = seats(county, "2022S"), seats(county, "2022A")
    both = spring.keys() & autumn.keys()
    assert len(both) > 1_000
    for number in both:
        before, after = spring[number][0], autumn[number][0]
        assert LADDER[after.stage] + after.grade == LADDER[before.stage] + before.grade + 1


def test_the_third_grades_at_the_top_are_gone_and_small_ones_have_come(county):
    spring, autumn = seats(county, "2022S"), seats(county, "2022A")
    finished = [number for number, (place, *_) in spring.items() if LADDER[place.stage] + place.grade == 15]
    assert finished
    assert not autumn.keys() & set(finished)
    assert all(autumn[number][0].grade == 1 for number in autumn.keys() - spring.keys() if not autumn[number][0].child.arrives)


def test_some_change_school_leave_rest_and_die_in_each_term(county):
    for places in county.places.values():
        changes = {place.status for place in places}
        assert {"转出", "休学", "退学", "死亡", "送教上门"} <= changes
        assert any(place.second for place in places)


def test_the_dead_are_on_no_later_list(county, rural):
    dead = {f"P{child.number:09d}" for child in county.children() if child.dead}
    assert dead
    assert not dead & rural["2022A"].keys()
    assert not {child.number for child in county.children() if child.dead} & seats(county, "2022A").keys()


def test_a_teaching_point_keeps_the_first_three_grades_only(county):
    points = [place for places in county.places.values() for place in places if place.school.teaching_point]
    assert points
    assert {place.grade for place in points} <= {1, 2, 3}


def test_children_sit_only_where_their_stage_is_taught(county):
    assert all(place.stage in place.school.stages for places in county.places.values() for place in places)


def test_a_corrected_id_leaves_the_old_number_behind_the_letter(county):
    child = next(child for child in county.children() if child.former_id)
    assert child.papers_in("2022S") == (f"G{child.former_id}", child.former_id)
    assert child.papers_in("2022A") == (f"G{child.former_id}", child.resident_id)


def test_a_temporary_number_gives_way_to_a_formal_one_when_the_id_arrives(county):
    child = next(child for child in county.children() if child.papers == "autumn")
    assert child.papers_in("2022S")[0][0] in "JL"
    assert child.papers_in("2022S")[1] == ""
    assert child.papers_in("2022A") == (f"G{child.resident_id}", child.resident_id)


def test_the_farm_list_changes_between_the_releases_but_does_not_shrink_much(rural):
    spring, autumn = rural["2022S"], rural["2022A"]
    assert autumn.keys() - spring.keys()
    assert spring.keys() - autumn.keys()
    assert len(autumn) > 0.95 * len(spring)


@pytest.mark.parametrize("column", ["户编号", "易返贫致贫户(监测对象)类型", "在校生状况", "证件号码"])
def test_what_the_comparison_has_to_notice_changes_for_somebody(rural, column):
    spring, autumn = rural["2022S"], rural["2022A"]
    both = spring.keys() & autumn.keys()
    assert any(spring[number].get(column) != autumn[number].get(column) for number in both)


def test_risks_are_removed_and_come_back(rural):
    def removed(term, number):
        return rural[term][number].get("风险是否消除") in ("是", "已消除")

    both = [number for number in rural["2022S"].keys() & rural["2022A"].keys() if "风险是否消除" in rural["2022S"][number]]
    moves = {(removed("2022S", number), removed("2022A", number)) for number in both}
    assert {(False, True), (True, False)} <= moves


def test_every_category_is_held_by_a_pupil_in_autumn(county):
    held = set().union(*(hardship.categories(place, "2022A") for place in county.places["2022A"]))
    assert held >= {
        "LIFTED",
        "MON_UNSTABLE",
        "MON_EDGE",
        "MON_SUDDEN",
        "DIBAO_RURAL",
        "TEKUN",
        "ORPHAN",
        "UNATTENDED",
        "MARTYR",
        "DIS_STU",
    }


def test_a_tenth_of_the_children_live_in_hardship_by_the_lists(county):
    places = county.places["2022A"]
    hard = sum(bool(hardship.categories(place, "2022A") & hardship.SEVERE) for place in places)
    assert 0.07 < hard / len(places) < 0.16


def test_brothers_and_sisters_share_a_household_and_are_not_twins(county):
    homes = [home for home in county.homes if len([child for child in home.children if not child.away]) > 1]
    assert len(homes) > 100
    for home in homes:
        positions = sorted(child.position for child in home.children if not child.away)
        assert all(later - earlier >= 2 for earlier, later in itertools.pairwise(positions))


def test_a_card_is_shared_only_under_one_guardian(county):
    holders = defaultdict(set)
    for child in county.children():
        holders[child.card].add((child.household.serial, child.card_holder))
    assert all(len(found) == 1 for found in holders.values())
