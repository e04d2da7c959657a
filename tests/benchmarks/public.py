"""Pages without a login as fast as they are asked for, from the cache, behind the web server of docker-compose.yml.

The target is 200 requests a second on two cores. What one costs the server in CPU is told beside it, because the clock also
counts what else the machine does: two cores have ten milliseconds for each of 200 a second.
"""

import argparse
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from io import StringIO
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from django.core.management import call_command
from django.urls import reverse

from aid_portal.processes import ChildProcess, stop_all
from tests.benchmarks.table import Line

PAGES = (
    "public-home", "public-contacts", "public-data", "public-aid:policies", "public-aid:figures", "public-aid:donations",
    "public-aid:meals",
)  # fmt: skip
ASKED = 200  # requests a second
CORES = 2
FOR_ONE = CORES / ASKED  # seconds of CPU
READERS = 16
REQUESTS = 4000  # a round: shorter than a page is kept
TICKS = os.sysconf("SC_CLK_TCK")


class Web(NamedTuple):
    """The web server: its port, and its processes for their CPU time."""

    port: int
    process: int

    def cpu(self) -> float:
        """Seconds that all its workers have used."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS


class Round(NamedTuple):
    """Requests a second, seconds of CPU for one, and within how many seconds 95 of 100 were answered."""

    rate: float
    cpu: float
    late: float


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    call_command("seed_demo", "--size", "tiny", stdout=StringIO())
    rounds = []
    with _served(home) as web:
        for number in range(1, options.rounds + 1):
            rounds.append(found := _round(web))
            told(f"  {number}/{options.rounds}: {found.rate:.0f}/s, CPU {found.cpu:.4f} s, 95 of 100 in {found.late:.3f} s")
    rates, costs = tuple(each.rate / ASKED for each in rounds), tuple(each.cpu / FOR_ONE for each in rounds)
    late, cpu = median(each.late for each in rounds), median(each.cpu for each in rounds)
    return [
        Line("W6 public pages", f"{READERS} readers, 95 of 100 answers", f"{ASKED}/s", rates, late, at_least=1),
        Line("W6 public pages", "CPU of one answer", f"{CORES} cores for {ASKED}/s", costs, cpu, at_most=1),
    ]


def _round(web: Web) -> Round:
    _read(web, len(PAGES) * READERS)  # warm: every page is made, every worker has answered
    cpu, began = web.cpu(), time.perf_counter()
    taken = sorted(_read(web, REQUESTS))
    rate = len(taken) / (time.perf_counter() - began)
    return Round(rate, (web.cpu() - cpu) / len(taken), taken[len(taken) * 95 // 100])


def _read(web: Web, requests: int) -> list[float]:
    """Seconds of each request; the readers keep their connections and take the pages in turn."""
    with ThreadPoolExecutor(READERS) as pool:
        found = pool.map(partial(_reads, web, requests // READERS), range(READERS))
        return list(chain.from_iterable(found))


def _reads(web: Web, requests: int, reader: int) -> list[float]:
    connection, taken = http.client.HTTPConnection("127.0.0.1", web.port, timeout=30), []
    for address in islice(cycle(map(reverse, PAGES)), reader, reader + requests):
        began = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{answer.status} {address}")
    connection.close()
    return taken


@contextmanager
def _served(home: Path) -> Iterator[Web]:
    """As docker-compose.yml serves it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    how = ["--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "aid_portal.wsgi", "--bind", f"127.0.0.1:{port}", *how]
    child = ChildProcess("web", command, home / "web.log", {})
    child.start()
    try:
        _wait(child, port)
        yield Web(port, child.process.pid)
    finally:
        stop_all([child], 10)


def _wait(child: ChildProcess, port: int) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", reverse("alive"))
            return connection.getresponse().close()
        except OSError:
            if not child.is_alive or time.monotonic() > until:
                raise RuntimeError(child.last_lines()) from None
            time.sleep(0.2)
