"""Who got a tier by a false statement loses it, by another person's decision, and the next check no longer sees it."""

import pytest

from aid_portal.errors import AlreadyDone, Refused
from students.actions import cancellations
from students.determination_choices import ApplicationStatus
from students.models import Application, Determination
from tests.factories import determinations as make

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
