"""Real Celery workers on the test database, and the blows that fall on them; for every kill test of every app.

with Workers(include=["tests.faults.kinds"]) as workers:
    run = jobs.start(...)
    workers.until_ended(run, blows=[workers.kill_a_child, workers.kill_all, workers.flush_broker], seed=7, times=20)
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

import redis
from django.conf import settings
from django.db import OperationalError, connection

from aid_portal import jobs
from aid_portal.models import JobRun

ROOT = Path(__file__).resolve().parents[2]
SWEEP_SECONDS = 2.0  # beat does it every 15 s; a test need not wait that long


class Workers:
    """A worker with two children in a process group of its own; stopped, whatever happens, at the end of the block."""

    def __init__(self, include: Sequence[str] = (), children: int = 2) -> None:
        self.include, self.children = include, children
        self.process: subprocess.Popen | None = None
        self.broker = redis.Redis.from_url(settings.BROKER_URL)
        self.prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
        self.blows = 0

    def __enter__(self) -> "Workers":
        self.flush_broker()
        self.start()
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.kill_group()
        self.flush_broker()
        self.broker.close()

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "aid_portal", "worker", "-c", str(self.children), "-l", "warning"]
        quiet = ["--without-gossip", "--without-mingle", "-n", f"faults-{os.getpid()}@localhost"]
        named = ["-I", ",".join(self.include)] if self.include else []
        self.process = subprocess.Popen(
            [*command, *quiet, *named], cwd=ROOT, env=self._environment(), start_new_session=True, stderr=subprocess.DEVNULL
        )

    def _environment(self) -> dict[str, str]:
        """The worker works on the database of this test, and finds the same keys and files."""
        url = urlsplit(os.environ["DATABASE_URL"])
        database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
        own = {"DATABASE_URL": database, "AID_PORTAL_HOME": str(settings.HOME), "AID_PORTAL_KEYRING": settings.KEYRING}
        return {**os.environ, **own, "PYTHONWARNINGS": "ignore"}

    def child_ids(self) -> list[int]:
        """The pool's children; empty while the worker is still starting."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children") if self.process else None
        return [int(number) for number in path.read_text().split()] if path and path.exists() else []

    def kill_a_child(self) -> None:
        if children := self.child_ids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(children), signal.SIGKILL)

    def kill_group(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill_all(self) -> None:
        """The machine loses power and comes back."""
        self.kill_group()
        self.start()

    def flush_broker(self) -> None:
        """The broker forgets everything that is ours."""
        if keys := list(self.broker.scan_iter(f"{self.prefix}*")) if self.prefix else []:
            self.broker.delete(*keys)
        if not self.prefix:
            self.broker.flushdb()

    def cut_database(self) -> None:
        """Every connection of the workers breaks, as in a restart of the server; open transactions are lost."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )

    def until_ended(
        self, run: JobRun, *, blows: Sequence[Callable[[], None]] = (), times: int = 0, seed: int = 1, within: float = 180.0
    ) -> JobRun:
        """Sweep and strike at random moments until the run has ended; fails when it has not after `within` seconds."""
        chance, moments = random.Random(seed), self._moments(random.Random(seed), times)
        strike_at, sweep_at, give_up_at = next(moments, None), 0.0, time.monotonic() + within
        while time.monotonic() < give_up_at:
            now = time.monotonic()
            if strike_at and now >= strike_at:
                chance.choice(blows)()
                self.blows += 1
                strike_at = next(moments, None)
            if now >= sweep_at:
                sweep_at = now + SWEEP_SECONDS
                with contextlib.suppress(OperationalError):
                    jobs.sweep()
            run.refresh_from_db()
            if not run.is_active:
                return run
            time.sleep(0.05)
        raise AssertionError(f"{run!r} is {run.status} after {within} s: {run.done} of {run.total}, {self.blows} blows")

    @staticmethod
    def _moments(chance: random.Random, times: int) -> Iterator[float]:
        for _number in range(times):
            yield time.monotonic() + chance.uniform(0.3, 2.5)
