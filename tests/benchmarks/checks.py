"""W2: the check of a term against the bare INSERT of the rows it writes and against polars + COPY; and nothing changed."""

import argparse
from collections.abc import Callable
from pathlib import Path

from aid_portal import jobs
from aid_portal.choices import JobStatus
from students.models import TermSetting
from subsidies.actions import checks
from tests.benchmarks import peer_polars, synthetic
from tests.benchmarks.database import execute, settle
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.rosters import make_units
from tests.benchmarks.table import Line, faster, slower

RESULTS = "subsidies_decision, subsidies_finding, subsidies_whereabouts, students_matchpair"
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
    execute("DROP TABLE IF EXISTS decided; CREATE TABLE decided AS SELECT * FROM subsidies_decision ORDER BY student_id")
    [(decisions,)] = execute("SELECT count(*) FROM decided")
    told(f"  {children:,} children, {decisions:,} decisions")
    timings = side_by_side(
        [
            Variant("check", check, forget),
            Variant("nothing changed", check),
            Variant("bare INSERT", lambda: execute("INSERT INTO subsidies_decision SELECT * FROM decided"), forget),
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
        slower(named, timings, "nothing changed", "bare INSERT", at_most=0.11),
        faster(named, timings, "check", "polars + COPY", at_least=1.5),
    ]


def check() -> None:
    """The whole run in this process: questions, decisions, findings, whereabouts, figures."""
    run = checks.start(term=TermSetting.objects.get(pk=synthetic.TERM), by=None, post=False)
    job = jobs.run_inline(run.job)
    if job.status != JobStatus.DONE:
        raise RuntimeError(job.error)


def forget() -> None:
    """As before the first check, but for the run's record and the cases of the law."""
    execute(f"TRUNCATE {RESULTS} CASCADE")
    settle("subsidies_decision")
