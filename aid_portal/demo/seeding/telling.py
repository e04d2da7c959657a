"""One line a step: what is being done, how far it is, how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

WIDTH = 60
SPOKEN_EVERY_SECONDS = 5.0


class Telling:
    """On a terminal the line moves; into a file it grows by a word every few seconds."""

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream, self.moves = stream, stream.isatty()
        self.title, self.spoken_at, self.result = "", 0.0, ""

    @contextmanager
    def step(self, title: str) -> Iterator["Telling"]:
        began = self.spoken_at = time.monotonic()
        self.title, self.result = title, ""
        self._write(f"  · {title} … ")
        yield self
        outcome = self.result or _("就绪")
        seconds = _("%(outcome)s（%(seconds).1f 秒）") % {"outcome": outcome, "seconds": time.monotonic() - began}
        self._write(f"\r  · {title} … {seconds}".ljust(WIDTH) + "\n" if self.moves else f"{seconds}\n")

    def far(self, done: int, total: int) -> None:
        now = time.monotonic()
        percent = f"{min(100, 100 * done // max(1, total))}%"
        if self.moves:
            self._write(f"\r  · {self.title} … {percent}")
        elif now - self.spoken_at >= SPOKEN_EVERY_SECONDS:
            self.spoken_at = now
            self._write(f"{percent} … ")

    def _write(self, words: str) -> None:
        self.stream.write(words, ending="")
        self.stream.flush()
