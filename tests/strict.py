"""Pytest plugin: what the suite forbids — unknown template variables, the network, reliance on an unwritten order."""

import random
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import QuerySet

TEMPLATES = str(Path(__file__).resolve().parent.parent / "templates")
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}


class Undefined(str):
    """Stands for `string_if_invalid`: an unknown variable in a template of ours fails, in a library's stays empty."""

    def __contains__(self, part: str) -> bool:
        return part == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: Any) -> str:
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        name = str(getattr(getattr(template, "origin", None), "name", ""))
        if name.startswith(TEMPLATES):
            pytest.fail(f"{name}: unknown variable {variable}")
        return ""


def keep_off_the_network(event: str, arguments: tuple) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host not in LOOPBACK:
        raise RuntimeError(f"the suite may not reach {host}")


def shuffle_unordered(fetch_all: Any) -> Any:
    """Rows without an order come in any order; a test that relies on one fails sooner here than at a bureau."""

    def fetch(self: QuerySet) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and len(self._result_cache) > 1 and not self.query.combinator and not self.ordered:
            random.shuffle(self._result_cache)

    return fetch


def pytest_configure() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
    # Each test client builds the middleware anew; without this WhiteNoise would list every static file each time.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["tests.strict.QuickHasher"]
    QuerySet._fetch_all = shuffle_unordered(QuerySet._fetch_all)
    sys.addaudithook(keep_off_the_network)


def __getattr__(name: str) -> Any:
    """The hasher is made when Django first asks for it: its base cannot be imported before the settings are there."""
    if name != "QuickHasher":
        raise AttributeError(name)
    from aid_portal.hashers import Argon2idHasher

    return type("QuickHasher", (Argon2idHasher,), {"memory_cost": 64, "time_cost": 1})
