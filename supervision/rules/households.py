"""How much of a household a reader sees: the county all, a town what finds its children, a school its own pupils."""

from enum import IntEnum

HEAD = "户主"  # the word of the rural list for whom the household is named after


class Sight(IntEnum):
    """The more, the higher."""

    SCHOOL = 1
    TOWN = 2
    COUNTY = 3


def sight_of(*, whole_county: bool, in_own_town: bool, has_own_pupil: bool) -> Sight | None:
    """None: the household is not for this reader."""
    if whole_county:
        return Sight.COUNTY
    if in_own_town:
        return Sight.TOWN
    return Sight.SCHOOL if has_own_pupil else None


def is_named(sight: Sight, *, child: bool, own: bool) -> bool:
    """A pupil of one's own schools always; a town knows every child of its households, the county everybody."""
    return own or sight == Sight.COUNTY or (sight == Sight.TOWN and child)


def sees_head(sight: Sight) -> bool:
    """Whoever goes to the house asks for him by name."""
    return sight >= Sight.TOWN


def sees_history(sight: Sight) -> bool:
    """The departments' lists are not the schools': a school is told what holds of its pupils, not how it came about."""
    return sight >= Sight.TOWN


def sees_adults(sight: Sight) -> bool:
    return sight == Sight.COUNTY
