"""Counts login tries and knocks at doors without a login in the cache, and lets few hashes run at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.utils.translation import gettext as _

from aid_portal import crypto
from aid_portal.errors import Refused
from aid_portal.rules.throttling import HASHES_AT_ONCE, PER_ACCOUNT, PER_ADDRESS, Limit, household_of, minutes_left

SLOT_SECONDS = 5  # a hash takes some 30 ms; the slot of a killed process frees itself
QUEUE_SECONDS = 5.0


class Locked(Refused):
    """Too many tries; `first` marks the one that closed the door, so that the log gets one line and not thousands."""

    code = "locked"

    def __init__(self, minutes: int, *, first: bool) -> None:
        message = _("登录失败次数过多，已暂停登录，请%(minutes)s分钟后再试。忘记密码请联系系统管理员重置。")
        super().__init__(message % {"minutes": minutes})
        self.first = first


def admit(username: str, address: str) -> None:
    """Count this try for the account and for the address; raises Locked beyond either limit."""
    for key, limit in _counters(username, address):
        count, ends_at = _count(key, limit)
        minutes = minutes_left(count, ends_at, time.time(), limit)
        if minutes:
            raise Locked(minutes, first=count == limit.tries + 1)


def forgive(username: str, address: str) -> None:
    """After a right password: the account starts afresh, and the try does not count against a shared address."""
    (shared, _limit), (account, _limit) = _counters(username, address)
    cache.delete_many([account, f"{account}:ends"])
    try:
        cache.decr(shared)
    except ValueError:
        return  # the window has ended meanwhile


class TooMany(Refused):
    """Too many knocks at a door without a login."""

    code = "too_many"

    def __init__(self, minutes: int) -> None:
        super().__init__(_("操作过于频繁，请%(minutes)s分钟后再试。") % {"minutes": minutes})


def knock(door: str, who: str, limit: Limit) -> None:
    """Count one at `door`; `who` is an address, or what was typed as an index, never in the clear. Raises TooMany."""
    count, ends_at = _count(_door_key(door, who), limit)
    if minutes := minutes_left(count, ends_at, time.time(), limit):
        raise TooMany(minutes)


def knocked_rightly(door: str, who: str) -> None:
    """The last knock does not count: many families share the address of a telephone company."""
    try:
        cache.decr(_door_key(door, who))
    except ValueError:
        return  # the window has ended meanwhile


def _door_key(door: str, who: str) -> str:
    return f"door:{door}:{household_of(who)}"


@contextmanager
def hashing() -> Iterator[None]:
    """One of HASHES_AT_ONCE places over all processes; who waits too long is asked to come again."""
    slot = _wait_for_slot()
    try:
        yield
    finally:
        cache.delete(slot)


def _counters(username: str, address: str) -> tuple[tuple[str, Limit], tuple[str, Limit]]:
    """The address first: what comes from a closed address does not close accounts as well."""
    account = crypto.blind_index("content", username.casefold()).hex()[:32]
    return (f"login:address:{address}", PER_ADDRESS), (f"login:account:{account}", PER_ACCOUNT)


def _count(key: str, limit: Limit) -> tuple[int, float]:
    while True:
        if cache.add(key, 0, limit.seconds):
            cache.set(f"{key}:ends", time.time() + limit.seconds, limit.seconds)
        try:
            return cache.incr(key), cache.get(f"{key}:ends", time.time() + limit.seconds)
        except ValueError:
            continue  # expired between the two: begin a new window


def _wait_for_slot() -> str:
    ends_at = time.monotonic() + QUEUE_SECONDS
    while time.monotonic() < ends_at:
        for number in range(HASHES_AT_ONCE):
            if cache.add(f"login:slot:{number}", 1, SLOT_SECONDS):
                return f"login:slot:{number}"
        time.sleep(0.02)
    raise Refused(_("登录的人较多，请稍等片刻再试。"), code="busy")
