"""Who sits in which class in which term: growing a year, moving school, leaving, coming in."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from aid_portal.demo.people import Child
from aid_portal.demo.scale import GRADES
from aid_portal.demo.settlers import FIRST_JUNIOR, FIRST_SENIOR
from aid_portal.demo.units import SEAT, Unit

STAGE_STARTS = {"kindergarten": 0, "primary": 3, "junior": 9, "senior": 12, "vocational": 12}
BOARDING_SHARES = {"kindergarten": 0.0, "primary": 0.11, "junior": 0.56, "senior": 0.8, "vocational": 0.85}
CLASS_SIZE = 45
DRAWS = 30  # for another school of the same stage; some stages have one school only
TEACHING_POINT_GRADES = 3
AT_HOME_SHARE = 0.85  # attend school in the town where they live, where it has one
TRANSFER, LEAVES_COUNTY, NINTH_GRADE_STOPS, STAYS_ON, VOCATIONAL_OF_LEAVERS = 0.012, 0.008, 0.02, 0.9, 0.31
TERM_STARTS = {"2022S": date(2022, 2, 21), "2022A": date(2022, 9, 1)}
# Changes inside a term: share of the enrolled, in the order in which one random number is read.
CHANGES = (("moves", 0.002), ("转出", 0.0015), ("休学", 0.001), ("退学", 0.0008), ("死亡", 0.0001), ("double", 0.0008))
ENDINGS = frozenset({"转出", "退学", "死亡"})
GRADUATION = date(2022, 6, 30)


@dataclass(slots=True)
class Place:
    """One child in one school's list of one term; `unsure` once dirt keeps it, or its records, from counting."""

    child: Child
    school: Unit
    stage: str
    grade: int
    boarding: bool
    klass: int = 1
    status: str = ""
    since: date | None = None
    second: bool = False
    rejected: bool = False
    unsure: bool = False


class Catchment:
    """Draws a school for a child: mostly in its own town, by the size of the schools there."""

    def __init__(self, schools: Iterable[Unit], rng: Random) -> None:
        self.rng = rng
        self.by_code: dict[str, Unit] = {}
        self._around: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in schools:
            self.by_code[unit.code] = unit
            for stage in ("special",) if unit.school_type == "特殊教育" else unit.stages:
                self._around[stage, ""].append(unit)
                self._around[stage, unit.town].append(unit)
        self._weights = {key: list(accumulate(unit.weight for unit in found)) for key, found in self._around.items()}

    def school(self, child: Child, stage: str, grade: int) -> Unit:
        sought = "special" if child.special and self._has("special", "") else stage
        town = child.household.town if self.rng.random() < AT_HOME_SHARE else SEAT
        key = (sought, town) if self._has(sought, town) else (sought, "")
        weights = self._weights[key]
        found = self._around[key][bisect(weights, self.rng.random() * weights[-1])]
        return self.settled(found, grade)

    def settled(self, school: Unit, grade: int) -> Unit:
        """A teaching point keeps the first grades only: later ones sit in the school that runs it."""
        return self.by_code[school.parent] if school.teaching_point and grade > TEACHING_POINT_GRADES else school

    def _has(self, stage: str, town: str) -> bool:
        return bool(self._around.get((stage, town)))


def spring_places(children: Iterable[Child], catchment: Catchment) -> list[Place]:
    return [
        _place(child, catchment, child.position)
        for child in children
        if child.position >= 0 and not child.away and not child.arrives
    ]


def autumn_places(children: Iterable[Child], spring: Iterable[Place], catchment: Catchment) -> list[Place]:
    """A year on: those who finished are gone, the small ones have come, some have moved."""
    before = _last_places(spring)
    rng = catchment.rng
    places = []
    for child in children:
        position = child.position + 1
        if child.away or child.left or position >= GRADES or rng.random() < LEAVES_COUNTY:
            continue
        if position == FIRST_SENIOR:
            if rng.random() < NINTH_GRADE_STOPS:
                continue
            child.vocational = rng.random() < VOCATIONAL_OF_LEAVERS
        places.append(_place(child, catchment, position, before.get(id(child))))
    return places


