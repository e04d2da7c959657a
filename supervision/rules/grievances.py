"""The code with which a grievance is followed, how long it may be asked anew, who is late, when a form was sent by a machine."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta

# Without I, L, O, 0, 1: what is written on paper is read back by eye. 16 of 31 signs are 79 bits.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH, GROUP = 16, 4
REOPEN_DAYS = 30  # of the calendar; 待核定
REMIND_AHEAD, REMIND_EVERY = 2, 5  # working days; 待核定
FASTEST_SECONDS, SLOWEST_SECONDS = 3, 4 * 3600
WORD = "扶资诉"


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))


def written(code: str) -> str:
    """ABCD-EFGH-…, as it is shown once."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def read_code(text: str) -> str:
    """What somebody typed for a code, or '' where it cannot be one."""
    found = "".join(text.upper().split()).replace("-", "").replace("—", "").replace("－", "")
    return found if len(found) == CODE_LENGTH and set(found) <= set(SIGNS) else ""


def may_reopen(ended_on: date, day: date) -> bool:
    return day <= last_day_to_reopen(ended_on)


def last_day_to_reopen(ended_on: date) -> date:
    return ended_on + timedelta(REOPEN_DAYS)


def is_reminded(due_on: date, last: date | None, day: date, working_days_between: Callable[[date, date], int]) -> bool:
    """Once in the last two working days, on the first one after the deadline, then every fifth; `last` is the last time."""
    if day <= due_on:
        was = last is not None and working_days_between(last, due_on) <= REMIND_AHEAD
        return not was and working_days_between(day, due_on) <= REMIND_AHEAD
    if last is None or last <= due_on:
        return working_days_between(due_on, day) > 0
    return working_days_between(last, day) >= REMIND_EVERY
