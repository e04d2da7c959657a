"""Each question where its border lies: what is a hit, and what looks like one and is none."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from students.models import Enrolment
from subsidies.actions import adjustments, bank_returns, batches
from subsidies.choices import PaymentStatus
from subsidies.models import ClassMeals, CompanionMeal, Entitlement, MealLeave, Payment
from tests.factories.bank_answers import answer, at_the_bank, paid, read
from tests.factories.planted_county import money
from tests.factories.students import a_student, an_enrolment, an_index, the_term
from tests.factories.subsidies import a_case, a_decision
from tests.factories.subsidies_money import (
    a_batch,
    a_hand,
    a_payment,
    an_enrolled_child,
    an_entitlement,
    approved,
    released,
    the_money,
)
from tests.subsidies.actions.test_audit_checks import ASKED_ON, ask

pytestmark = pytest.mark.django_db


def problems(code: str, day: date = ASKED_ON) -> list[str]:
    return sorted(each.facts.get("problem") or ",".join(each.facts["problems"]) for each in ask(code, day))


@pytest.mark.parametrize("mark", ["id_index", "registry_index"])
def test_two_files_with_one_number_are_one_child_paid_twice(mark: str, school, zhao_school) -> None:
    the_money()
    number = an_index()
    children = [an_enrolled_child(school=each) for each in (school, zhao_school)]
    for child in children:
        setattr(child, mark, number)
    approved(*[an_entitlement(enrolment=child) for child in children])
    released(a_batch())
    Enrolment.objects.filter(pk__in=[child.pk for child in children]).update(**{mark: number})
    (hit,) = ask("A1")
    assert (hit.facts["times"], hit.facts["files"], hit.amount) == (2, 2, Decimal("500.00"))
    assert hit.facts["schools"] == sorted([school.code, zhao_school.code])


def test_a_payment_that_came_back_and_was_sent_again_is_paid_once(tmp_path: Path) -> None:
    the_money()
    approved(an_entitlement(), an_entitlement())
    batch = at_the_bank(released(a_batch()))
    bank_returns.book(bank_return=read(answer(tmp_path, batch, {1: "账户冻结"}), batch), by=a_hand("pan"))
    batch.refresh_from_db()
    paid(tmp_path, released(batches.reissue(parent=batch, title="补发", by=a_hand("chen"))))
    for code in ("A1", "A6", "A10", "A16", "A17"):
        assert ask(code) == [], code


def test_what_came_back_from_the_dead_is_no_hit_any_more() -> None:
    the_money()
    payment = a_payment()
    Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.PAID, settled_on=date(2022, 11, 21))
    Enrolment.objects.filter(pk=payment.entitlement.enrolment_id).update(status="deceased", status_on=date(2022, 12, 1))
    assert ask("A3") == []  # paid while the child was alive, for that term
    Enrolment.objects.filter(pk=payment.entitlement.enrolment_id).update(status_on=date(2022, 11, 1))
    (hit,) = ask("A3")
    assert hit.facts["left_on"] == "2022-11-01"


def test_who_left_after_the_cut_off_day_keeps_what_counts_by_the_day_of_the_cut_off() -> None:
    the_money()
    row = a_payment().entitlement
    Enrolment.objects.filter(pk=row.enrolment_id).update(status="withdrawn", status_on=date(2022, 10, 20))
    assert ask("A4") == []
    Enrolment.objects.filter(pk=row.enrolment_id).update(status_on=date(2022, 9, 30))
    assert problems("A4") == ["before_cut_off"]


def test_who_left_in_the_middle_of_a_term_that_counts_by_months_is_a_hit_until_it_is_corrected() -> None:
    the_money()
    row = a_payment(proration="month").entitlement
    Payment.objects.update(status=PaymentStatus.PAID, settled_on=date(2022, 11, 21))
    Enrolment.objects.filter(pk=row.enrolment_id).update(status="withdrawn", status_on=date(2022, 10, 31))
    assert problems("A4") == ["not_prorated"]
    facts = {"entitlement": row, "kind": "claw_back", "amount": Decimal("300.00"), "reason": "两个月后退学"}
    adjustments.decide(adjustment=adjustments.propose(**facts, by=a_hand("chen")), approved=True, by=a_hand("lin"))
    assert ask("A4") == []


def test_a_child_on_no_roll_of_the_term_is_paid_for_nothing() -> None:
    the_money()
    row = a_payment().entitlement
    assert ask("A5") == []
    Enrolment.objects.filter(pk=row.enrolment_id).update(term=the_term("2022S"))
    assert problems("A5") == ["more_paid_than_there", "no_school"]


def test_a_paid_child_who_was_on_leave_on_every_counted_day_was_perhaps_never_there(school) -> None:
    the_money()
    row = a_payment(school=school).entitlement
    child, by = row.enrolment, a_hand("wang")
    place = {"school": school, "stage": child.stage, "grade": child.grade, "class_name": child.class_name}
    days = [date(2022, 10, day) for day in range(10, 20)]
    for day in days:
        ClassMeals.objects.create(day=day, enrolled=30, absent=1, meals=29, recorded_by=by, **place)
    leave = {"enrolment": child, "reason": "ill", "recorded_by": by}
    first = MealLeave.objects.create(first_on=days[0], last_on=days[-2], **leave)
    assert ask("A5") == []
    MealLeave.objects.create(first_on=days[-1], last_on=days[-1], **leave)
    (hit,) = ask("A5")
    assert (hit.facts["problem"], hit.facts["days"], hit.amount) == ("absent_all_term", 10, Decimal("500.00"))
    MealLeave.objects.filter(pk=first.pk).update(reason="not_eating")  # at school, only not at table
    assert ask("A5") == []
    MealLeave.objects.filter(pk=first.pk).update(reason="away")
    ClassMeals.objects.filter(day=days[0]).delete()
    assert ask("A5") == []  # nine days say nothing yet


def test_who_ate_along_and_paid_nothing_is_told_by_school_and_month(school) -> None:
    along = {"school": school, "post": "教师", "recorded_by": a_hand("wang")}
    for day, name, fee in ((3, "王老师", 0), (4, "王老师", 5), (5, "李老师", 0)):
        CompanionMeal.objects.create(day=date(2022, 11, day), name=name, paid=fee, **along)
    (hit,) = ask("A15")
    assert hit.facts == {"problem": "companion_did_not_pay", "times": 2, "first_on": "2022-11-03"}
    assert (hit.school, "王老师" in str(hit.facts)) == (school, False)


def test_a_child_who_went_from_one_school_to_another_is_on_one_roll(school, zhao_school) -> None:
    the_money()
    row = a_payment(school=school).entitlement
    other = an_enrolment(student=row.student, school=zhao_school, status="transferred_out", status_on=date(2022, 9, 10))
    assert ask("A5") == []
    Enrolment.objects.filter(pk=other.pk).update(status="enrolled", status_on=None)
    assert problems("A5") == ["two_schools"]


def test_a_part_of_the_rate_is_right_where_the_term_counts_by_months() -> None:
    the_money()
    case = {"amount": Decimal("500.00")}
    rows = []
    for amount in ("300.00", "310.00"):
        child = an_enrolled_child()
        decision = a_decision(enrolment=child, case=a_case(**case, outcome=amount))
        facts = {"decision": decision, "full_amount": Decimal("500.00"), "amount": Decimal(amount), "proration": "month"}
        rows.append(an_entitlement(enrolment=child, **facts))
    approved(*rows)
    (hit,) = ask("A10")
    assert (hit.entitlement_id, hit.facts["problems"]) == (rows[1].pk, ["other_part"])


def test_a_case_on_documents_is_measured_by_the_rate_of_its_policy() -> None:
    the_money()
    right = an_entitlement(decision=None, basis="证明")
    wrong = an_entitlement(decision=None, basis="证明", amount=Decimal("450.00"))
    approved(right, wrong)
    (hit,) = ask("A10")
    assert (hit.entitlement_id, hit.facts["standard"], hit.amount) == (wrong.pk, 500.0, Decimal("-50.00"))


def test_a_new_result_with_another_amount_asks_for_a_correction() -> None:
    the_money()
    row = a_payment().entitlement
    row.decision.superseded_by = row.decision.run
    row.decision.save(update_fields=["superseded_by"])
    a_decision(enrolment=row.enrolment, case=a_case(amount=Decimal("625.00"), outcome="risen"))
    assert ask("A7") == []
    assert problems("A10") == ["other_standard"]


def test_money_paid_within_its_days_is_no_hit_and_later_it_is(tmp_path: Path) -> None:
    money("250", "CE_BOARD", date(2022, 5, 26))
    approved(an_entitlement())
    paid(tmp_path, released(a_batch()), date(2022, 11, 22))
    assert ask("A14") == []  # on the hundred and eightieth day
    money("250", "CE_BOARD", date(2022, 5, 25))
    approved(an_entitlement())
    paid(tmp_path, released(a_batch()), date(2022, 11, 23))
    assert set(problems("A14")) == {"paid_late"}


def test_what_the_bank_says_later_otherwise_is_told(tmp_path: Path) -> None:
    the_money()
    approved(an_entitlement())
    batch = paid(tmp_path, released(a_batch()))
    assert ask("A17") == []
    late = read(answer(tmp_path, batch, {1: "账户冻结"}), batch)
    bank_returns.book(bank_return=late, by=a_hand("pan"))
    assert problems("A17") == ["bank_says_returned"]


def test_a_returned_payment_and_one_on_its_way_agree_with_the_ledger(tmp_path: Path) -> None:
    the_money()
    approved(an_entitlement(), an_entitlement())
    batch = released(a_batch())
    assert ask("A17") == []
    at_the_bank(batch)
    bank_returns.book(bank_return=read(answer(tmp_path, batch, {1: "户名不符"}), batch), by=a_hand("pan"))
    assert ask("A17") == []


def test_a_child_without_any_id_number_is_missing_it() -> None:
    the_money()
    student = a_student(id_index=None, registry_index=an_index())
    row = an_entitlement(enrolment=an_enrolled_child(student=student))
    other = an_entitlement()
    approved(row, other)
    (hit,) = ask("A18")
    assert (hit.entitlement_id, hit.facts["problems"]) == (row.pk, ["no_id"])


def test_a_top_up_that_goes_out_by_itself_is_neither_too_much_nor_too_little(tmp_path: Path) -> None:
    the_money()
    (row,) = approved(an_entitlement())
    paid(tmp_path, released(a_batch()))
    facts = {"entitlement": Entitlement.objects.get(pk=row.pk), "kind": "top_up", "amount": Decimal("50.00"), "reason": "补差"}
    adjustments.decide(adjustment=adjustments.propose(**facts, by=a_hand("chen")), approved=True, by=a_hand("lin"))
    paid(tmp_path, released(a_batch()))
    for code in ("A1", "A10", "A16", "A17"):
        assert ask(code) == [], code


def test_each_question_takes_a_handful_of_queries(django_assert_max_num_queries) -> None:
    the_money()
    a_payment()
    ask("A10")
    with django_assert_max_num_queries(16):
        ask("A10")
