"""Exports beside other work on a real database: one moment is seen whole, a cancelled one keeps nothing."""

import threading
import time
from dataclasses import replace

import pytest
from django.conf import settings as current
from django.db import DatabaseError, connection

from aid_portal import exporting, jobs, leases
from aid_portal.actions import exports
from aid_portal.choices import JobStatus
from aid_portal.export_orders import ExportOrder
from aid_portal.models import JobRun, OrgUnit, StoredFile
from aid_portal.sql import snapshot
from tests.exports import UNITS, rows_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.usefixtures("units")]


@pytest.fixture(autouse=True)
def _sleeping_workers(monkeypatch):
    """What is posted on commit waits: the test does the run itself."""
    monkeypatch.setattr("aid_portal.actions.job_runs.wake", lambda *_args, **_options: None)


def elsewhere(deed):
    """Done by somebody else, on a connection of his own."""

    def run():
        deed()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def ordered(monkeypatch, by, rows) -> JobRun:
    monkeypatch.setitem(exporting._specs, "units", replace(UNITS, rows=rows))
    return exports.order(order=ExportOrder.placed(exporting.export_named("units"), "", "2022A"), by=by)


def test_rows_that_come_while_the_file_is_written_are_not_half_in_it(monkeypatch, chen, school):
    def rows(queryset):
        elsewhere(lambda: OrgUnit.objects.filter(pk=school.pk).update(name="改名后"))
        yield from ((unit.code, unit.name) for unit in queryset.iterator())

    run = jobs.run_inline(ordered(monkeypatch, chen, rows))
    assert run.status == JobStatus.DONE
    assert "城关第一小学" in {row[1] for row in rows_of(run)}
    school.refresh_from_db()
    assert school.name == "改名后"


def test_nothing_can_be_written_while_rows_are_read(chen):
    with pytest.raises(DatabaseError, match="read-only"), snapshot():
        chen.save()


def test_an_export_cancelled_in_the_middle_keeps_no_file(monkeypatch, chen, school):
    monkeypatch.setattr(leases, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(exports, "SPOKEN_OF", 1)

    def rows(queryset):
        elsewhere(lambda: jobs.cancel(run=run, by=chen))
        for _second in range(400):
            yield "1", "一行"
            time.sleep(0.02)

    run = ordered(monkeypatch, chen, rows)
    assert jobs.run_inline(run).status == JobStatus.CANCELLED
    assert not StoredFile.objects.exists()
    assert not list(current.FILES_DIR.glob("??/*"))
