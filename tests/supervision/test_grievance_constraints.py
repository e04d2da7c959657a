"""What the database promises of the desk."""

import pytest
from django.utils import timezone

from subsidies.models import CardChange
from supervision.models import GrievanceDeadline
from tests.factories.grievances import a_data_change, a_grievance, a_step
from tests.factories.portal import a_user
from tests.factories.students import an_enrolment
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db


def test_a_number_is_given_once_and_from_one_without_a_gap() -> None:
    a_grievance()
    is_kept("grievance_number_once_a_year", lambda: a_grievance(number=1))
    is_kept("grievance_numbers_begin_at_one", lambda: a_grievance(number=0))
    refused("grievance_numbers_have_no_gap", lambda: a_grievance(number=3))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("grievance_tip_off_is_sensitive", {"kind": "tip_off"}),
        ("grievance_ended_iff_dated", {"status": "answered"}),
        ("grievance_ended_iff_dated", {"ended_on": timezone.localdate()}),
        ("grievance_handled_by_somebody", {"status": "handling"}),
        ("grievance_from_the_web_has_no_registrar", {"source": "web", "received_by": "somebody"}),
        ("grievance_from_the_web_has_no_registrar", {"received_by": None}),
        ("grievance_rated_from_one_to_five", {"satisfaction": 6}),
        ("grievance_rated_from_one_to_five", {"satisfaction": 0}),
    ],
)
def test_a_grievance_is_whole(name: str, facts: dict) -> None:
    who = {"received_by": a_user()} if facts.get("received_by") == "somebody" else {}
    is_kept(name, lambda: a_grievance(**{**facts, **who}))


def test_what_came_in_stays_as_it_came_and_is_rated_once() -> None:
    grievance = a_grievance(satisfaction=4)
    refused("grievance_is_final_as_received", changed(grievance, sealed=b"other"))
    refused("grievance_is_final_as_received", changed(grievance, number=9))
    refused("grievance_is_rated_once", changed(grievance, satisfaction=5))
    refused("grievance_is_never_deleted", grievance.delete)


def test_nobody_outside_does_more_than_ask_anew_and_the_calendar_no_more_than_remind() -> None:
    is_kept("grievancestep_by_nobody_asks_anew_or_reminds", a_step)
    assert [a_step(kind=kind).by for kind in ("reopened", "reminded")] == [None, None]
    refused("append_only|Cannot", a_step(by=a_user()).delete)


def test_a_deadline_is_a_time() -> None:
    is_kept("grievancedeadline_is_a_time", lambda: GrievanceDeadline.objects.filter(kind="question").update(days=0))


def test_a_change_is_made_by_one_and_approved_by_another() -> None:
    now, maker = timezone.now(), a_user()
    is_kept("datachange_decided_iff_stamped", lambda: a_data_change(status="refused"))
    stamped = {"status": "approved", "decided_by": maker, "decided_at": now}
    is_kept("datachange_approver_is_not_maker", lambda: a_data_change(made_by=maker, **stamped))


def test_a_change_waits_once_and_is_applied_after_approval() -> None:
    now, child = timezone.now(), an_enrolment()
    waits = a_data_change(child=child)
    is_kept("datachange_one_waits_per_child_and_field", lambda: a_data_change(child=child, grievance=waits.grievance))
    is_kept("datachange_applied_after_approval", changed(waits, applied_at=now, applied_by=a_user()))
    done = a_data_change(status="approved", decided_by=a_user(), decided_at=now)
    is_kept("datachange_applying_has_its_person", changed(done, applied_at=now))
    told = {"payee": "child", "holder": "李明", "account_index": b"1" * 32, "sealed": b"", "reason": "卡号错"}
    card = CardChange.objects.create(student=done.student, school=done.school, made_by=a_user(), **told)
    is_kept("datachange_account_becomes_a_card_change", changed(done, card=card, applied_at=now, applied_by=a_user()))
