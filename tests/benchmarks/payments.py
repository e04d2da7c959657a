"""From the lists to the tie-out: each step on 26,640 rows beside the bare SQL that writes the same rows."""

import argparse
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from subsidies.actions import bank_files, bank_returns, batches, entitlement_lists
from subsidies.actions.batch_rows import Choice
from subsidies.models import BankLayout, BankReturn, Batch, Entitlement, EntitlementList
from tests.benchmarks import money_county
from tests.benchmarks.database import execute
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.money_county import hand
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, slower
from tests.factories.bank_answers import answer

COPIES = ("subsidies_entitlement", "subsidies_payment", "subsidies_ledgerleg", "subsidies_bankreturnline")
MOST_QUERIES = 60


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    make_units(home)
    money_county.make(options.payments)
    return_file = home / "return.txt"
    steps = Steps(return_file)
    for name, step in steps.all():
        with CaptureQueriesContext(connection) as queries:
            step()
        told(f"  {name}: {len(queries)} queries")
        if len(queries) > MOST_QUERIES:
            raise RuntimeError(f"{name} takes {len(queries)} queries")
    _copy_results()
    money_county.prepare()
    variants = [Variant(name, step, steps.before[name]) for name, step in steps.all()]
    timings = side_by_side([*variants, *_bare()], options.rounds, told)
    rows = f"{options.payments:,} rows"
    pairs = (("approve", "bare approve"), ("build", "bare build"), ("book", "bare book"))
    return [slower(f"{name}, {rows}", timings, name, bare, at_most=10) for name, bare in pairs]


class Steps:
    """The way of one batch through the actions; each step finds what the one before has left."""

    def __init__(self, return_file: Path) -> None:
        self.return_file = return_file
        nothing = lambda: None  # noqa: E731
        self.before = {
            "review": money_county.prepare, "approve": nothing, "build": nothing, "release": nothing, "file": nothing,
            "read": self.answer, "book": nothing,
        }  # fmt: skip

    def all(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("review", self.review), ("approve", self.approve), ("build", self.build), ("release", self.release),
            ("file", self.file), ("read", self.read), ("book", self.book),
        ]  # fmt: skip

    def review(self) -> None:
        entitlement_lists.review(lists=self._lists(), by=hand("guo"))

    def approve(self) -> None:
        seen = Entitlement.objects.filter(status="proposed").aggregate(sum=Sum("amount"))["sum"]
        entitlement_lists.approve(lists=self._lists(), seen=seen, by=hand("lin"))

    def build(self) -> None:
        choice = Choice(term=money_county.the_term(), channel="bank_card")
        batches.build(choice=choice, title="2022秋", by=hand("chen"))

    def release(self) -> None:
        batch = batches.submit(batch=self._batch(), by=hand("chen"))
        batch = batches.review(batch=batch, by=hand("guo2"))
        batches.release(batch=batch, seen=bytes(batch.digest), by=hand("qian"))

    def file(self) -> None:
        bank_files.make(batch=self._batch(), layout=self._layout(), by=hand("qian"))

    def answer(self) -> None:
        """What the bank writes back: every hundredth row failed."""
        batch = batches.send(batch=self._batch(), day=timezone.localdate(), by=hand("qian"))
        failures = dict.fromkeys(range(100, batch.row_count + 1, 100), "户名不符")
        self.return_file.write_bytes(answer(self.return_file.parent, batch, failures).read_bytes())

    def read(self) -> None:
        if not self.return_file.exists():
            self.answer()
        bank_returns.read(batch=self._batch(), layout=self._layout(), path=self.return_file, name="return.txt", by=hand("qian"))

    def book(self) -> None:
        bank_returns.book(bank_return=BankReturn.objects.get(), by=hand("pan"))

    def _lists(self) -> list[int]:
        return list(EntitlementList.objects.values_list("pk", flat=True))

    def _batch(self) -> Batch:
        return Batch.objects.get()

    def _layout(self) -> BankLayout:
        return BankLayout.objects.get(code="rural_bank_txt")


def _copy_results() -> None:
    for table in COPIES:
        execute(f"DROP TABLE IF EXISTS kept_{table}; CREATE TABLE kept_{table} AS SELECT * FROM {table}")
        execute(f"DROP TABLE IF EXISTS bare_{table}; CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")


def _bare() -> list[Variant]:
    """The same rows written by one INSERT a table, with the same indexes and checks and without a single question."""
    commits = "kind IN ('commit')"

    def write(*statements: str) -> Callable[[], None]:
        return lambda: [execute(statement) for statement in statements] and None

    def empty() -> None:
        for table in COPIES:
            execute(f"TRUNCATE bare_{table}")

    def insert(table: str, where: str = "true") -> str:
        return f"INSERT INTO bare_{table} SELECT * FROM kept_{table} WHERE {where}"

    return [
        Variant("bare approve", write(insert("subsidies_entitlement"), insert("subsidies_ledgerleg", commits)), empty),
        Variant("bare build", write(insert("subsidies_payment")), empty),
        Variant(
            "bare book",
            write(
                insert("subsidies_bankreturnline"), insert("subsidies_payment"),
                insert("subsidies_ledgerleg", "kind IN ('pay', 'return')"),
            ),
            empty,
        ),
    ]  # fmt: skip
