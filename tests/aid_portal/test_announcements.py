"""Floors above hear of what was committed, once, each on its own; of what was rolled back they hear nothing."""

import pytest
from django.db import transaction

from aid_portal import announcements
from aid_portal.announcements import Happening, announce, subscribe
from students.actions import proofs
from tests.factories.students import a_proof
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch) -> list:
    """What a listener of every happening was told."""
    told: list = []
    monkeypatch.setattr(announcements, "_listeners", {happening: [] for happening in Happening})
    for happening in Happening:
        subscribe(happening, lambda key, happening=happening: told.append((happening, key)))
    return told


def test_what_is_rolled_back_was_never_said(heard, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            announce(Happening.CHECK_FINISHED, 1)
            transaction.set_rollback(True)
        announce(Happening.CHECK_FINISHED, 2)
    assert heard == [(Happening.CHECK_FINISHED, 2)]


def test_a_listener_that_fails_keeps_no_other_from_hearing(heard, django_capture_on_commit_callbacks) -> None:
    announcements._listeners[Happening.PROOF_REFUSED].insert(0, lambda key: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        announce(Happening.PROOF_REFUSED, 3)
    assert heard == [(Happening.PROOF_REFUSED, 3)]


def test_a_finished_check_is_announced_and_a_trial_is_not(school, heard, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        a_child(school)
        check(dry=True)
        run = check()
    assert heard == [(Happening.CHECK_FINISHED, run.pk)]


def test_a_proof_is_announced_when_verified_and_when_refused(lin, heard, django_capture_on_commit_callbacks) -> None:
    proof = a_proof()
    with django_capture_on_commit_callbacks(execute=True):
        proofs.verify(proof=proof, by=lin)
        proofs.refuse(proof=proof, note="学籍不实", by=lin)
    assert heard == [(Happening.PROOF_VERIFIED, proof.pk), (Happening.PROOF_REFUSED, proof.pk)]
