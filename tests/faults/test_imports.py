"""An import that is killed in the middle leaves all of its work or none; taken up again, it is done once (D12, R6)."""

import json
import random
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from aid_portal.choices import ChunkStep, JobStatus, Role
from aid_portal.demo import Manifest
from aid_portal.models import OrgUnit
from students.actions import releases
from students.choices import RecordKind, ReleaseStatus, UploadStatus
from students.models import Enrolment, Record, Release, RosterUpload, Student
from tests.factories.portal import a_person
from tests.faults.county import TERM, UNITS
from tests.faults.servers import Server
from tests.faults.workers import ROOT, Workers, environment, in_step

pytestmark = [pytest.mark.faults, pytest.mark.slow]

KILLS = 10


def command(*arguments: object) -> subprocess.Popen:
    line = [sys.executable, "manage.py", *map(str, arguments)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=quiet, text=True)


def finished(*arguments: object) -> tuple[dict[str, int], float]:
    """The figures that the command prints last, and its seconds."""
    began = time.monotonic()
    printed, _ = command(*arguments).communicate(timeout=120)
    return json.loads(printed.splitlines()[-1]), time.monotonic() - began


def killed_after(seconds: float, *arguments: object) -> None:
    process = command(*arguments)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_roster_command_killed_at_any_moment_accepts_all_or_nothing(server: Server, papers: Manifest) -> None:
    path = papers.path(max(papers.of("roster", TERM), key=lambda file: file.rows))
    chance = random.Random(19)
    server.copy(UNITS, "struck")
    with server.used("struck"):
        whole, seconds = finished("import_roster", path, "--term", TERM)
        assert not RosterUpload.objects.exists()
        for _number in range(KILLS):
            killed_after(seconds * chance.uniform(0.5, 1.1), "import_roster", path, "--term", TERM, "--write")
            assert Enrolment.objects.count() in (0, whole["accepted"])
            assert not RosterUpload.objects.exclude(status=UploadStatus.ACCEPTED).exists()
        after, _seconds = finished("import_roster", path, "--term", TERM, "--write")
        assert after["new"] + after["unchanged"] == Enrolment.objects.count() == whole["accepted"]
        assert Student.objects.count() <= whole["accepted"]


def test_a_list_is_loaded_once_whichever_worker_dies(server: Server, papers: Manifest) -> None:
    [file] = papers.of(RecordKind.CIVIL, TERM)
    server.copy(UNITS, "struck")
    with server.used("struck"), Workers(include=["tests.faults.lingering"]) as workers:
        clerk = a_person("clerk", "经办", Role.COUNTY_CLERK, OrgUnit.objects.get(kind="bureau"))
        release = releases.upload(
            kind=RecordKind.CIVIL, source=papers.path(file).read_bytes(), name="民政.xlsx", data_date=date(2022, 9, 20), by=clerk
        )
        blows = [workers.kill_a_child, workers.kill_all]
        job = workers.until_ended(release.job, blows=blows, moments=in_step(ChunkStep.FINISH, 4, 6))
        assert (job.status, workers.blows) == (JobStatus.DONE, 6), job.error
        release = Release.objects.get()
        assert release.status == ReleaseStatus.ACCEPTED
        assert release.rows - release.errors == Record.objects.count() > 500
