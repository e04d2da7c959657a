"""W2: the check of a term against the bare INSERT of the rows it writes and against polars + COPY; by two workers; repeated.

The bare INSERT writes what the check leaves into the same tables: decisions, findings, whereabouts, questions.
Polars decides only and is held against the whole check.
"""

import argparse
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from django.db import connection

from aid_portal import jobs
from aid_portal.choices import JobStatus
from aid_portal.models import JobRun
from students.models import TermSetting
from subsidies.actions import checks
from tests.benchmarks import peer_polars, synthetic
from tests.benchmarks.database import execute, settle
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, faster, slower

DECISIONS = "subsidies_decision"
# What a check writes, each in the order of its key.
RESULTS = {DECISIONS: "student_id", "subsidies_finding": "id", "subsidies_whereabouts": "record_id", "students_matchpair": "id"}
WORKERS = 2
BARE_JOIN = """
SELECT count(*) FROM students_enrolment e
JOIN students_record r ON r.id_index = e.id_index AND r.name_key = e.name_key
"""


def measure(options: argparse.Namespace, home: Path, told: Callable[[str], None]) -> list[Line]:
    make_units(home)
    return [line for children in options.children for line in _of_size(children, options.rounds, told)]


def _of_size(children: int, rounds: int, told: Callable[[str], None]) -> list[Line]:
    synthetic.make(children)
    check()
    written = {table: _kept(table, order) for table, order in RESULTS.items()}
    told(f"  {children:,} children, {', '.join(f'{rows:,} {table}' for table, rows in written.items())}")
    timings = side_by_side(
        [
            Variant("check", check, forget),
            Variant("nothing changed", check),
            Variant("two workers", check_by_two, forget),
            Variant("bare INSERT of decisions", lambda: _insert(DECISIONS), forget),
            Variant("bare INSERT", lambda: _insert(*RESULTS), forget),
            Variant("bare join", lambda: execute(BARE_JOIN)),
            Variant("polars + COPY", peer_polars.decide, forget),
        ],
        rounds,
        told,
    )
    if peer_polars.differs():
        raise RuntimeError("polars decided otherwise")
    named = f"W2 check, {children:,} children"
    small = children < 1_000_000
    return [
        slower(named, timings, "check", "bare INSERT", "bare join", at_most=2.0 if small else 1.5),
        slower(named, timings, "check", "bare INSERT of decisions", "bare join"),
        slower(named, timings, "nothing changed", "bare INSERT of decisions", at_most=0.11),
        faster(named, timings, "two workers", "check", at_least=1.6),
        faster(named, timings, "check", "polars + COPY", at_least=1.5),
    ]


def _kept(table: str, order: str) -> int:
    """The rows of now set aside; answers how many."""
    execute(f"DROP TABLE IF EXISTS bare_{table}; CREATE TABLE bare_{table} AS SELECT * FROM {table} ORDER BY {order}")
    [(rows,)] = execute(f"SELECT count(*) FROM bare_{table}")
    return rows


def _insert(*tables: str) -> None:
    for table in tables:
        execute(f"INSERT INTO {table} SELECT * FROM bare_{table}")


def check() -> None:
    """The whole run in this process: questions, decisions, findings, whereabouts, figures."""
    job = _started()
    jobs.run_inline(job)
    _demand_done(job)


def check_by_two() -> None:
    """The same in two processes, each with a connection of its own, as two workers would."""
    job = _started()
    connection.close()
    forked = get_context("fork")
    workers = [forked.Process(target=_work, args=(job.pk,)) for _worker in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    _demand_done(job)


def _work(job: int) -> None:
    while (run := JobRun.objects.get(pk=job)).is_active:
        jobs.run_inline(run)
        time.sleep(0.005)
    connection.close()


def _started() -> JobRun:
    return checks.start(term=TermSetting.objects.get(pk=synthetic.TERM), by=None, post=False).job


def _demand_done(job: JobRun) -> None:
    job.refresh_from_db()
    if job.status != JobStatus.DONE:
        raise RuntimeError(job.error)


def forget() -> None:
    """As before the first check, but for the run's record and the cases of the law."""
    execute(f"TRUNCATE {', '.join(RESULTS)} CASCADE")
    settle(DECISIONS)
