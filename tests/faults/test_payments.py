"""A batch of 26,640 under SIGKILL and a crashing database: nothing is lost, nothing is paid twice (R1)."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from subsidies.models import BankReturn, Batch, Entitlement, LedgerAccount, LedgerEntry, Payment
from tests.benchmarks import money_county
from tests.faults.county import UNITS
from tests.faults.servers import Server
from tests.faults.workers import ROOT, environment

pytestmark = [pytest.mark.faults, pytest.mark.slow]
ROWS, PAYING = 26_640, "paying"
KILLS, CRASHES = 20, 3
LONGEST = 9.0  # seconds from the start of a process to its end: start-up and the longest deed


@pytest.fixture(scope="module")
def county(server: Server) -> Iterator[Server]:
    """Units, children with sealed cards, lists that wait for review, money."""
    server.copy(UNITS, PAYING)
    with server.used(PAYING):
        money_county.make(ROWS)
        yield server


def start(folder: Path) -> subprocess.Popen:
    line = [sys.executable, "-m", "tests.faults.paying", str(folder)]
    return subprocess.Popen(line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def struck(county: Server, folder: Path, chance: random.Random, *, crash: bool) -> bool:
    """Whether the process was struck before it had finished everything."""
    process = start(folder)
    try:
        process.wait(timeout=chance.uniform(0.5, LONGEST))
    except subprocess.TimeoutExpired:
        if crash:
            county.crash()
            connection.close()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    return False


def test_killed_at_any_moment_every_child_is_paid_once(county: Server, tmp_path: Path) -> None:
    chance, blows, began = random.Random(7), 0, time.monotonic()
    for blow in range(KILLS):
        blows += struck(county, tmp_path, chance, crash=blow % (KILLS // CRASHES) == 2)
        half_done()
    done = start(tmp_path)
    done.communicate(timeout=120)
    assert done.returncode == 0
    assert blows > KILLS // 3
    all_paid_once()
    print(f"{blows} blows, {time.monotonic() - began:.0f} s")


def half_done() -> None:
    """Whatever was interrupted, each deed is there as a whole or not at all."""
    try:
        approved = Entitlement.objects.approved().count()
        assert approved in (0, ROWS)
        assert Payment.objects.count() in (0, ROWS)
        assert Payment.objects.values("status").distinct().count() <= 2
        assert sum(LedgerAccount.objects.values_list("balance", flat=True)) == 0
    except OperationalError:
        connection.close()


def all_paid_once() -> None:
    batch = Batch.objects.get()
    assert (batch.status, batch.row_count, Payment.objects.count()) == ("partly_paid", ROWS, ROWS)
    returned = ROWS // 100
    assert Payment.objects.filter(status="returned").count() == returned
    assert Payment.objects.filter(status="paid").count() == ROWS - returned
    assert BankReturn.objects.filter(status="booked").count() == 1
    kinds = sorted(LedgerEntry.objects.exclude(kind__in=["allot", "commit"]).values_list("kind", flat=True))
    assert kinds == ["pay", "return", "send"]
    assert every_payment_has_its_legs()
    ordered = sum(Payment.objects.values_list("amount", flat=True))
    assert ordered == batch.total == sum(Entitlement.objects.values_list("amount", flat=True))
    fen = dict.fromkeys(("available", "committed", "in_process", "paid"), 0)
    for kind, balance in LedgerAccount.objects.exclude(kind="allotted").values_list("kind", "balance"):
        fen[kind] += balance
    back = sum(Payment.objects.filter(status="returned").values_list("amount", flat=True))
    assert (fen["in_process"], fen["committed"], fen["paid"]) == (0, back * 100, (ordered - back) * 100)


def every_payment_has_its_legs() -> bool:
    """Two sources, two sides, sent and answered: eight legs each, which add up to nothing in every entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT payment_id FROM subsidies_ledgerleg WHERE payment_id IS NOT NULL"
            " GROUP BY payment_id HAVING count(*) = 8 AND sum(fen) = 0) whole"
        )
        return cursor.fetchone() == (ROWS,)
