"""What the database promises of outreach: a number stands where its kind has one, and nowhere else."""

import pytest
from django.utils import timezone

from supervision.models import Evidence
from tests.factories.outreach import an_activity
from tests.factories.students import a_file
from tests.factories.supervision import a_visit, an_officer
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("outreachactivity_counts_visits_iff_it_is_one", "visit", {"visits": 0}),
        ("outreachactivity_counts_visits_iff_it_is_one", "leaflet", {"visits": 3}),
        ("outreachactivity_leaflets_are_counted", "leaflet", {"copies": 0}),
        ("outreachactivity_gathering_counts_its_audience", "meeting", {"audience": 0}),
        ("outreachactivity_gathering_counts_its_audience", "visit", {"audience": 9}),
        ("outreachactivity_push_says_how_many", "push", {"sent": 0}),
        ("outreachactivity_push_says_how_many", "display", {"sent": 9}),
        ("outreachactivity_push_has_a_channel", "push", {"channel": ""}),
        ("outreachactivity_screens_hand_out_nothing", "display", {"copies": 9}),
        ("outreachactivity_delivered_within_sent", "push", {"delivered": 301}),
        ("outreachactivity_read_within_delivered", "push", {"read": 10}),
        ("outreachactivity_read_within_delivered", "push", {"delivered": 9, "read": 10}),
    ],
)
def test_numbers_are_those_of_the_kind(name: str, kind: str, facts: dict) -> None:
    is_kept(name, lambda: an_activity(kind, **facts))


def test_who_voids_says_why_and_when() -> None:
    activity, by = an_activity(), an_officer()
    is_kept("outreachactivity_voiding_has_its_person", changed(activity, voided_by=by))
    is_kept("outreachactivity_void_says_why", changed(activity, voided_by=by, voided_at=timezone.now()))


def test_what_was_told_of_is_never_deleted() -> None:
    refused("outreach_is_never_deleted", an_activity().delete)


def test_a_photo_shows_one_thing() -> None:
    by = an_officer()
    is_kept(
        "evidence_of_exactly_one_thing",
        lambda: Evidence.objects.create(activity=an_activity(), visit=a_visit(), file=a_file(), made_by=by),
    )
