"""Two people at the policy at once: one draft, and no change that nobody has seen is overwritten."""

from collections.abc import Callable
from functools import partial

import pytest

from aid_portal.choices import Role
from aid_portal.models import User
from subsidies.actions import policies
from subsidies.models import PolicyRevision, PolicyVersion
from subsidies.models.policies import PolicyVersionQuerySet
from tests.factories.portal import a_person, the_bureau
from tests.factories.subsidies import the_policy
from tests.races.together import at_once, meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
KEY = "PRE_LIVING|2011A||"
Deed = Callable[[User], object]


@pytest.fixture
def clerks() -> list[User]:
    bureau = the_bureau()
    return [a_person(name, name, Role.COUNTY_CLERK, bureau) for name in ("chen", "he")]


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PolicyVersionQuerySet, "locked", lambda self: self.all())


def change(policy: PolicyVersion) -> Deed:
    def deed(person: User) -> object:
        value = {"from": "2011A", "amount": f"40{person.pk % 10}.00", "source": "x"}
        return policies.change_part(policy=policy, part="rates", key=KEY, value=value, seen=0, by=person)

    return deed


def test_of_two_drafters_one_drafts_and_the_other_is_told(clerks: list[User]) -> None:
    assert at_once([lambda by=by: policies.draft(based_on=the_policy(), note="改", by=by) for by in clerks]) == [
        "Refused",
        "done",
    ]
    assert PolicyVersion.objects.being_made().count() == 1


def test_of_two_editors_of_one_rate_the_second_is_told(monkeypatch: pytest.MonkeyPatch, clerks: list[User]) -> None:
    draft = policies.draft(based_on=the_policy(), note="改", by=clerks[0])
    meeting(monkeypatch, policies, "_refuse_stale", people=2, patience=1)
    assert at_once([partial(change(draft), by) for by in clerks]) == ["Stale", "done"]


def test_control_without_the_lock_both_pass_the_look_and_only_the_database_stops_the_second(
    monkeypatch: pytest.MonkeyPatch, clerks: list[User]
) -> None:
    draft = policies.draft(based_on=the_policy(), note="改", by=clerks[0])
    unlocked(monkeypatch)
    meeting(monkeypatch, policies, "_refuse_stale", people=2, patience=1)
    assert at_once([partial(change(draft), by) for by in clerks]) == ["IntegrityError", "done"]
    assert PolicyRevision.objects.filter(policy=draft, number=1).count() == 1
