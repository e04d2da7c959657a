"""Real Celery workers on the test database, and the blows that fall on them; for every kill test of every app.

with Workers(include=["tests.faults.kinds"]) as workers:
    run = jobs.start(...)
    workers.until_ended(run, blows=[workers.kill_a_child, workers.kill_all], moments=by_progress(seed=7, times=20))
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from aid_portal import jobs
from aid_portal.choices import ChunkStep
from aid_portal.models import JobChunk, JobRun

ROOT = Path(__file__).resolve().parents[2]
SWEEP_SECONDS = 1.0  # beat does it every 15 s; a test need not wait that long
FROZEN_SECONDS = 5.0  # longer than a lease of tests.faults.kinds

NOWHERE = subprocess.DEVNULL

# Whether it is time for the next blow.
Moment = Callable[[JobRun], bool]


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
            [*command, *quiet, *named], cwd=ROOT, env=environment(), start_new_session=True, stdout=NOWHERE, stderr=NOWHERE
        )

    def child_ids(self) -> list[int]:
        """The pool's children; empty while the worker is still starting."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children") if self.process else None
        return [int(number) for number in path.read_text().split()] if path and path.exists() else []

    def kill_a_child(self) -> None:
        if children := self.child_ids():
            send(random.choice(children), signal.SIGKILL)

    def freeze_a_child(self) -> None:
        """It sleeps until somebody else holds its part, then wakes up in the middle of a sentence."""
        if children := self.child_ids():
            frozen = random.choice(children)
            send(frozen, signal.SIGSTOP)
            threading.Timer(FROZEN_SECONDS, send, (frozen, signal.SIGCONT)).start()

    def kill_group(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill_all(self) -> None:
        """The machine loses power and comes back."""
        self.kill_group()
        self.start()

    def come_back(self) -> None:
        """As systemd, the container or `make demo` would see to: Celery gives up when a child dies while it starts."""
        if self.process and self.process.poll() is not None:
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
        self,
        run: JobRun,
        *,
        blows: Sequence[Callable[[], None]] = (),
        moments: Iterable[Moment] = (),
        seed: int = 1,
        within: float = 300.0,
    ) -> JobRun:
        """Sweep, and strike at each moment, until the run has ended; fails when it has not after `within` seconds."""
        chance, coming = random.Random(seed), iter(moments)
        moment, sweep_at, give_up_at = next(coming, None), 0.0, time.monotonic() + within
        while time.monotonic() < give_up_at:
            with while_the_database_is_away():
                run.refresh_from_db()
                if not run.is_active:
                    return run
                if moment and moment(run):
                    self.blows, moment = self.blows + 1, next(coming, None)
                    chance.choice(blows)()
                if time.monotonic() >= sweep_at:
                    sweep_at = time.monotonic() + SWEEP_SECONDS
                    self.come_back()
                    jobs.sweep()
            time.sleep(0.03)
        raise AssertionError(f"{run!r} is {run.status} after {within} s: {run.done} of {run.total}, {self.blows} blows")


def environment() -> dict[str, str]:
    """Another process works on the database of this test, and finds the same keys and files."""
    database = connection.settings_dict
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    url = f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    own = {"DATABASE_URL": url, "AID_PORTAL_HOME": str(settings.HOME), "AID_PORTAL_KEYRING": settings.KEYRING}
    return {**os.environ, **own, "PYTHONWARNINGS": "ignore"}


def send(process: int, message: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, message)


@contextlib.contextmanager
def while_the_database_is_away() -> Iterator[None]:
    """What we wanted to know we ask again on a new connection."""
    try:
        yield
    except (OperationalError, InterfaceError):
        connection.close()


def by_progress(seed: int, times: int, longest: float = 0.3) -> Iterator[Moment]:
    """Spread over the whole run at random, however fast the machine is: each while somebody is at work on a part."""
    chance = random.Random(seed)
    for share in sorted(0.9 * chance.random() for _number in range(times)):
        yield _then_a_while(
            lambda run, share=share: run.done >= share * run.total and is_at_work(run, ChunkStep.WORK),
            chance.uniform(0.0, longest),
        )


def in_step(step: str, seed: int, times: int, longest: float = 0.1) -> Iterator[Moment]:
    """While somebody is at the first or the last step of the run, which are short and easily missed."""
    chance = random.Random(seed)
    for _number in range(times):
        yield _then_a_while(lambda run: is_at_work(run, step), chance.uniform(0.0, longest))


def _then_a_while(ready: Moment, pause: float) -> Moment:
    since: list[float] = []

    def moment(run: JobRun) -> bool:
        if not since and ready(run):
            since.append(time.monotonic())
        return bool(since) and time.monotonic() >= since[0] + pause

    return moment


def is_at_work(run: JobRun, step: str) -> bool:
    return JobChunk.objects.leased().filter(run=run, step=step).exists()
