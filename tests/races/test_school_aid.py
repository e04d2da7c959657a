"""Two uses of the last money at once: one is recorded, the other told so; without the lock the database still refuses."""

from collections.abc import Callable

import pytest

from subsidies.actions import school_aid
from subsidies.models import SchoolAidUse
from subsidies.models.school_aid import SchoolAidYearQuerySet
from tests.factories import school_aid as make
from tests.races.together import at_once, meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 4


def deeds() -> list[Callable[[], object]]:
    year = make.a_year()
    make.an_officer(year.school)
    return [lambda: make.a_use(year, "3000")] * AT_ONCE


def test_the_last_money_is_given_once() -> None:
    assert at_once(deeds()) == ["Refused"] * (AT_ONCE - 1) + ["done"]
    assert SchoolAidUse.objects.count() == 1


def test_without_the_lock_the_database_gives_it_once_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: all have seen the money before anybody takes it."""
    monkeypatch.setattr(SchoolAidYearQuerySet, "locked", SchoolAidYearQuerySet.all)
    meeting(monkeypatch, school_aid, "_left", AT_ONCE, 10.0)
    assert at_once(deeds()) == ["InternalError"] * (AT_ONCE - 1) + ["done"]
    assert SchoolAidUse.objects.count() == 1
