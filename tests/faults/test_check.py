"""Whatever dies during a check of 20,000 children, its results are those of the undisturbed one, row for row (R2, R3, R5)."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain

import pytest

from aid_portal.choices import ChunkStep, JobStatus
from students.models import Enrolment, TermSetting
from subsidies.actions import checks
from tests.faults import county
from tests.faults.county import CHECKED, FRESH
from tests.faults.servers import Server
from tests.faults.workers import Moment, Workers, by_progress, in_step

pytestmark = [pytest.mark.faults, pytest.mark.slow]

# Named, not imported: it slows down whoever imports it.
LINGERING = "tests.faults.lingering"
SUPERSEDED_BY = 7


Found = dict[str, list[tuple]]
Blows = Callable[[Workers, Server], Sequence[Callable[[], None]]]


def checked(server: Server, of: str, blows: Blows = lambda *_: (), moments: Iterable[Moment] = ()) -> tuple[Found, int]:
    """What the check of a fresh copy of this county leaves when struck at these moments, and how often it was struck."""
    server.copy(of, "struck")
    with server.used("struck"), Workers(include=[LINGERING]) as workers:
        run = checks.start(term=TermSetting.objects.get(pk=county.TERM), by=None)
        job = workers.until_ended(run.job, blows=blows(workers, server), moments=moments)
        assert job.status == JobStatus.DONE, job.error
        return county.shown(), workers.blows


@pytest.fixture(scope="module")
def undisturbed(server: Server) -> Found:
    found, _blows = checked(server, FRESH)
    server.copy("struck", CHECKED)
    with server.used(CHECKED):
        county.change()
    return found


def kills(workers: Workers, _server: Server) -> list[Callable[[], None]]:
    return [workers.kill_a_child, workers.kill_a_child, workers.kill_a_child, workers.kill_all]


def everything(workers: Workers, server: Server) -> list[Callable[[], None]]:
    kills = [workers.kill_a_child, workers.kill_all, workers.freeze_a_child]
    return [*kills, workers.flush_broker, workers.cut_database, server.crash]


def test_the_undisturbed_check_has_enough_to_do(server: Server, undisturbed: Found) -> None:
    with server.used(CHECKED):
        assert Enrolment.objects.filter(term=county.TERM).count() > 0.98 * county.CHILDREN
    assert len(undisturbed["decisions"]) > 5_000
    assert len(undisturbed["findings"]) > 500
    assert len(undisturbed["whereabouts"]) > 1_500
    assert len(undisturbed["questions"]) > 20


def test_workers_are_killed_at_twenty_random_moments(server: Server, undisturbed: Found) -> None:
    """Seventeen while parts are decided, two in the preparation, one while the children are looked for."""
    moments = chain(in_step(ChunkStep.PLAN, 1, 2), by_progress(7, 17), in_step(ChunkStep.FINISH, 2, 1))
    found, blows = checked(server, FRESH, kills, moments)
    assert blows == 20
    assert found == undisturbed


def test_the_broker_forgets_everything(server: Server, undisturbed: Found) -> None:
    moments = chain(in_step(ChunkStep.PLAN, 3, 1), by_progress(3, 6))
    found, blows = checked(server, FRESH, lambda workers, _server: [workers.flush_broker], moments)
    assert blows == 7
    assert found == undisturbed


def test_the_database_crashes_and_comes_back(server: Server, undisturbed: Found) -> None:
    moments = chain(in_step(ChunkStep.PLAN, 5, 1), by_progress(5, 3), in_step(ChunkStep.FINISH, 6, 1))
    found, blows = checked(server, FRESH, lambda _workers, server: [server.crash, partial(server.crash, outage=2)], moments)
    assert blows == 5
    assert found == undisturbed


def test_a_second_check_replaces_what_changed_and_nothing_else_whatever_dies(server: Server, undisturbed: Found) -> None:
    quiet, _blows = checked(server, CHECKED)
    found, blows = checked(server, CHECKED, everything, by_progress(11, 12))
    assert blows == 12
    assert found == quiet
    replaced = [row for row in quiet["decisions"] if row[SUPERSEDED_BY]]
    assert 200 < len(replaced) < len(undisturbed["decisions"])
