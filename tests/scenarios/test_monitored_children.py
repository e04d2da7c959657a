"""The acceptance scenarios of domain.md 13 on monitored children: 29-32 and the whereabouts of 34."""

from dataclasses import replace
from datetime import date

import pytest

from students.rules.differences import ListedPerson, compare
from students.rules.whereabouts import PersonFacts, place

NOWHERE = PersonFacts(date(2012, 3, 4), False, False, False, False, False, False, False)


def test_scenario_29_born_on_31_august_is_suspected_and_the_day_after_not_yet_of_school_age():
    assert place(replace(NOWHERE, birth_date=date(2016, 8, 31)), "2022A") == "SUSPECT"
    assert place(replace(NOWHERE, birth_date=date(2016, 9, 1)), "2022A") == "PRESCHOOL"
    assert place(replace(NOWHERE, birth_date=date(2016, 9, 1)), "2023A") == "SUSPECT"


def test_scenario_30_a_checked_proof_of_schooling_elsewhere_takes_a_child_out_of_the_dropout_number():
    assert place(NOWHERE, "2022A") == "SUSPECT"
    assert place(replace(NOWHERE, proof=True), "2022A") == "ELSEWHERE"


@pytest.mark.parametrize("finished", [True, False])
def test_scenario_31_a_sixteen_year_old_who_finished_grade_nine_is_not_suspected(finished):
    sixteen = replace(NOWHERE, birth_date=date(2006, 5, 1), finished_grade_nine=finished)
    assert place(sixteen, "2022A") == "NOT_ENROLLED"


def test_scenario_32_the_difference_of_two_releases_asks_for_work_and_stops_nothing():
    march = [ListedPerson(f"P{n}", f"id-{n}", f"某{n}", f"H{n}", frozenset({"MON_EDGE"})) for n in range(1000)]
    stayed = [replace(person, risk_removed=n < 12) for n, person in enumerate(march[:995])]
    september = stayed + [replace(march[0], key=f"Q{n}", identity=f"new-{n}") for n in range(9)]
    difference = compare(march, september)
    assert len(difference.asking_for("check")) == 9
    assert len(difference.asking_for("review")) == 5
    assert len(difference.asking_for("determine_again")) == 12
    assert len(difference.changes) == 9 + 5 + 12
    assert (difference.before_count, difference.after_count, difference.adds_up) == (1000, 1004, True)


@pytest.mark.parametrize("decisions", [True, False])
def test_scenario_34_a_child_under_review_is_not_suspected_before_a_person_answers(decisions):
    assert place(replace(NOWHERE, open_pair=True, decisions=decisions), "2022A") == "REVIEW"
