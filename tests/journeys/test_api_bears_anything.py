"""Whatever is sent to the API, it answers in its own words: made-up requests after its own schema, and none ends in a 5xx."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings
from rest_framework.throttling import UserRateThrottle

from aid_portal.models import User
from aid_portal.permissions import Permission
from tests.house.access_table import TABLE
from tests.journeys.described import JSON, Description

pytestmark = [pytest.mark.slow]
HANDS = ("chen", "xu", "guo", "lin", "wang", "han", "gao", "secadmin", "sysadmin")
EACH = 4  # requests an operation
LEAST = 1000
KEY = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Hand:
    user: User
    client: Client


@pytest.fixture(autouse=True)
def no_rest(monkeypatch) -> None:
    monkeypatch.setattr(UserRateThrottle, "allow_request", lambda *_asked: True)


@pytest.fixture
def hands(county, django_db_blocker) -> list[Hand]:
    with django_db_blocker.unblock():
        made = [Hand(User.objects.get(username=name), Client(raise_request_exception=False)) for name in HANDS]
        for hand in made:
            hand.client.force_login(hand.user)
        yield made


def who_may(hands: list[Hand], path: str, number: int) -> Hand:
    """By turns one of those who may; who may not is asked by the tests of the access table."""
    words = TABLE[resolve(KEY.sub("1", path)).view_name].split()
    guards = {Permission(word) for word in words if word in set(Permission)}
    allowed = [hand for hand in hands if any(map(hand.user.has, guards))] or hands
    return allowed[number % len(allowed)]


def a_row_of(client: Client, path: str) -> str:
    """The key of a row that this person sees behind the address, if there is one."""
    found = client.get(path.partition("{")[0])
    told = found.json() if found.status_code == 200 else {}
    rows = told.get("results") if isinstance(told, dict) else told
    return str(rows[0]["id"]) if rows and "id" in rows[0] else ""


def sent(client: Client, case, path: str) -> int:
    """Every request finds the same county: what it wrote is taken back."""
    body = b"" if isinstance(case.body, schemathesis.core.NotSet) else json.dumps(case.body, default=str).encode()
    with transaction.atomic():
        address = f"{path}?{urlencode(case.query or {}, doseq=True)}"
        answer = client.generic(case.method, address, body, content_type="application/json")
        transaction.set_rollback(True)
    return answer.status_code


def asked(operation, client: Client, number: int, tell) -> None:
    """`tell(case, path, status)` of each of EACH requests that the schema allows."""
    row = a_row_of(client, operation.path) if "{" in operation.path else ""

    @seed(number)
    @settings(max_examples=EACH, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case) -> None:
        path = KEY.sub(row, case.path) if row else case.formatted_path
        tell(case, path, sent(client, case, path))

    ask()


def test_nothing_that_follows_the_schema_ends_in_a_server_error(hands) -> None:
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    answers, broken = Counter(), []

    def tell(case, path: str, status: int) -> None:
        answers[status] += 1
        if status >= 500:
            broken.append(f"{case.method} {path} {case.query} {case.body}")

    for number, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        asked(operation, who_may(hands, operation.path, number).client, number, tell)
    assert broken == []
    assert sum(answers.values()) >= LEAST
    assert answers[200] > LEAST / 3


def test_what_is_handed_out_has_the_shape_that_is_described(hands) -> None:
    """Every list, and the first record of each, for a client that was generated from the description."""
    description = Description(json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str)))
    looks = {name: each for name, each in description.operations.items() if each.method == "get" and "schema" not in each.path}
    faults, told = [], 0
    for number, (name, operation) in enumerate(looks.items()):
        client = who_may(hands, operation.path, number).client
        path = KEY.sub(a_row_of(client, operation.path), operation.path) if "{" in operation.path else operation.path
        answer = client.get(path)
        told += answer.status_code == 200
        if answer.status_code == 200 and (fault := description.fault(operation.answer(200, JSON), answer.json())):
            faults.append(f"{name} {fault}")
    assert "\n".join(faults) == ""
    assert told > len(looks) / 2
