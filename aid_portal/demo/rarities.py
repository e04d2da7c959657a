"""One of every rare fate, where chance has not dealt it: a small county has to hold every case as well."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle

from aid_portal.demo import ids, names
from aid_portal.demo.people import Aid, Child, Disability, Household, Watch
from aid_portal.demo.settlers import Settlers, years_too_old

Fate = Callable[[Child, Settlers], None]
LONG_AGO, LAST_YEAR, LAST_WINTER, THIS_SUMMER = date(2020, 5, 10), date(2021, 7, 15), date(2022, 1, 20), date(2022, 7, 5)


def deal(homes: list[Household], settlers: Settlers) -> None:
    """Each fate to a pupil of a household of its own, all in the country, where the lists reach them."""
    pupils = _pupils(homes)
    for fate in FATES:
        fate(next(pupils), settlers)


def _pupils(homes: list[Household]) -> Iterator[Child]:
    """In the lower grades and not yet in the last one of a school, so that both terms see them in the county."""
    fitting = [
        child
        for home in homes
        if not home.urban and not home.listed and home.aid is None
        for child in home.children[:1]
        if 0 <= child.position < 11 and child.papers == "held" and not child.former_id and not child.special
    ]
    yield from cycle(fitting)


def _watched(kind: str, **dates: date | str) -> Fate:
    def fate(child: Child, _settlers: Settlers) -> None:
        child.household.lifted = kind == "脱贫不稳定户"
        child.household.watch = Watch(kind, LONG_AGO, **dates)

    return fate


def _newly_watched(child: Child, _settlers: Settlers) -> None:
    child.household.watch = Watch("突发严重困难户", THIS_SUMMER)


def _aided(kind: str) -> Fate:
    def fate(child: Child, _settlers: Settlers) -> None:
        child.aid = Aid(kind, (2019, 4))

    return fate


def _bereft(kind: str) -> Fate:
    def fate(child: Child, _settlers: Settlers) -> None:
        child.orphan = Aid(kind, (2020, 3))

    return fate


def _martyr(child: Child, _settlers: Settlers) -> None:
    child.martyr = True


def _disabled(child: Child, _settlers: Settlers) -> None:
    child.disability = Disability(4, 3)


def _disabled_guardian(child: Child, _settlers: Settlers) -> None:
    child.guardian.disability = Disability(1, 2)


def _without_papers(child: Child, settlers: Settlers) -> None:
    child.household.lifted = True
    child.papers, child.spare_number = "none", settlers.spare_number(child)


def _papers_in_autumn(child: Child, settlers: Settlers) -> None:
    _without_papers(child, settlers)
    child.papers = "autumn"


def _corrected_id(child: Child, settlers: Settlers) -> None:
    child.household.lifted = True
    child.former_id = settlers.mint.resident_id(ids.HOME_AREA, child.born, male=child.male)


def _corrected_at_school_only(child: Child, settlers: Settlers) -> None:
    _corrected_id(child, settlers)
    child.lists_lag = True


def _too_old(child: Child, settlers: Settlers) -> None:
    child.born = child.born.replace(year=child.born.year - years_too_old(child.position), day=min(child.born.day, 28))
    child.resident_id = settlers.mint.resident_id(ids.HOME_AREA, child.born, male=child.male)


def _dotted_name(child: Child, settlers: Settlers) -> None:
    child.household.lifted = True
    child.name = names.dotted_name(settlers.rng, male=child.male)


def _gone_by_autumn(child: Child, _settlers: Settlers) -> None:
    child.household.lifted = child.household.gone_by_autumn = True


def _splits(child: Child, _settlers: Settlers) -> None:
    child.household.lifted = child.household.splits = True


FATES: tuple[Fate, ...] = (
    _watched("脱贫不稳定户"),
    _watched("边缘易致贫户"),
    _watched("突发严重困难户", later_kind="边缘易致贫户"),
    _watched("边缘易致贫户", removed=LAST_YEAR),
    _watched("边缘易致贫户", removed=LAST_WINTER),
    _watched("边缘易致贫户", removed=THIS_SUMMER),
    _watched("脱贫不稳定户", removed=LAST_YEAR, back_on=THIS_SUMMER),
    _newly_watched,
    _aided("农村低保"),
    _aided("特困分散"),
    _bereft("孤儿"),
    _bereft("事实无人抚养"),
    _martyr,
    _disabled,
    _disabled_guardian,
    _without_papers,
    _papers_in_autumn,
    _corrected_id,
    _corrected_at_school_only,
    _too_old,
    _dotted_name,
    _gone_by_autumn,
    _splits,
)
