"""Several people at once: they start together, and may be made to meet between looking and writing."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """What became of each deed, sorted: done, or the name of what refused it."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            deed()
        except Exception as error:  # which one is the answer
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def meeting(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, people: int, patience: float, at: Barrier | None = None
) -> Barrier:
    """All wait for each other after `name` has looked; who is alone there goes on after `patience` seconds.

    What is answered is where they meet: who looks with another function comes there by `at`.
    """
    original, met = getattr(module, name), at or Barrier(people)

    def paused(*args: object, **facts: object) -> object:
        found = original(*args, **facts)
        with suppress(BrokenBarrierError):
            met.wait(timeout=patience)
        return found

    monkeypatch.setattr(module, name, paused)
    return met
