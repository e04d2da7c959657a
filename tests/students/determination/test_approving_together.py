"""The county reviews and approves several schools' determination lists in one go, each by the verb of one list."""

import pytest

from students.actions import determination_lists
from students.models import DeterminationList
from tests.factories import determinations as make
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
URL = "/inbox/approve/"


@pytest.fixture
def lists(school, zhao_school):
    """Of one child and of two, handed in, their notices over."""
    found = []
    for place, children in ((school, 1), (zhao_school, 2)):
        for each in range(children):
            make.a_decided(a_pupil(place, len(found) * 10 + each))
        made = make.a_list(place)
        make.posted(made)
        found.append(determination_lists.submit(determination_list=made, by=make.leader(place)))
    return found


def second_look(client, kind, lists):
    return client.post(URL, {"selected": [f"{kind}:{each.pk}" for each in lists]}).context


def confirm(client, context):
    shown = {name: context["form"][name].value() for name in ("keys", "seen", "idempotency_key")}
    client.post(URL, {**shown, "sure": "on"})


def states():
    return set(DeterminationList.objects.values_list("status", flat=True))


def test_lists_are_reviewed_and_then_approved_together_by_two_persons_after_their_children_were_counted(log_in, lists):
    for kind, person, state in (
        ("determination-review", make.reviewer(), "reviewed"), ("determination-approve", make.approver(), "approved"),
    ):  # fmt: skip
        client = log_in(person)
        looked = second_look(client, kind, lists)
        choice = looked["choice"]
        assert (len(choice.chosen), choice.times, choice.amount) == (2, 3, None)  # a tier is not yet money
        confirm(client, looked)
        assert states() == {state}


def test_where_a_tier_has_changed_since_nothing_at_all_is_done(log_in, lists):
    client = log_in(make.reviewer())
    looked = second_look(client, "determination-review", lists)
    lists[0].applications.update(tier="severe")
    confirm(client, looked)
    assert states() == {"submitted"}


def test_the_reviewer_does_not_approve_what_he_reviewed(log_in, lists):
    for each in lists:
        determination_lists.review(determination_list=each, by=make.approver())
    assert second_look(log_in(make.approver()), "determination-approve", lists)["choice"].chosen == []
