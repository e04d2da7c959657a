"""The draw of units to inspect: weighted by risk, and the same for everybody who repeats it with the stored seed.

Each unit gets a number from nothing but the seed, its key and its weight; the units with the smallest numbers are drawn:

    digest = SHA-256 of the text "seed|key" in UTF-8, as hexadecimal digits
    share  = (the first 13 digits read as a whole number + 0.5) / 16^13      always between 0 and 1
    number = -ln(share) / weight

This is the method of Efraimidis and Spirakis (2006): the units come out one after the other, each in proportion to its weight
among those that are left. No unit's number depends on the others, so that a list in another order, or with a unit more or
less, moves nobody else's.
"""

import hashlib
import math
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aid_portal.errors import Refused

DIGITS = 13
Bounds = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Unit:
    """`key` is what an auditor can write down: the unit's code, say. `group`: within which bounds it counts."""

    key: str
    weight: float
    group: str = ""


class Why(StrEnum):
    MUST = "必查"
    LEAST = "本组最低数"
    ORDER = "按序号抽中"
    FULL = "本组已满"
    BEYOND = "未抽中"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One unit's place in a draw and how it came to it; `digest` are the digits that were read."""

    unit: Unit
    place: int
    digest: str
    number: float
    why: Why

    @property
    def drawn(self) -> bool:
        return self.why in (Why.MUST, Why.LEAST, Why.ORDER)


def new_seed() -> str:
    """Made at the moment of the draw and stored with it; nobody can choose it."""
    return secrets.token_hex(16)


def draw(units: Sequence[Unit], count: int, seed: str, must: Iterable[str] = (), bounds: Bounds | None = None) -> list[str]:
    """The keys of the units drawn, smallest number first; raises Refused where the bounds cannot hold."""
    return [ticket.unit.key for ticket in explain(units, count, seed, must, bounds) if ticket.drawn]


def explain(units: Sequence[Unit], count: int, seed: str, must: Iterable[str] = (), bounds: Bounds | None = None) -> list[Ticket]:
    """Every unit with its number, drawn or not, smallest number first.

    Those in `must` are in whatever their number, and count. Each group of `bounds` gets its least number first, the rest go by
    the number alone as long as their group is below its most.
    """
    must, bounds = frozenset(must), bounds or {}
    _refuse_impossible(units, count, must, bounds)
    ordered = sorted(units, key=lambda unit: (number_of(unit, seed), unit.key))
    whys = _chosen(ordered, count, must, bounds)
    return [
        Ticket(unit, place, digest_of(unit.key, seed), number_of(unit, seed), whys[unit.key])
        for place, unit in enumerate(ordered, 1)
    ]


def digest_of(key: str, seed: str) -> str:
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()[:DIGITS]


def number_of(unit: Unit, seed: str) -> float:
    share = (int(digest_of(unit.key, seed), 16) + 0.5) / 16**DIGITS
    return -math.log(share) / unit.weight


def _chosen(ordered: list[Unit], count: int, must: frozenset[str], bounds: Bounds) -> dict[str, Why]:
    whys = {unit.key: Why.MUST for unit in ordered if unit.key in must}
    held = Counter(unit.group for unit in ordered if unit.key in must)
    for unit in ordered:
        if unit.key not in whys and held[unit.group] < bounds.get(unit.group, (0, 0))[0]:
            whys[unit.key] = Why.LEAST
            held[unit.group] += 1
    left = count - len(whys)
    for unit in ordered:
        if unit.key in whys:
            continue
        full = unit.group in bounds and held[unit.group] >= bounds[unit.group][1]
        whys[unit.key] = Why.BEYOND if not left else Why.FULL if full else Why.ORDER
        if whys[unit.key] is Why.ORDER:
            held[unit.group] += 1
            left -= 1
    return whys


def _refuse_impossible(units: Sequence[Unit], count: int, must: frozenset[str], bounds: Bounds) -> None:
    _refuse_list(units, count, must)
    sizes = Counter(unit.group for unit in units)
    musts = Counter(unit.group for unit in units if unit.key in must)
    for group, (least, most) in bounds.items():
        if least > most:
            raise Refused(f"“{group}”的最低数{least}大于最高数{most}，请修改分组限额。", code="odd_bounds")
        if sizes[group] < least:
            raise Refused(f"“{group}”只有{sizes[group]}个单位，达不到最低数{least}，请修改分组限额。", code="group_too_small")
        if musts[group] > most:
            raise Refused(f"“{group}”的必查单位有{musts[group]}个，超过最高数{most}，请修改分组限额。", code="group_too_full")
    needed = sum(max(musts[group], bounds.get(group, (0, 0))[0]) for group in {*sizes, *bounds})
    if needed > count:
        raise Refused(f"必查单位和各组最低数合计{needed}个，超过抽取数{count}个，请增加抽取数。", code="count_too_small")
    room = sum(min(size, bounds[group][1]) if group in bounds else size for group, size in sizes.items())
    if room < count:
        raise Refused(f"按各组最高数最多只能抽{room}个，不足{count}个，请放宽分组限额或减少抽取数。", code="no_room")


def _refuse_list(units: Sequence[Unit], count: int, must: frozenset[str]) -> None:
    if count < 1:
        raise Refused("抽取数至少为1，请重新填写。", code="count_too_small")
    if count > len(units):
        raise Refused(f"名单里只有{len(units)}个单位，不能抽取{count}个，请减少抽取数或扩大名单。", code="count_too_large")
    twice = sorted(key for key, times in Counter(unit.key for unit in units).items() if times > 1)
    if twice:
        raise Refused(f"名单里有重复的单位：{'、'.join(twice)}。请每个单位只列一次。", code="listed_twice")
    unlisted = sorted(must - {unit.key for unit in units})
    if unlisted:
        raise Refused(f"必查单位不在名单里：{'、'.join(unlisted)}。请先把它们列入名单。", code="must_not_listed")
    weightless = sorted(unit.key for unit in units if not (unit.weight > 0 and math.isfinite(unit.weight)))
    if weightless:
        raise Refused(f"这些单位的权重不是正数：{'、'.join(weightless)}。请先核对风险分。", code="no_weight")
