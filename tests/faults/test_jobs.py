"""Whatever dies, every part is done once: workers killed, the broker emptied, the database's connections cut (R2, R3)."""

import pytest

from aid_portal import jobs
from aid_portal.choices import JobStatus
from aid_portal.models import AuditEvent
from tests.faults import kinds
from tests.faults.workers import Workers, by_progress

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PARTS = 60


@pytest.fixture
def workers():
    with Workers(include=["tests.faults.kinds"]) as workers:
        yield workers


def start(kind=kinds.Marking.kind, **params):
    return jobs.start(kind, by=None, title="中断试验", params={"parts": PARTS, **params})


def marks_of(run):
    return list(AuditEvent.objects.filter(event=kinds.MARK, actor=str(run.pk)).values_list("target_key", flat=True))


def assert_every_mark_once(run):
    marks = marks_of(run)
    expected = [f"p{part:03d}/{number}" for part in range(PARTS) for number in range(kinds.MARKS_A_PART)]
    assert sorted(marks) == ["finish", *expected]
    assert (run.status, run.result) == (JobStatus.DONE, {"marks": len(expected) + 1})


def kills(workers):
    return [workers.kill_a_child, workers.kill_a_child, workers.kill_a_child, workers.kill_all]


def test_undisturbed(workers):
    assert_every_mark_once(workers.until_ended(start()))


def test_workers_killed_at_twenty_random_moments(workers):
    run = workers.until_ended(start(pause=0.08), blows=kills(workers), moments=by_progress(7, 20))
    assert workers.blows == 20
    assert_every_mark_once(run)


def test_control_a_part_that_writes_before_it_ends_is_doubled(workers):
    """Such blows on a careless job: they do fall into the middle of parts."""
    run = workers.until_ended(
        start(kinds.CarelessMarking.kind, pause=0.08), blows=[workers.kill_a_child], moments=by_progress(7, 8)
    )
    marks = marks_of(run)
    assert len(marks) > len(set(marks)) == PARTS * kinds.MARKS_A_PART + 1


def test_the_broker_forgets_everything(workers):
    assert_every_mark_once(workers.until_ended(start(), blows=[workers.flush_broker], moments=by_progress(3, 10)))


def test_the_database_breaks_every_connection(workers):
    assert_every_mark_once(workers.until_ended(start(pause=0.05), blows=[workers.cut_database], moments=by_progress(5, 5)))


def test_everything_at_once(workers):
    blows = [workers.kill_a_child, workers.freeze_a_child, workers.kill_all, workers.flush_broker, workers.cut_database]
    assert_every_mark_once(workers.until_ended(start(pause=0.05), blows=blows, moments=by_progress(11, 12)))
