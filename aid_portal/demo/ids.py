"""Identifiers of made-up people: valid where meant valid, each given out once."""

from datetime import date
from random import Random

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
PER_DAY_AND_SEX = 500
CARD_PREFIX = "621700"
# No factor in common with a power of ten: consecutive serials give numbers far apart, and none comes twice.
CARD_STRIDE, PHONE_STRIDE = 389_171_731_337, 618_033_989
HOME_AREA = "610324"
AREAS = (HOME_AREA, "610323", "610302", "610303", "610326", "620502", "513021")
AREA_SHARES = (820, 60, 40, 25, 25, 20, 10)
PERMIT_AREAS = ("810000", "830000")


def check_digit(first17: str) -> str:
    """GB 11643 (ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def luhn_digit(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


class Mint:
    """Gives out numbers, none of them twice; one mint serves one made-up county."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, int, bool], int] = {}

    def resident_id(self, area: str, born: date, *, male: bool) -> str:
        first17 = self._first17(area, born, male=male)
        return first17 + check_digit(first17)

    def temporary_number(self, born: date, rng: Random, *, male: bool) -> str:
        """The 18 characters behind an `L`: the last one is free, so it is seldom a check digit."""
        return self._first17(HOME_AREA, born, male=male) + str(rng.randrange(10))

    def _first17(self, area: str, born: date, *, male: bool) -> str:
        day = born.toordinal()
        given = self._given.get((area, day, male), 0)
        if given >= PER_DAY_AND_SEX:
            raise ValueError(f"more than {PER_DAY_AND_SEX} people of one sex born on {born} in {area}")
        self._given[area, day, male] = given + 1
        # 37 and 500 share no factor: every sequence number comes once, and neighbours lie far apart.
        sequence = (given * 37 + day * 11) % PER_DAY_AND_SEX * 2 + male
        return f"{area}{born:%Y%m%d}{sequence:03d}"


def card_number(serial: int) -> str:
    body = f"{CARD_PREFIX}{serial * CARD_STRIDE % 10**12:012d}"
    return body + luhn_digit(body)


def phone_number(serial: int) -> str:
    return f"1{'35789'[serial % 5]}{serial // 5 * PHONE_STRIDE % 10**9:09d}"


def disability_number(resident_id: str, kind: int, grade: int, reissue: str = "") -> str:
    return f"{resident_id}{kind}{grade}{reissue}"
