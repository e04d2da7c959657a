"""Many looks at once: together no more than the hour allows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from aid_portal import unmasking
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, User
from tests.factories.portal import a_person, the_bureau

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def look_at_once(looks: int, by: User) -> int:
    """How many of them were shown."""
    barrier = Barrier(looks)

    def look(_number: int) -> bool:
        barrier.wait()
        try:
            unmasking.reveal(target=by, fields=["phone"], reason="核对", by=by)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(looks) as pool:
        return sum(pool.map(look, range(looks)))


@pytest.fixture
def chen() -> User:
    return a_person("chen", "陈经办", Role.COUNTY_CLERK, the_bureau())


def test_of_six_looks_at_once_only_those_the_hour_allows_are_shown(chen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmasking, "HOURLY", 2)
    assert look_at_once(6, chen) == 2
    assert AuditEvent.objects.filter(event="portal.record.revealed").count() == 2


def test_control_all_are_shown_where_the_hour_allows_them(chen: User) -> None:
    assert look_at_once(6, chen) == 6
    assert unmasking.reveals_left(chen) == unmasking.HOURLY - 6
