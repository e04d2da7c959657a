"""Who got a tier by a false statement loses it, by another person's decision, and the next check no longer sees it."""

from datetime import date

import pytest

from aid_portal.errors import AlreadyDone, Refused
from students.actions import cancellations
from students.determination_choices import ApplicationStatus
from students.models import Application, Determination
from supervision.actions import warnings
from supervision.models import EarlyWarning
from tests.factories import determinations as make
from tests.factories.portal import the_bureau
from tests.factories.subsidies_money import an_entitlement, approved, places, the_money
from tests.subsidies.county import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(child):
    make.a_decided(child)
    make.approved(make.at_the_county(make.a_list(child.school)), 1)
    return Application.objects.get()


def proposed(application):
    by, evidence = make.officer(application.enrolment.school), make.a_paper("查实材料.pdf")
    return cancellations.propose(application=application, reason="隐瞒车辆，已查实", evidence=evidence, by=by)


def test_a_false_statement_ends_the_determination(application):
    cancellations.approve(cancellation=proposed(application), by=make.reviewer())
    assert Application.objects.get().status == ApplicationStatus.CANCELLED
    assert not Determination.objects.exists()


def test_nobody_approves_the_cancellation_that_he_proposed(application):
    cancellation = proposed(application)
    with pytest.raises(Refused, match="另一人"):
        cancellations.approve(cancellation=cancellation, by=make.officer(application.enrolment.school))


def test_a_refused_one_leaves_the_determination_and_may_be_proposed_again(application):
    with pytest.raises(AlreadyDone):
        proposed(proposed(application).application)
    cancellations.refuse(cancellation=application.cancellations.get(), note="证据不足", by=make.reviewer())
    assert Determination.objects.filter(application=application).exists()
    assert proposed(application).pk


def test_what_was_awarded_on_a_false_statement_becomes_work_with_an_owner_and_a_deadline(application, child):
    """The next check finds nothing due any more: the award is warned of until it is cancelled or claimed back."""
    check()
    the_money()
    places(child.school, "CE_BOARD")
    decision = child.school.decisions.live().get()
    approved(an_entitlement(enrolment=child, decision=decision, tier="general", categories=[]))
    cancellations.approve(cancellation=proposed(application), by=make.reviewer())
    check()
    warnings.refresh(day=date(2022, 11, 1))
    found = EarlyWarning.objects.get(kind="aided_not_due")
    assert (found.student, found.owner, found.due_on) == (child.student, the_bureau(), date(2022, 11, 15))
