"""The policy that the product ships with, and cases of children told by what is unusual about them."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
import yaml

from subsidies.rules.decisions import Case
from subsidies.rules.policy import Policy, parse

SHIPPED = Path(__file__).parents[3] / "subsidies" / "policy.yaml"


@cache
def shipped_document() -> dict:
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


@pytest.fixture
def document() -> dict:
    return deepcopy(shipped_document())


@pytest.fixture
def policy() -> Policy:
    return parse(shipped_document())


@pytest.fixture
def a_case() -> Callable[..., Case]:
    def make(stage: str, *categories: str, **facts: object) -> Case:
        known = {"grade": 1, "boarding": False, "hukou": "", "agriculture": False, "determined": "", **facts}
        return Case(stage=stage, categories=frozenset(categories), **known)

    return make
