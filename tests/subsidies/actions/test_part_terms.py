"""Who came or left within the term is proposed the part that the version counts by (domain.md 4.4; 13, scenario 28)."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Refused
from students.models import Enrolment
from subsidies.actions import entitlement_lists, entitlements, part_terms
from subsidies.models import Entitlement, PolicyVersion
from subsidies.reports.proposals import proposal
from tests.factories.portal import a_school
from tests.factories.students import an_enrolment
from tests.factories.subsidies import a_case, a_decision, a_policy, the_policy
from tests.factories.subsidies_money import a_hand, an_enrolled_child, the_programme, the_term
from tests.promises import changed, is_kept

pytestmark = pytest.mark.django_db
LEFT = date(2022, 11, 1)


def counting(rule: str, programme: str = "VOC_GRANT") -> None:
    """A version in force in which the programme counts a part of a term this way."""
    former = the_policy()
    document = deepcopy(former.document)
    next(each for each in document["programmes"] if each["code"] == programme)["proration"] = rule
    PolicyVersion.objects.filter(pk=former.pk).update(status="superseded")
    stamps = {"approved_by": a_hand("lin"), "approved_at": timezone.now()}
    a_policy(document=document, status="approved", drafted_by=a_hand("chen"), based_on=former, **stamps)


def decided(child: Enrolment, programme: str = "VOC_GRANT", amount: str = "1250.00") -> Enrolment:
    a_decision(
        enrolment=child, case=a_case(programme=the_programme(programme), amount=Decimal(amount), outcome=f"{child.pk}|{amount}")
    )
    return child


def a_student_who(**facts: object) -> Enrolment:
    return decided(an_enrolled_child(stage="vocational", **facts))


def propose() -> None:
    entitlements.propose(term=the_term(), by=a_hand("chen"))


def proposed(child: Enrolment | Entitlement) -> Entitlement:
    return Entitlement.objects.select_related("list", "school").get(student=child.student_id)


def test_scenario_28_who_withdrew_after_two_months_is_proposed_two_fifths_and_the_preview_says_so() -> None:
    """1,250.00 for five months, 退学 after two: 500.00 where it is known before the list is made."""
    counting("month")
    child, whole = a_student_who(status="withdrawn", status_on=LEFT), a_student_who()
    [coming] = proposal(the_term())
    assert (coming.times, coming.amount) == (2, Decimal("1750.00"))
    propose()
    row = proposed(child)
    assert (row.full_amount, row.amount, row.proration) == (Decimal("1250.00"), Decimal("500.00"), "month")
    assert row.trace == "学期标准1250.00元÷5个月×2个月＝500.00元"
    assert (proposed(whole).amount, proposed(whole).trace) == (Decimal("1250.00"), "")


def test_who_came_from_outside_in_november_is_proposed_three_months() -> None:
    counting("month")
    child = a_student_who(status_on=date(2022, 11, 8))
    propose()
    assert proposed(child).amount == Decimal("750.00")


def test_by_days_the_part_is_exact_to_the_fen() -> None:
    counting("day", "PRE_LIVING")
    child = decided(an_enrolled_child(stage="kindergarten", status_on=LEFT), "PRE_LIVING", "375.00")
    propose()
    assert (proposed(child).amount, proposed(child).trace) == (Decimal("225.00"), "在校75天×每天3.00元＝225.00元")


def test_a_move_inside_the_county_leaves_the_term_whole() -> None:
    counting("month")
    child = a_student_who(status="transferred_out", status_on=LEFT)
    an_enrolment(student=child.student, school=a_school(name="转入学校"), stage="vocational", status_on=LEFT)
    propose()
    assert proposed(child).amount == Decimal("1250.00")


def test_a_programme_that_pays_whoever_was_there_on_the_cut_off_day_pays_all() -> None:
    child = a_student_who(status="withdrawn", status_on=LEFT)
    propose()
    assert proposed(child).amount == Decimal("1250.00")


def test_an_open_list_follows_what_is_learnt_later_and_a_confirmed_one_stands() -> None:
    counting("month", "CE_BOARD")
    early, late = (decided(an_enrolled_child(), "CE_BOARD", "500.00") for _each in range(2))
    propose()
    Enrolment.objects.filter(pk=early.pk).update(status="suspended", status_on=LEFT)
    propose()
    assert proposed(early).amount == Decimal("200.00")
    Enrolment.objects.filter(pk=early.pk).update(status="enrolled", status_on=None)
    propose()
    assert (proposed(early).amount, proposed(early).trace) == (Decimal("500.00"), "")
    entitlement_lists.confirm(entitlement_list=proposed(late).list, by=a_hand("wang"))
    Enrolment.objects.filter(pk=late.pk).update(status="suspended", status_on=LEFT)
    propose()
    assert proposed(late).amount == Decimal("500.00")


def test_scenario_13_days_in_the_dormitory_and_at_home_have_each_their_rate_on_the_schools_list(log_in, bureau) -> None:
    """60 × 4.00 + 65 × 2.00 = 370.00, neither 500 nor 250; stated by the school before anybody has approved the row."""
    counting("day", "CE_BOARD")
    row = proposed_to_board()
    client = log_in(a_hand("wang", Role.SCHOOL_OFFICER, row.school))
    assert "住校走读天数" in client.get(row.get_absolute_url()).content.decode()
    client.post(f"{row.get_absolute_url()}days/", {"boarding": "60", "day": "65"})
    row.refresh_from_db()
    assert (row.full_amount, row.amount) == (Decimal("500.00"), Decimal("370.00"))
    assert row.trace == "住校60天×每天4.00元＝240.00元；走读65天×每天2.00元＝130.00元"
    propose()
    assert proposed(row).amount == Decimal("370.00")  # the roster does not take back what the school has said
    part_terms.state_days(entitlement=row, boarding=None, day=None, by=a_hand("wang"))
    assert (proposed(row).amount, proposed(row).trace) == (Decimal("500.00"), "")


@pytest.mark.parametrize(("boarding", "day", "code"), [(100, 26, "too_many_days"), (60, None, "half_stated")])
def test_days_that_make_no_term_are_refused_with_a_sentence(boarding, day, code) -> None:
    counting("day", "CE_BOARD")
    with pytest.raises(Refused) as refusal:
        part_terms.state_days(entitlement=proposed_to_board(), boarding=boarding, day=day, by=a_hand("wang"))
    assert refusal.value.code == code


def test_a_day_pupil_who_boarded_gets_no_more_than_his_own_rate_by_days() -> None:
    counting("day", "CE_DAY")
    child = decided(an_enrolled_child(boarding=False), "CE_DAY", "250.00")
    propose()
    with pytest.raises(Refused, match=r"370\.00元，超过这个项目的学期标准250\.00元"):
        part_terms.state_days(entitlement=proposed(child), boarding=60, day=65, by=a_hand("wang"))


def test_days_are_stated_only_where_days_count_and_only_while_the_list_is_with_the_school() -> None:
    row = proposed_to_board()
    with pytest.raises(Refused) as refusal:
        part_terms.state_days(entitlement=row, boarding=60, day=65, by=a_hand("wang"))
    assert refusal.value.code == "not_by_days"
    is_kept("entitlement_stated_days_are_of_one_term", changed(row, boarding_days=60, day_days=65))
    Entitlement.objects.filter(pk=row.pk).update(proration="day")
    is_kept("entitlement_stated_days_are_of_one_term", changed(row, boarding_days=60))
    is_kept("entitlement_stated_days_are_of_one_term", changed(row, boarding_days=60, day_days=66))
    entitlement_lists.confirm(entitlement_list=row.list, by=a_hand("wang"))
    with pytest.raises(Refused, match="学校不能再改"):
        part_terms.state_days(entitlement=row, boarding=60, day=65, by=a_hand("wang"))


def proposed_to_board() -> Entitlement:
    child = decided(an_enrolled_child(), "CE_BOARD", "500.00")
    propose()
    return proposed(child)


def test_a_documented_case_that_came_late_is_added_with_its_part() -> None:
    counting("month", "CE_BOARD")
    child = an_enrolled_child(status_on=LEFT)
    facts = {"programme": the_programme(), "tier": "severe", "basis": "镇政府证明，2022年11月8日"}
    added = entitlements.add(enrolment=child, **facts, by=a_hand("wang"))
    assert (added.full_amount, added.amount) == (Decimal("500.00"), Decimal("300.00"))
