"""W5: list pages of a million rows against a bare view behind the same middleware: first page, deep page, filtered."""

import argparse
import gc
from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.urls import reverse

from aid_portal.choices import OrgKind, Role
from aid_portal.models import OrgUnit, RoleAssignment, User
from tests.benchmarks import checks, synthetic
from tests.benchmarks.database import execute
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, slower
from tests.factories.portal import a_person

HITS = 20  # pages of one variant in a row: one alone is too short to time
DEEP_ROWS = 500_000
LISTS = {"students:student-list": "students_enrolment", "subsidies:decision-list": "subsidies_decision"}


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    make_units(home)
    synthetic.make(options.listed)
    synthetic.seal()
    checks.check()
    gc.freeze()  # as the web server does (aid_portal.wsgi)
    client = _logged_in()
    bare = Variant("bare view", lambda: _open(client, reverse("alive")))
    return [line for name, table in LISTS.items() for line in _of_list(client, name, table, bare, options.rounds, told)]


def _of_list(client: Client, name: str, table: str, bare: Variant, rounds: int, told: Callable[[str], None]) -> list[Line]:
    address = f"{reverse(name)}?term={synthetic.TERM}"
    school = OrgUnit.objects.filter(kind=OrgKind.SCHOOL).order_by("pk").first()
    pages = {
        "first page": address,
        "deep page": f"{address}&after={_deep(table)}",
        "one school": f"{address}&school={school.code}",
        "two characters of a name": f"{address}&name=子轩",
    }
    variants = [Variant(page, lambda url=url: _open(client, url)) for page, url in pages.items()]
    timings = side_by_side([bare, *variants], rounds, told)
    named = f"W5 {name.partition(':')[2]}"
    lines = [slower(named, timings, page, "bare view", at_most=5) for page in pages]
    return [*lines, slower(named, timings, "deep page", "first page", at_most=1.2)]


def _open(client: Client, address: str) -> None:
    for _hit in range(HITS):
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} {address}")


def _deep(table: str) -> int:
    """A row far down the list."""
    [(rows,)] = execute(f"SELECT count(*) FROM {table}")
    [(key,)] = execute(f"SELECT id FROM {table} ORDER BY id OFFSET %(rows)s LIMIT 1", {"rows": min(DEEP_ROWS, rows // 2)})
    return key


def _logged_in() -> Client:
    """A clerk of the bureau, who sees every row."""
    RoleAssignment.objects.all().delete()
    User.objects.all().delete()
    client = Client(SERVER_NAME="localhost")
    client.force_login(a_person("bench", "陈经办", Role.COUNTY_CLERK, OrgUnit.objects.get(kind=OrgKind.BUREAU)))
    return client
