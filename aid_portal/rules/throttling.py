"""How many wrong passwords, and how many knocks at a door without a login, are too many (reliability.md D15)."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` within `seconds`; the window begins with the first of them and is not prolonged by later ones."""

    tries: int
    seconds: int


PER_ACCOUNT = Limit(tries=5, seconds=15 * 60)
PER_ADDRESS = Limit(tries=30, seconds=15 * 60)
HASHES_AT_ONCE = 4
# Of the public site: a school's families share an address, a robot sends hundreds; the county as a whole gets some ten a day.
PUBLIC_FORMS = Limit(tries=20, seconds=3600)
PUBLIC_FORMS_IN_ALL = Limit(tries=200, seconds=3600)
PUBLIC_LOOKS = Limit(tries=40, seconds=15 * 60)
# A class that answers a survey in its school shares one address.
SURVEY_ANSWERS = Limit(tries=120, seconds=3600)
SURVEY_ANSWERS_IN_ALL = Limit(tries=3000, seconds=3600)


def minutes_left(count: int, ends_at: float, now: float, limit: Limit) -> int:
    """Whole minutes until the next try is looked at; 0 while the try numbered `count` is still within the limit."""
    if count <= limit.tries or ends_at <= now:
        return 0
    return ceil((ends_at - now) / 60)


def household_of(address: str) -> str:
    """Whom an address stands for: one of IPv6 can be changed at will within its /64, so that the whole counts as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)