def _last_places(spring: Iterable[Place]) -> dict[int, Place]:
    """Where each child sat at the end of spring; who had left all schools by then is marked so."""
    before: dict[int, Place] = {}
    ended = []
    for place in spring:
        if place.status in ENDINGS:
            ended.append(place)
        else:
            before.setdefault(id(place.child), place)
    for place in ended:
        place.child.left = id(place.child) not in before
        place.child.dead = place.status == "死亡"
    return before


def _place(child: Child, catchment: Catchment, position: int, before: Place | None = None) -> Place:
    stage, grade = _rung(position, vocational=child.vocational)
    rng = catchment.rng
    stays = before is not None and stage in before.school.stages and rng.random() > TRANSFER
    if stays and before.stage != stage:
        stays = rng.random() < STAYS_ON
    school = catchment.settled(before.school, grade) if stays else catchment.school(child, stage, grade)
    boarding = child.boards + rng.uniform(-0.02, 0.02) < BOARDING_SHARES[stage]
    return Place(child, school, stage, grade, boarding and stage != "kindergarten")


def _rung(position: int, *, vocational: bool) -> tuple[str, int]:
    if position >= FIRST_SENIOR:
        return ("vocational" if vocational else "senior"), position - FIRST_SENIOR + 1
    stage = "junior" if position >= FIRST_JUNIOR else "primary" if position >= 3 else "kindergarten"
    return stage, position - STAGE_STARTS[stage] + 1


def disturb(places: list[Place], term: str, catchment: Catchment) -> None:
    """What happens inside a term: children change school, rest, leave, die, or stand in two lists."""
    rng = catchment.rng
    added = []
    certain = _certain_changes(places)
    for place in places:
        change = _change(rng) or certain.get(id(place), "")
        if change in ("moves", "double"):
            added += _second_place(place, term, catchment, moves=change == "moves")
        elif change and _possible(change, place):
            place.status = change
            place.since = None if rng.random() < 0.1 else _day_in(term, rng)
        elif place.child.special and rng.random() < 0.3:
            place.status = "送教上门"
        elif term.endswith("S") and place.stage == "junior" and place.grade == 3 and int(place.school.code) % 2:
            place.status, place.since = "毕业", GRADUATION
    places += added
    _seat(places)


def _certain_changes(places: list[Place]) -> dict[int, str]:
    """Each kind of change at least once, spread over the county, so that small ones know them all."""
    found: dict[int, str] = {}
    for turn, (change, _share) in enumerate(CHANGES):
        start = turn * len(places) // len(CHANGES)
        for place in places[start:] + places[:start]:
            if id(place) not in found and place.stage != "kindergarten" and _possible(change, place):
                found[id(place)] = change
                break
    return found


def _possible(change: str, place: Place) -> bool:
    """Nobody leaves school for good before the ninth grade is done; primary schools are many, others may be one only."""
    if change == "退学":
        return place.stage in ("senior", "vocational")
    return change not in ("moves", "double") or (place.stage == "primary" and not place.child.special)


def _change(rng: Random) -> str:
    draw = rng.random()
    for change, share in CHANGES:
        if draw < share:
            return change
        draw -= share
    return ""


def _second_place(place: Place, term: str, catchment: Catchment, *, moves: bool) -> list[Place]:
    draws = (catchment.school(place.child, place.stage, place.grade) for _ in range(DRAWS))
    other = next((school for school in draws if school.code != place.school.code), None)
    if other is None or place.child.special:
        return []
    if moves:
        place.status, place.since = "转出", _day_in(term, catchment.rng)
    second = Place(place.child, other, place.stage, place.grade, place.boarding, second=True)
    return [second]


def _day_in(term: str, rng: Random) -> date:
    """Some days before the cut-off day, some after it."""
    return TERM_STARTS[term] + timedelta(days=rng.randrange(50))


def _seat(places: list[Place]) -> None:
    rooms: dict[tuple[str, str, int], list[Place]] = defaultdict(list)
    for place in places:
        rooms[place.school.code, place.stage, place.grade].append(place)
    for seated in rooms.values():
        classes = -(-len(seated) // CLASS_SIZE)
        for turn, place in enumerate(seated):
            place.klass = turn % classes + 1
    places.sort(key=lambda place: (place.school.code, STAGE_STARTS[place.stage], place.stage, place.grade, place.klass))
