"""A21: help that stopped for a term and went on, though the child was there and on a list."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from students.models import Enrolment, MatchPair, Record
from subsidies.models import AuditHit
from tests.factories.students import a_pair, a_record, a_release, the_term
from tests.factories.subsidies_money import (
    a_hand,
    all_paid,
    an_enrolled_child,
    an_entitlement,
    approved,
    the_money,
    the_programme,
)
from tests.subsidies.actions.test_audit_checks import ask

pytestmark = pytest.mark.django_db
TERMS = {"2022S": date(2022, 6, 1), "2022A": date(2022, 11, 21), "2023S": date(2023, 2, 20)}


def pay(child: Enrolment, *terms: str, **facts: object) -> None:
    for term in terms:
        own = (
            child if child.term_id == term else an_enrolled_child(student=child.student, school=child.school, term=the_term(term))
        )
        approved(an_entitlement(enrolment=own, **facts))
        all_paid(day=TERMS[term], term=term)


def gaps() -> list[AuditHit]:
    return ask("A21")


@pytest.fixture
def child(db) -> Enrolment:
    """Paid in both springs; another child was paid in autumn too."""
    for year in (2022, 2023):
        the_money(year=year)
    child = an_enrolled_child("王小明")
    pay(an_enrolled_child(), "2022A")
    pay(child, "2022S", "2023S")
    return child


def listed(child: Enrolment, **facts: object) -> Record:
    return a_record(id_index=child.student.id_index, name_key=child.name_key, categories=["LIFTED"], **facts)


@pytest.fixture
def on_a_list(child: Enrolment) -> Record:
    Enrolment.objects.filter(pk=child.pk).update(id_index=child.student.id_index)
    return listed(child)


@pytest.mark.usefixtures("on_a_list")
def test_a_term_without_help_between_two_with_it_is_told(child: Enrolment) -> None:
    (hit,) = gaps()
    assert (hit.student_id, hit.term_id, hit.school) == (child.student_id, "2022A", child.school)
    assert hit.facts == {"before": "2022S", "after": "2023S", "standing": "none", "categories": ["LIFTED"]}


@pytest.mark.usefixtures("on_a_list")
def test_help_by_another_programme_is_no_gap(child: Enrolment) -> None:
    the_money(programme="CE_DAY")
    pay(child, "2022A", programme=the_programme("CE_DAY"), amount=Decimal("250.00"))
    assert gaps() == []


@pytest.mark.parametrize("change", [{"active": False}, {"risk_removed": True}, {"ends_on": date(2022, 9, 30)}])
def test_who_is_on_no_list_on_the_cut_off_day_has_no_gap(change: dict, on_a_list: Record) -> None:
    Record.objects.filter(pk=on_a_list.pk).update(**change)
    assert gaps() == []


def test_the_newest_list_of_its_kind_counts_and_not_an_older_one(child: Enrolment, on_a_list: Record) -> None:
    a_release(kind=on_a_list.release.kind, data_date=date(2022, 9, 25))
    assert gaps() == []


def test_a_pair_that_somebody_accepted_names_the_child(child: Enrolment) -> None:
    record = a_record(name="王晓明", name_key="王晓明", categories=["LIFTED"])
    pair = a_pair(record=record, student=child.student, enrolment=child)
    assert gaps() == []
    answer = {"status": "accepted", "answered_by": a_hand("guo"), "answered_at": timezone.now()}
    MatchPair.objects.filter(pk=pair.pk).update(**answer)
    assert len(gaps()) == 1


@pytest.mark.usefixtures("on_a_list")
def test_who_was_away_on_the_cut_off_day_has_no_gap(child: Enrolment) -> None:
    Enrolment.objects.filter(pk=child.pk).update(status="suspended", status_on=date(2022, 9, 1))
    assert gaps() == []


def test_a_term_in_which_nobody_was_paid_is_no_gap() -> None:
    for year in (2022, 2023):
        the_money(year=year)
    child = an_enrolled_child()
    listed(child)
    Enrolment.objects.filter(pk=child.pk).update(id_index=child.student.id_index)
    pay(child, "2022S", "2023S")
    assert gaps() == []
