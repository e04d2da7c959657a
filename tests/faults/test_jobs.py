"""Whatever dies, every part is done once: workers killed, the broker emptied, the database's connections cut (R2, R3)."""

import pytest

from aid_portal import jobs
from aid_portal.choices import JobStatus
from aid_portal.models import AuditEvent
from tests.faults import kinds
from tests.faults.workers import Workers

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PARTS = 60


@pytest.fixture
def workers():
    with Workers(include=["tests.faults.kinds"]) as workers:
        yield workers


def start(**params):
    return jobs.start(kinds.Marking.kind, by=None, title="中断试验", params={"parts": PARTS, **params})


def assert_every_mark_once(run):
    marks = list(AuditEvent.objects.filter(event=kinds.MARK, actor=str(run.pk)).values_list("target_key", flat=True))
    expected = [f"p{part:03d}/{number}" for part in range(PARTS) for number in range(kinds.MARKS_A_PART)]
    assert sorted(marks) == ["finish", *expected]
    assert (run.status, run.result) == (JobStatus.DONE, {"marks": len(expected) + 1})


def test_undisturbed(workers):
    assert_every_mark_once(workers.until_ended(start()))


def test_workers_killed_at_twenty_random_moments(workers):
    blows = [workers.kill_a_child, workers.kill_a_child, workers.kill_a_child, workers.kill_all]
    run = workers.until_ended(start(pause=0.08), blows=blows, times=20, seed=7)
    assert workers.blows >= 10
    assert_every_mark_once(run)


def test_the_broker_forgets_everything(workers):
    assert_every_mark_once(workers.until_ended(start(), blows=[workers.flush_broker], times=10, seed=3))


def test_the_database_breaks_every_connection(workers):
    assert_every_mark_once(workers.until_ended(start(pause=0.05), blows=[workers.cut_database], times=5, seed=5))


def test_everything_at_once(workers):
    blows = [workers.kill_a_child, workers.kill_all, workers.flush_broker, workers.cut_database]
    assert_every_mark_once(workers.until_ended(start(pause=0.05), blows=blows, times=12, seed=11))
