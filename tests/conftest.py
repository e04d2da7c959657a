"""What every test finds: an empty cache of its own, tasks run on the spot, the people of the suite."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import setup_databases

from aid_portal.celery import app
from tests import databases, own_cache

# A fixture of a plugin named by -p would lose to pytest-playwright's own; one of a conftest wins.
from tests.browser import browser_context_args, browser_type_launch_args  # noqa: F401
from tests.exports import units  # noqa: F401
from tests.people import *  # noqa: F403 - the people are fixtures
from tests.reference import restore_reference_data


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take long come first: the other worker would wait for one that is begun last."""
    long = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """Throttles, sessions and progress of one test are not seen by another, nor by another worker."""
    own_cache.begin_anew()


@pytest.fixture(scope="session", autouse=True)
def _eager_fixtures(request: pytest.FixtureRequest) -> None:
    """What a county that a whole file shares posts is run on the spot too, also where its test is the first of all."""
    _run_on_the_spot(not all(item.get_closest_marker("faults") for item in request.session.items))


@pytest.fixture(autouse=True)
def _eager_tasks(request: pytest.FixtureRequest) -> None:
    """A task posted on commit runs in the test; tests that start real workers (`faults`) post it for real."""
    _run_on_the_spot(request.node.get_closest_marker("faults") is None)


def _run_on_the_spot(eager: bool) -> None:
    app.conf.task_always_eager = app.conf.task_eager_propagates = eager


@pytest.fixture(autouse=True)
def _reference_data(request: pytest.FixtureRequest) -> None:
    """Terms and policy come with the migrations; a test that truncates all tables takes them from the next one."""
    fixtures = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if fixtures or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        restore_reference_data()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: object, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The test database, for whoever asks: pytest-django's own makes one only where some test of the run bears its mark.

    With `--reuse-db` it is kept and only migrated further; `--create-db` makes it anew.
    """
    said, name = request.config.getoption, connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        if said("reuse_db") and not said("create_db") and databases.exists(name):
            setup_databases(verbosity=0, interactive=False, keepdb=True, aliases={"default"})
        else:
            databases.make()
    yield
    if not said("reuse_db"):
        with django_db_blocker.unblock():
            connection.close()
            databases.drop(name)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """The small county of the demonstration, committed, so that a server sees it; the tests of a file share one.

    What its seed printed.
    """
    with django_db_blocker.unblock(), databases.county() as printed:
        yield printed
