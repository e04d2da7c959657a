"""The county that the kill tests copy, made once; leases that last seconds."""

from collections.abc import Iterator

import pytest

from aid_portal.actions import job_runs
from aid_portal.demo import Manifest, make_county
from tests.faults import county, kinds
from tests.faults.servers import Server


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return make_county(tmp_path_factory.mktemp("county"), "full", terms=(county.TERM,), children=county.CHILDREN)


@pytest.fixture(scope="session")
def server(papers: Manifest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object) -> Iterator[Server]:
    """With two databases to copy: one with the units alone, one with rosters and lists of 20,000 children."""
    server = Server(tmp_path_factory.mktemp("faults") / "postgres")
    with django_db_blocker.unblock():
        server.start()
        with server.used(county.FRESH):
            county.bring_units(papers)
        server.copy(county.FRESH, county.UNITS)
        with server.used(county.FRESH):
            county.bring_rosters_and_lists(papers)
        yield server
    server.remove()


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweeper of this process waits no longer than the workers of `kinds` hold on."""
    monkeypatch.setattr(job_runs, "LEASE", kinds.SHORT_LEASE)
