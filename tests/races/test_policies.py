"""Two people at the policy at once: one draft, and no change that nobody has seen is overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from aid_portal.choices import Role
from aid_portal.models import User
from subsidies.actions import policies
from subsidies.models import PolicyRevision, PolicyVersion
from subsidies.models.policies import PolicyVersionQuerySet
from tests.factories.portal import a_person, the_bureau
from tests.factories.subsidies import the_policy

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
KEY = "PRE_LIVING|2011A||"
Deed = Callable[[User], object]


@pytest.fixture
def clerks() -> list[User]:
    bureau = the_bureau()
    return [a_person(name, name, Role.COUNTY_CLERK, bureau) for name in ("chen", "he")]


def at_once(deed: Deed, people: list[User]) -> list[str]:
    start = Barrier(len(people))

    def run(person: User) -> str:
        start.wait()
        try:
            deed(person)
        except Exception as error:  # which one is the answer
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


def meeting(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Both wait for each other between looking and writing; who is alone there goes on after a moment."""
    original, met = getattr(policies, name), Barrier(2)

    def paused(*args: object) -> object:
        answer = original(*args)
        with suppress(BrokenBarrierError):
            met.wait(timeout=1)
        return answer

    monkeypatch.setattr(policies, name, paused)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PolicyVersionQuerySet, "locked", lambda self: self.all())


def change(policy: PolicyVersion) -> Deed:
    def deed(person: User) -> object:
        value = {"from": "2011A", "amount": f"40{person.pk % 10}.00", "source": "x"}
        return policies.change_part(policy=policy, part="rates", key=KEY, value=value, seen=0, by=person)

    return deed


def test_of_two_drafters_one_drafts_and_the_other_is_told(clerks: list[User]) -> None:
    assert at_once(lambda person: policies.draft(based_on=the_policy(), note="改", by=person), clerks) == ["Refused", "done"]
    assert PolicyVersion.objects.being_made().count() == 1


def test_of_two_editors_of_one_rate_the_second_is_told(monkeypatch: pytest.MonkeyPatch, clerks: list[User]) -> None:
    draft = policies.draft(based_on=the_policy(), note="改", by=clerks[0])
    meeting(monkeypatch, "_refuse_stale")
    assert at_once(change(draft), clerks) == ["Stale", "done"]


def test_control_without_the_lock_both_pass_the_look_and_only_the_database_stops_the_second(
    monkeypatch: pytest.MonkeyPatch, clerks: list[User]
) -> None:
    draft = policies.draft(based_on=the_policy(), note="改", by=clerks[0])
    unlocked(monkeypatch)
    meeting(monkeypatch, "_refuse_stale")
    assert at_once(change(draft), clerks) == ["IntegrityError", "done"]
    assert PolicyRevision.objects.filter(policy=draft, number=1).count() == 1
