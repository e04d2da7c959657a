"""Who is told what of a household: the least that his work asks for."""

import pytest

from supervision.rules.households import Sight, is_named, sees_adults, sees_head, sees_history, sight_of


@pytest.mark.parametrize(
    ("county", "town", "pupil", "sight"),
    [
        (True, False, False, Sight.COUNTY),
        (False, True, True, Sight.TOWN),
        (False, False, True, Sight.SCHOOL),
        (False, False, False, None),
    ],
)
def test_the_widest_of_what_ties_a_reader_to_a_household_counts(county, town, pupil, sight) -> None:
    assert sight_of(whole_county=county, in_own_town=town, has_own_pupil=pupil) == sight


def test_a_school_names_its_own_pupils_a_town_its_children_the_county_everybody() -> None:
    people = {
        "own": {"child": True, "own": True},
        "child": {"child": True, "own": False},
        "adult": {"child": False, "own": False},
    }
    told = {sight: [who for who, facts in people.items() if is_named(sight, **facts)] for sight in Sight}
    assert told == {Sight.SCHOOL: ["own"], Sight.TOWN: ["own", "child"], Sight.COUNTY: ["own", "child", "adult"]}


def test_the_lists_are_not_the_schools_and_other_adults_are_the_countys() -> None:
    assert [(sees_head(each), sees_history(each), sees_adults(each)) for each in Sight] == [
        (False, False, False),
        (True, True, False),
        (True, True, True),
    ]
