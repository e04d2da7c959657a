"""The policy that the product ships with."""

from pathlib import Path

import pytest
import yaml

from subsidies.rules.policy import Policy, parse

SHIPPED = Path(__file__).parents[2] / "subsidies" / "policy.yaml"


@pytest.fixture(scope="session")
def policy() -> Policy:
    return parse(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))
