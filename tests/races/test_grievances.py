"""Eight grievances at once: eight numbers and no gap."""

from collections.abc import Callable

import pytest

from supervision.actions import grievances
from supervision.models import Grievance
from supervision.models.grievances import DeskQuerySet
from tests.factories.grievances import received
from tests.factories.portal import the_bureau
from tests.races.together import at_once, meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8
PATIENCE = 10.0


def sent() -> list[Callable[[], object]]:
    """Eight people send something in over the web; the sequence of the year has begun."""
    the_bureau()
    received()
    return [received] * AT_ONCE


def numbers() -> list[int]:
    return sorted(Grievance.objects.values_list("number", flat=True))


def test_eight_at_once_get_eight_numbers_and_no_gap() -> None:
    assert at_once(sent()) == ["done"] * AT_ONCE
    assert numbers() == list(range(1, AT_ONCE + 2))


def test_without_the_lock_nobody_gets_a_number_twice_and_there_is_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the losers are refused by the database, and their numbers are not lost."""
    deeds = sent()
    monkeypatch.setattr(DeskQuerySet, "locked", DeskQuerySet.all)
    meeting(monkeypatch, grievances, "_locked", AT_ONCE, PATIENCE)
    found = at_once(deeds)
    assert "IntegrityError" in found
    assert numbers() == list(range(1, found.count("done") + 2))
