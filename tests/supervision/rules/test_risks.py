"""A unit's risk: each point has its reason, and no reason hides the others."""

from dataclasses import replace
from datetime import date

import pytest

from supervision.rules.risks import WEIGHTS, Facts, Finding, months_between, risk_of

TODAY = date(2022, 11, 1)
VISITED = date(2022, 10, 15)
MINOR = Finding("食品留样", "minor", food=False, found_on=date(2022, 3, 1), due_on=date(2022, 3, 15), closed_on=date(2022, 3, 14))


def told(facts: Facts) -> dict[str, int]:
    return {reason.sentence: reason.points for reason in risk_of(facts, TODAY).reasons}


def test_a_clean_unit_visited_lately_keeps_the_base_so_that_it_can_be_drawn() -> None:
    assert told(Facts(last_visit=VISITED)) == {"每个单位的基础分": 5}


def test_a_unit_never_visited_has_a_floor() -> None:
    assert told(Facts()) == {"每个单位的基础分": 5, "从未督查过，按不低于30分计": 25}
    assert risk_of(Facts(audit_hits=3), TODAY).score == 30


def test_the_floor_adds_nothing_to_a_score_above_it() -> None:
    worse = Facts([replace(MINOR, item=str(number), severity="critical") for number in range(3)], audit_hits=10)
    assert risk_of(worse, TODAY).score == 5 + 24 + 10


def test_the_same_point_again_within_two_years_is_named() -> None:
    before = replace(MINOR, found_on=date(2021, 3, 1), closed_on=date(2021, 4, 1))
    assert told(Facts([MINOR, before], last_visit=VISITED)) == {
        "每个单位的基础分": 5,
        "两年内重复出现的问题1次，如“食品留样”": 10,
        "两年内发现一般问题2个": 2,
    }


def test_a_long_point_is_named_by_its_beginning() -> None:
    long = replace(MINOR, item="食品留样" * 10)
    again = replace(long, found_on=date(2022, 4, 1))
    assert f"两年内重复出现的问题1次，如“{'食品留样' * 5}…”" in told(Facts([long, again]))


def test_what_lies_longer_back_than_two_years_counts_no_more() -> None:
    assert told(Facts([replace(MINOR, found_on=date(2020, 11, 1))], last_visit=VISITED)) == {"每个单位的基础分": 5}
    assert "两年内发现一般问题1个" in told(Facts([replace(MINOR, found_on=date(2020, 11, 2))], last_visit=VISITED))


def test_twice_on_one_day_is_no_repetition_and_other_points_are_none() -> None:
    assert not any("重复" in sentence for sentence in told(Facts([MINOR, MINOR], last_visit=VISITED)))
    other = replace(MINOR, item="台账", found_on=date(2022, 5, 1))
    nameless = replace(MINOR, item="")
    assert not any("重复" in sentence for sentence in told(Facts([MINOR, other, nameless, replace(nameless, found_on=TODAY)])))


def test_severity_and_food_safety_count_beside_each_other() -> None:
    found = [
        replace(MINOR, item=str(number), severity=severity, food=True) for number, severity in enumerate(["critical", "major"])
    ]
    assert told(Facts(found, last_visit=VISITED)) == {
        "每个单位的基础分": 5,
        "两年内发现严重问题1个": 8,
        "两年内发现较重问题1个": 4,
        "两年内发现食品安全问题2个": 6,
    }


def test_open_and_overdue_problems_count_however_old_they_are() -> None:
    old = replace(MINOR, found_on=date(2019, 3, 1), due_on=date(2022, 10, 1), closed_on=None)
    assert told(Facts([old], last_visit=VISITED)) == {
        "每个单位的基础分": 5,
        "尚未销号的问题1个": 2,
        "最长的一项整改已逾期31天": 6,
    }


def test_of_several_open_problems_the_one_that_waits_longest_is_told() -> None:
    first = replace(MINOR, due_on=date(2022, 10, 1), closed_on=None)
    later = replace(first, item="台账", due_on=date(2022, 10, 30))
    undated = replace(first, item="公示", due_on=None)
    assert "最长的一项整改已逾期31天" in told(Facts([later, first, undated], last_visit=VISITED))


def test_a_problem_closed_after_the_day_was_open_on_the_day() -> None:
    later = replace(MINOR, closed_on=date(2022, 11, 2))
    assert "尚未销号的问题1个" in told(Facts([later], last_visit=VISITED))
    assert "尚未销号的问题1个" not in told(Facts([replace(MINOR, closed_on=TODAY)], last_visit=VISITED))


def test_what_is_found_after_the_day_is_not_known_on_the_day() -> None:
    assert risk_of(Facts([replace(MINOR, found_on=date(2022, 11, 2), closed_on=None)], last_visit=VISITED), TODAY).score == 5


def test_audit_hits_and_months_without_a_visit_count_up_to_their_most() -> None:
    assert told(Facts(audit_hits=4, last_visit=date(2022, 5, 2))) == {
        "每个单位的基础分": 5,
        "审计核查提示4条": 4,
        "距上次督查已5个月": 5,
    }
    assert told(Facts(audit_hits=400, last_visit=date(2015, 1, 1))) == {
        "每个单位的基础分": 5,
        "审计核查提示400条": 10,
        "距上次督查已94个月": 12,
    }


def test_a_score_is_capped_and_its_reasons_still_add_up() -> None:
    days = [date(2021, month, 1) for month in range(1, 13)]
    worst = [
        replace(MINOR, severity=severity, food=True, found_on=day, due_on=day, closed_on=None)
        for severity in WEIGHTS.severity
        for day in days
    ]
    risk = risk_of(Facts(worst, audit_hits=99), TODAY)
    assert risk.score == WEIGHTS.cap == 100
    assert risk.reasons[-1].sentence == "超过100分的部分不计"
    assert risk.reasons[-1].points < 0


def test_every_point_comes_from_the_table() -> None:
    assert risk_of(Facts(last_visit=VISITED), TODAY, replace(WEIGHTS, base=7)).score == 7


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2022, 1, 31), date(2022, 2, 28), 0),
        (date(2022, 1, 31), date(2022, 3, 31), 2),
        (date(2021, 11, 1), date(2022, 11, 1), 12),
        (date(2022, 11, 2), date(2022, 11, 1), 0),
    ],
)
def test_months_are_whole(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months
