"""Settles the county: household after household until every rung of the school ladder has its children."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from aid_portal.demo import ids, names
from aid_portal.demo.people import Adult, Child, Household
from aid_portal.demo.scale import GRADES, SPECIAL_SHARE, STAGE_SHARES
from aid_portal.demo.units import SEAT, TOWNS, VILLAGES

BASE_YEAR = 2021  # positions are those of the academic year that began in this September
ENTRANT = -1  # still at home in spring, in the kindergarten from autumn
FIRST_JUNIOR, FIRST_SENIOR = 9, 12
TOWN_SHARES = (25, 10, 11, 12, 10, 9, 11, 12)
FAMILY_SIZES, FAMILY_SHARES = (1, 2, 3), (62, 33, 5)
YEARS_TOO_OLD = {0: 5, 3: 9, 9: 8, 12: 8}  # by the first position of a stage: what `age_out_of_range` needs
ONE_YEAR_LATE, NO_PAPERS, PAPERS_IN_AUTUMN, CORRECTED_ID, PERMIT, TOO_OLD = 0.04, 0.003, 0.003, 0.004, 0.0005, 0.0006
GRANDPARENTS, GUARDIAN_CARD, LISTS_LAG = 0.18, 0.5, 0.5


class Settlers:
    """Makes households one after another, with numbers, cards and telephones never given twice."""

    def __init__(self, rng: Random, mint: ids.Mint, first_serial: int = 0) -> None:
        self.rng, self.mint = rng, mint
        self.household_serial = self.person_serial = self.card_serial = first_serial

    def household(self) -> Household:
        rng = self.rng
        self.household_serial += 1
        town = rng.choices(list(TOWNS), TOWN_SHARES)[0]
        urban = rng.random() < (0.4 if town == SEAT else 0.03)
        hukou = rng.choice(("城市", "非农业", "城市")) if urban else rng.choice(("农业", "农村", "农村", "县镇"))
        phone = ids.phone_number(self.household_serial)
        return Household(self.household_serial, town, rng.choice(VILLAGES), urban, phone, hukou)

    def family(self, positions: list[int]) -> Household:
        home = self.household()
        born = [self._birth_day(position) for position in positions]
        self.settle_adults(home, eldest=min(born))
        for position, day in zip(positions, born, strict=True):
            home.children.append(self.child(home, day, position))
        return home

    def settle_adults(self, home: Household, eldest: date) -> None:
        rng = self.rng
        family = names.surname(rng)
        home.adults.append(self.adult(family, "父亲", eldest.year - rng.randint(22, 34), male=True))
        home.adults.append(self.adult(names.surname(rng), "母亲", eldest.year - rng.randint(20, 32), male=False))
        if rng.random() < GRANDPARENTS:
            home.adults.append(self.adult(family, "祖父", eldest.year - rng.randint(46, 60), male=True))

    def adult(self, family: str, kinship: str, year: int, *, male: bool) -> Adult:
        born = date(year, 1, 1) + timedelta(days=self.rng.randrange(365))
        name = names.full_name(self.rng, family, male=male)
        return Adult(name, male, born, self._resident_id(born, male=male), kinship, self._person())

    def child(self, home: Household, born: date, position: int) -> Child:
        rng = self.rng
        male = rng.random() < 0.52
        name = names.full_name(rng, home.adults[0].name[:1], male=male)
        guardian = rng.choices(home.adults, (50, 42, 8)[: len(home.adults)])[0]
        resident_id = self._resident_id(born, male=male)
        child = Child(name, male, born, resident_id, self._person(), home, guardian, position, "", "")
        child.vocational = position >= FIRST_SENIOR and rng.random() < _vocational_share()
        child.special = 3 <= position < FIRST_SENIOR and rng.random() < SPECIAL_SHARE * GRADES / 9
        child.boards, child.need, child.agriculture = rng.random(), rng.random(), rng.random() < 0.45
        self._give_card(child)
        self._papers(child)
        return child

    def _birth_day(self, position: int) -> date:
        draw = self.rng.random()
        years_late = 1 if draw < ONE_YEAR_LATE else 0
        if draw > 1 - TOO_OLD:
            years_late = years_too_old(position)
        return date(BASE_YEAR - 4 - position - years_late, 9, 1) + timedelta(days=self.rng.randrange(365))

    def _resident_id(self, born: date, *, male: bool) -> str:
        area = self.rng.choices(ids.AREAS, ids.AREA_SHARES)[0]
        return self.mint.resident_id(area, born, male=male)

    def _person(self) -> int:
        self.person_serial += 1
        return self.person_serial

    def _give_card(self, child: Child) -> None:
        """Small children may use the guardian's card: brothers and sisters then share one."""
        home = child.household
        if child.position < FIRST_JUNIOR and self.rng.random() < GUARDIAN_CARD:
            child.card = ids.card_number(2 * home.serial + 1)
            child.card_holder = child.guardian.name
            shared = [other for other in home.children if other.card == child.card]
            child.guardian = shared[0].guardian if shared else child.guardian
            child.card_holder = child.guardian.name
            return
        self.card_serial += 1
        child.card, child.card_holder = ids.card_number(2 * self.card_serial), child.name

    def _papers(self, child: Child) -> None:
        rng, draw = self.rng, self.rng.random()
        if draw < NO_PAPERS + PAPERS_IN_AUTUMN:
            child.papers = "none" if draw < NO_PAPERS else "autumn"
            child.spare_number = self.spare_number(child)
        elif draw < NO_PAPERS + PAPERS_IN_AUTUMN + CORRECTED_ID:
            child.former_id = self.mint.resident_id(ids.HOME_AREA, child.born, male=child.male)
            child.lists_lag = rng.random() < LISTS_LAG
        elif draw > 1 - PERMIT:
            child.resident_id = self.mint.resident_id(rng.choice(ids.PERMIT_AREAS), child.born, male=child.male)

    def spare_number(self, child: Child) -> str:
        if self.rng.random() < 0.4:
            return f"J{self.mint.resident_id(ids.HOME_AREA, child.born, male=child.male)}"
        return f"L{self.mint.temporary_number(child.born, self.rng, male=child.male)}"


def years_too_old(position: int) -> int:
    """So many years later than usual that the class is out of the question (eligibility.md 2.8)."""
    return YEARS_TOO_OLD[max((first for first in YEARS_TOO_OLD if first <= position), default=0)]


def families(settlers: Settlers, children: int) -> Iterator[Household]:
    """Households until every rung of the school ladder has its children; brothers and sisters differ in age."""
    rng = settlers.rng
    deck = _ladder(children)
    rng.shuffle(deck)
    while deck:
        size = rng.choices(FAMILY_SIZES, FAMILY_SHARES)[0]
        positions: list[int] = []
        while deck and len(positions) < size:
            if any(abs(deck[-1] - position) < 2 for position in positions):
                break
            positions.append(deck.pop())
        yield settlers.family(positions)


def _ladder(children: int) -> list[int]:
    upper = STAGE_SHARES["senior"] + STAGE_SHARES["vocational"]
    shares = [STAGE_SHARES["kindergarten"] / 3] * 3 + [STAGE_SHARES["primary"] / 6] * 6
    shares += [STAGE_SHARES["junior"] / 3] * 3 + [upper / 3] * 3
    counts = [max(1, round(children * share)) for share in shares]
    counts[0] += children - sum(counts)
    ladder = [position for position, count in enumerate(counts) for _ in range(count)]
    return ladder + [ENTRANT] * counts[1]


def _vocational_share() -> float:
    return STAGE_SHARES["vocational"] / (STAGE_SHARES["vocational"] + STAGE_SHARES["senior"])
