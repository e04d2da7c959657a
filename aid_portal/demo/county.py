"""The made-up county in memory: its schools, its people, and where every child is in every term."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from aid_portal.demo import hardship, rarities, schooling, units
from aid_portal.demo.ids import Mint
from aid_portal.demo.people import Child, Household
from aid_portal.demo.scale import SCALES, Scale
from aid_portal.demo.schooling import Catchment, Place
from aid_portal.demo.settlers import Settlers, families

TERMS = ("2022S", "2022A")
BLOCK_CHILDREN = 50_000
SERIALS_PER_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class County:
    """`block` is 0 but for the later parts of a county larger than a real one."""

    scale: Scale
    seed: int
    block: int
    schools: list[units.Unit]
    homes: list[Household]
    places: dict[str, list[Place]]

    def children(self) -> Iterator[Child]:
        for home in self.homes:
            yield from home.children

    def stream(self, concern: str) -> Random:
        return stream(self.seed, self.block, concern)


def stream(seed: int, block: int, concern: str) -> Random:
    """A random stream of its own for each concern: a change in one leaves the others as they were."""
    return Random(f"{seed}/{block}/{concern}")  # noqa: S311  (repeatable is the point; nothing is kept secret by it)


def scale_of(size: str, children: int | None) -> Scale:
    return replace(SCALES[size], children=children) if children else SCALES[size]


def build(scale: Scale, seed: int, block: int = 0, mint: Mint | None = None) -> County:
    settlers = Settlers(stream(seed, block, "people"), mint or Mint(), first_serial=block * SERIALS_PER_BLOCK)
    homes = list(families(settlers, round(scale.children * (1 + schooling.LEAVES_COUNTY))))
    hardship.strike(homes, settlers)
    rarities.deal(homes, settlers)
    listed = sum(home.listed for home in homes)
    homes += hardship.childless(settlers, round(listed * scale.childless_households))
    schools = units.schools(scale.plan, block)
    return County(scale, seed, block, schools, homes, _places(homes, schools, stream(seed, block, "schooling")))


def blocks(children: int, seed: int) -> Iterator[County]:
    """Counties side by side, no number given twice, until there are so many children; one in memory at a time."""
    mint = Mint()
    for block, first in enumerate(range(0, children, BLOCK_CHILDREN)):
        size = min(BLOCK_CHILDREN, children - first)
        yield build(replace(SCALES["full"], children=size), seed, block, mint)


def _places(homes: list[Household], schools: list[units.Unit], rng: Random) -> dict[str, list[Place]]:
    catchment = Catchment(schools, rng)
    children = [child for home in homes for child in home.children]
    for child in children:
        child.arrives = rng.random() < schooling.LEAVES_COUNTY
    spring = schooling.spring_places(children, catchment)
    schooling.disturb(spring, "2022S", catchment)
    autumn = schooling.autumn_places(children, spring, catchment)
    schooling.disturb(autumn, "2022A", catchment)
    return {"2022S": spring, "2022A": autumn}
