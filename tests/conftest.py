"""What every test finds: an empty cache of its own, tasks run on the spot, the people of the suite."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from aid_portal.celery import app
from tests import own_cache

# A fixture of a plugin named by -p would lose to pytest-playwright's own; one of a conftest wins.
from tests.browser import browser_context_args, browser_type_launch_args  # noqa: F401
from tests.exports import units  # noqa: F401
from tests.people import *  # noqa: F403 - the people are fixtures
from tests.reference import restore_reference_data


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

    A thread that a test left behind may still hold a connection; the database is dropped all the same.
    With `--reuse-db` it is kept and only migrated further; `--create-db` makes it anew.
    """
    said = request.config.getoption
    kept = said("reuse_db") and not said("create_db")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=kept, aliases={"default"})
    yield
    if said("reuse_db"):
        return
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()  # it may have been ended from elsewhere, and is not needed for this
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        teardown_databases(made, verbosity=0)
