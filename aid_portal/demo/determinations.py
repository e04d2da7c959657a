"""The schools' determinations of an academic year, filled up until the year's paid aid comes near its targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from aid_portal.demo.cells import Cells
from aid_portal.demo.dirt import DETERMINATION_DIRT, scatter
from aid_portal.demo.hardship import CUT_OFF, DAY_CATEGORIES, SEVERE, categories
from aid_portal.demo.scale import TARGETS, Target
from aid_portal.demo.schooling import Place
from aid_portal.demo.truth import Plant

HEADINGS = ("学籍号", "姓名", "学年", "认定档次", "困难类型", "学校标识码")
ACADEMIC_YEAR = {"2022S": "2021-2022", "2022A": "2022-2023"}
TIER_WORDS = {"severe": "特别困难", "general": "一般困难"}
LOCKED = frozenset({"MON_UNSTABLE", "MON_EDGE", "MON_SUDDEN"})
NAMED_BY_SCHOOL, TOO_LOW, DAY_PUPILS, SEVERE_OF_FILLED = 0.7, 0.08, 0.03, 0.35
RURAL_WORDS = frozenset({"农业", "农村", "县镇"})


@dataclass(slots=True)
class Case:
    """A child as the fill sees it: what the lists give, and the tier the school adds."""

    place: Place
    held: set[str]
    determined: str = ""

    @property
    def severe(self) -> bool:
        return bool(self.held & SEVERE)

    @property
    def tier(self) -> str:
        return "severe" if self.severe else self.determined


@dataclass(slots=True)
class Determination:
    cells: Cells
    plants: list[Plant] = field(default_factory=list)


def cases(places: Iterable[Place], term: str) -> list[Case]:
    """Children who count: enrolled on the cut-off day, in one school, their row and records clean."""
    return [
        Case(place, categories(place, term))
        for place in places
        if not (place.rejected or place.second or place.unsure) and enrolled(place, term)
    ]


def enrolled(place: Place, term: str) -> bool:
    if place.status in ("", "送教上门"):
        return True
    return place.since is not None and place.since > CUT_OFF[term]


def fill(found: Sequence[Case], term: str, children: int, rng: Random) -> None:
    """Determine children, the neediest first, until each programme has about its person-times.

    Who is needy stays so from year to year, and so the two lists resemble each other.
    """
    for target in TARGETS:
        if target.programme not in ("CE_DAY", "VOC_FEE", "HE_ENTRY"):
            _fill(target, found, target.wanted(term, children))
    for case in found:
        if not case.severe and _day_pupil(case.place) and rng.random() < DAY_PUPILS:
            case.determined = "general"


def _fill(target: Target, found: Sequence[Case], wanted: int) -> None:
    fitting = [case for case in found if fits(target, case.place)]
    open_places = wanted - sum(due(target, case) for case in fitting)
    free = sorted((case for case in fitting if not case.tier and not due(target, case)), key=lambda case: case.place.child.need)
    for turn, case in enumerate(free[: max(0, open_places)]):
        case.determined = target.tier or ("severe" if turn < open_places * SEVERE_OF_FILLED else "general")


def fits(target: Target, place: Place) -> bool:
    """Stage, boarding and grade of the programme (policy.yaml); the second look at need is `due`."""
    if place.stage != target.stage:
        return False
    if target.programme in ("CE_BOARD", "CE_DAY"):
        return place.boarding == (target.programme == "CE_BOARD")
    return target.programme != "VOC_GRANT" or place.grade <= 2


def due(target: Target, case: Case) -> bool:
    child = case.place.child
    if target.programme == "CE_DAY":
        return bool(case.held & DAY_CATEGORIES) or ("DIS_STU" in case.held and bool(case.tier))
    if target.programme == "VOC_GRANT":
        return child.agriculture or bool(case.tier)
    if target.programme == "VOC_FEE":
        return child.agriculture or bool(case.tier) or child.household.hukou in RURAL_WORDS
    return case.tier == target.tier if target.tier else bool(case.tier)


def tally(found: Sequence[Case]) -> dict[str, int]:
    """About how many decisions of each programme the check will find, by programme, stage and tier."""
    return {
        "/".join(filter(None, (target.programme, target.stage, target.tier))): sum(
            fits(target, case.place) and due(target, case) for case in found
        )
        for target in TARGETS
        if target.stage != "higher"
    }


def rows(found: Iterable[Case], term: str, rng: Random, *, dirty: bool = True) -> list[Determination]:
    """Schools also name most of those the lists make hard up already, and a few of them too low."""
    found = list(found)
    locked = [id(case) for case in found if case.held & LOCKED]
    too_low = set(rng.sample(locked, min(len(locked), max(1, round(TOO_LOW * len(locked))))))
    written = []
    for case in found:
        if id(case) in too_low:
            case.determined = "general"
        elif case.severe and rng.random() < NAMED_BY_SCHOOL:
            case.determined = "severe"
        if case.determined:
            written.append(Determination(_cells(case, term)))
            if case.determined == "general" and case.held & LOCKED:
                registry = str(written[-1].cells["学籍号"])
                written[-1].plants.append(Plant("tier_too_low", "认定档次", key=registry))
    return _soil(written, rng) if dirty else written


def _cells(case: Case, term: str) -> Cells:
    return {
        "学籍号": case.place.child.papers_in(term)[0],
        "姓名": case.place.child.name,
        "学年": ACADEMIC_YEAR[term],
        "认定档次": TIER_WORDS[case.determined],
        "困难类型": "其他" if not case.held else "特殊困难群体",
        "学校标识码": case.place.school.code,
    }


def _soil(written: list[Determination], rng: Random) -> list[Determination]:
    clean = [(index, row.cells) for index, row in enumerate(written) if not row.plants]
    for index, dirt in scatter(DETERMINATION_DIRT, clean, rng, of=len(written)).items():
        row = written[index]
        row.plants.append(dirt.apply(row.cells, rng, str(row.cells["学籍号"])))
    return written


def _day_pupil(place: Place) -> bool:
    return place.stage in ("primary", "junior") and not place.boarding
