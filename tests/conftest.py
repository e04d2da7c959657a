"""What every test finds: an empty cache of its own, tasks run on the spot, the people of the suite."""

import uuid

import pytest
from django.conf import settings
from django.core.cache import caches

from aid_portal.celery import app

# A fixture of a plugin named by -p would lose to pytest-playwright's own; one of a conftest wins.
from tests.browser import browser_context_args, browser_type_launch_args  # noqa: F401
from tests.people import *  # noqa: F403 - the people are fixtures


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """Throttles, sessions and progress of one test are not seen by another, nor by another worker."""
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{uuid.uuid4().hex[:12]}"
    if hasattr(caches._connections, "default"):
        del caches["default"]


@pytest.fixture(autouse=True)
def _eager_tasks(request: pytest.FixtureRequest) -> None:
    """A task posted on commit runs in the test; tests that start real workers (`faults`) post it for real."""
    app.conf.task_always_eager = app.conf.task_eager_propagates = request.node.get_closest_marker("faults") is None
