"""The draw can be repeated by anybody, and what is drawn follows the weights."""

import hashlib
import math
from collections import Counter

import pytest

from aid_portal.errors import Refused
from supervision.rules.draws import Unit, Why, draw, explain, new_seed, number_of

SEED = "5f2d0c7e9b1a4d3887aa01c6f0e4b952"
UNITS = [Unit(f"61032{number}", 1 + number % 7, "镇" if number % 3 else "直属") for number in range(30)]
KEYS = [unit.key for unit in UNITS]


def test_the_same_seed_draws_the_same_units() -> None:
    first = draw(UNITS, 8, SEED)
    assert draw(UNITS, 8, SEED) == first
    assert len(first) == len(set(first)) == 8
    assert draw(UNITS, 8, SEED.replace("5", "6")) != first


def test_the_order_of_the_list_does_not_matter() -> None:
    assert draw(UNITS[::-1], 8, SEED) == draw(UNITS, 8, SEED)


def test_a_unit_that_is_removed_moves_nobody_else() -> None:
    drawn = draw(UNITS, 8, SEED)
    others = [unit for unit in UNITS if unit.key != drawn[3]]
    numbers = {ticket.unit.key: ticket.number for ticket in explain(UNITS, 8, SEED)}
    assert {ticket.unit.key: ticket.number for ticket in explain(others, 8, SEED)} == {
        unit.key: numbers[unit.key] for unit in others
    }
    assert draw(others, 7, SEED) == [key for key in drawn if key != drawn[3]]


def test_a_longer_draw_begins_with_the_shorter_one() -> None:
    assert draw(UNITS, 12, SEED)[:5] == draw(UNITS, 5, SEED)


def test_an_auditor_finds_the_number_with_the_written_formula() -> None:
    digits = hashlib.sha256(b"abc|610324001").hexdigest()[:13]
    assert digits == "34ebb030deb3e"
    assert number_of(Unit("610324001", 4), "abc") == pytest.approx(-math.log((int(digits, 16) + 0.5) / 2**52) / 4)


def test_frequencies_follow_the_weights() -> None:
    """Of four thousand draws of one, each unit has its share of the weight; more than four deviations are no chance."""
    units = [Unit("a", 1), Unit("b", 2), Unit("c", 3), Unit("d", 10)]
    rounds = 4000
    drawn = Counter(draw(units, 1, str(seed))[0] for seed in range(rounds))
    for unit in units:
        share = unit.weight / 16
        assert abs(drawn[unit.key] - rounds * share) < 4 * math.sqrt(rounds * share * (1 - share))


def test_the_second_unit_is_drawn_by_weight_among_those_that_are_left() -> None:
    units = [Unit("a", 1), Unit("b", 1), Unit("c", 2)]
    rounds = 4000
    pairs = Counter(tuple(draw(units, 2, str(seed))) for seed in range(rounds))
    # c first (1/2), then a (1/2); a first (1/4), then c (2/3).
    for pair, share in {("c", "a"): 1 / 4, ("a", "c"): 1 / 6, ("a", "b"): 1 / 12}.items():
        assert abs(pairs[pair] - rounds * share) < 4 * math.sqrt(rounds * share * (1 - share))


def test_those_that_must_be_inspected_are_in_and_count() -> None:
    last = draw(UNITS, 30, SEED)[-2:]
    drawn = draw(UNITS, 6, SEED, must=last)
    assert set(last) <= set(drawn)
    assert len(drawn) == 6
    assert {ticket.unit.key for ticket in explain(UNITS, 6, SEED, must=last) if ticket.why is Why.MUST} == set(last)


@pytest.mark.parametrize("seed", [str(number) for number in range(20)])
def test_every_group_keeps_its_bounds(seed: str) -> None:
    bounds = {"直属": (2, 3), "镇": (5, 8)}
    groups = Counter(ticket.unit.group for ticket in explain(UNITS, 10, seed, bounds=bounds) if ticket.drawn)
    assert groups.total() == 10
    assert 2 <= groups["直属"] <= 3
    assert 5 <= groups["镇"] <= 8


def test_the_least_of_a_group_goes_by_the_number_too() -> None:
    by_number = [ticket.unit.key for ticket in explain(UNITS, 5, SEED) if ticket.unit.group == "直属"]
    assert draw(UNITS, 5, SEED, bounds={"直属": (5, 9)}) == by_number[:5]


def test_each_unit_is_told_why() -> None:
    tickets = explain(UNITS, 10, SEED, must=[KEYS[0]], bounds={"直属": (2, 2)})
    assert [ticket.place for ticket in tickets] == list(range(1, 31))
    assert [ticket.number for ticket in tickets] == sorted(ticket.number for ticket in tickets)
    whys = {ticket.unit.key: ticket.why for ticket in tickets}
    assert whys[KEYS[0]] is Why.MUST
    assert set(whys.values()) == set(Why)
    assert all(ticket.drawn == (ticket.why in (Why.MUST, Why.LEAST, Why.ORDER)) for ticket in tickets)


@pytest.mark.parametrize(
    ("count", "must", "bounds", "words"),
    [
        (31, [], {}, "名单里只有30个单位，不能抽取31个"),
        (0, [], {}, "至少为1"),
        (5, ["999"], {}, "必查单位不在名单里：999"),
        (5, [], {"直属": (3, 2)}, "“直属”的最低数3大于最高数2"),
        (20, [], {"直属": (11, 20)}, "“直属”只有10个单位"),
        (5, KEYS[0:7:3], {"直属": (0, 2)}, "“直属”的必查单位有3个，超过最高数2"),
        (4, KEYS[1:4:2], {"直属": (4, 9)}, "合计5个，超过抽取数4个"),
        (25, [], {"镇": (0, 3)}, "最多只能抽13个，不足25个"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(count: int, must: list, bounds: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        draw(UNITS, count, SEED, must=must, bounds=bounds)


def test_a_list_with_a_unit_twice_or_without_weight_is_refused() -> None:
    with pytest.raises(Refused, match="重复的单位：a"):
        draw([Unit("a", 1), Unit("a", 2)], 1, SEED)
    for weight in (0, -1, math.nan, math.inf):
        with pytest.raises(Refused, match="权重不是正数：b"):
            draw([Unit("a", 1), Unit("b", weight)], 1, SEED)


def test_a_seed_is_new_each_time() -> None:
    assert len({new_seed() for _ in range(10)}) == 10
    assert len(new_seed()) == 32
