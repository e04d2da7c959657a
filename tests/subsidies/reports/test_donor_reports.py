"""What a donor is told: sums that add up, and of a child nothing that no guardian allows."""

from datetime import date
from decimal import Decimal

import pytest

from students.models import Student
from subsidies.actions import consents, donation_papers, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationAgreement, GuardianConsent
from subsidies.reports.donor_reports import DonorReport, donor_report
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.papers import text_of

pytestmark = pytest.mark.django_db
MAY = {"may_name": True, "may_photo": False, "may_story": False}


@pytest.fixture
def agreement(bureau) -> DonationAgreement:
    return give.an_agreement("贝壳助学金")


@pytest.fixture
def paid(agreement: DonationAgreement) -> list[Student]:
    """Three children got 1,500.00 each through the bank; 70,500.00 of 75,000.00 is left."""
    give.a_gift(agreement)
    children = [make.an_enrolled_child(name) for name in ("李明轩", "王雨桐", "赵子涵")]
    make.approved(*give.awarded(agreement.programme, *children))
    make.all_paid()
    return [child.student for child in children]


def allow(student: Student, **allowed: bool) -> GuardianConsent:
    school = student.enrolments.first().school
    facts = {"given_on": date(2022, 9, 1), "paper": "监护人知情同意书"}
    return consents.record(student=student, school=school, **{**MAY, **allowed}, **facts, by=give.chen())


def told(agreement: DonationAgreement) -> DonorReport:
    return donor_report(agreement, agreement.donors.get())


def on_paper(agreement: DonationAgreement) -> str:
    made = donation_papers.donor_report(agreement=agreement, donor=agreement.donors.get(), by=give.chen())
    return text_of(made.content)


def test_received_spent_children_and_balance_are_those_of_the_payments(agreement: DonationAgreement, paid: list[Student]) -> None:
    report = told(agreement)
    assert (report.received, report.spent, report.balance, report.children) == (75_000, 4_500, 70_500, 3)
    assert [(gift.worth, gift.receipt) for gift in report.gifts] == [(75_000, "")]
    text = on_paper(agreement)
    assert "捐赠现金75,000.00元已发放4,500.00元结余70,500.00元受助学生3人" in text


def test_without_consent_nobody_is_named_and_everybody_is_counted(agreement: DonationAgreement, paid: list[Student]) -> None:
    report = told(agreement)
    assert (report.named, report.unnamed) == ([], [("1,500.00元", 3)])


def test_a_child_is_named_as_long_as_the_consent_to_that_stands(agreement: DonationAgreement, paid: list[Student]) -> None:
    consent = allow(paid[0])
    allow(paid[1], may_name=False, may_photo=True)
    report = told(agreement)
    assert [(row.name, row.amount) for row in report.named] == [("李明轩", Decimal(1500))]
    assert report.unnamed == [("1,500.00元", 2)]
    consents.withdraw(consent=consent, by=give.chen())
    assert told(agreement).named == []


def test_nothing_personal_of_a_child_without_consent_stands_on_page_or_paper(
    agreement: DonationAgreement, paid: list[Student], log_in
) -> None:
    """Neither name, class, school nor a number; of whom may be named no more than the name and what was given."""
    allow(paid[0])
    donor = agreement.donors.get()
    page = log_in(give.chen()).get(f"/subsidies/donations/agreements/{agreement.pk}/donors/{donor.pk}/").content.decode()
    for text in (page[page.index("<main") :], on_paper(agreement)):
        assert "李明轩" in text
        assert not any(student.name in text for student in paid[1:])
        for enrolment in (student.enrolments.get() for student in paid):
            assert enrolment.school.name not in text
            assert enrolment.class_name not in text
        assert paid[0].get_absolute_url() not in text


def test_a_child_whose_file_was_joined_is_one_child_with_its_consent(agreement: DonationAgreement, paid: list[Student]) -> None:
    allow(paid[0])
    Student.objects.filter(pk=paid[0].pk).update(merged_into=paid[1])
    report = told(agreement)
    assert report.children == 2
    assert {row.name for row in report.named} == {paid[1].name}


def test_goods_are_told_by_school_and_what_is_left_of_them(bureau) -> None:
    milk = give.some_milk(unit_value=Decimal(2), basis="发票")
    school = make.a_school()
    listed = give.a_hand_over(milk, [Portion(class_name="全校", quantity=30_000)], school)
    agreement = DonationAgreement.objects.in_force().get()
    assert told(agreement).schools == []
    hand_overs.decide(hand_over=listed, approved=True, by=give.lin())
    report = told(agreement)
    assert [(row.name, row.what) for row in report.schools] == [(school.name, "饮用奶 30,000盒")]
    assert [(gift.what, gift.left) for gift in report.gifts] == [("饮用奶 40,000盒", "10,000盒")]
    assert "饮用奶尚未发放10,000盒" in on_paper(agreement)


def test_a_child_on_an_approved_list_that_was_not_paid_is_expected_and_not_helped(agreement: DonationAgreement) -> None:
    give.a_gift(agreement)
    make.approved(*give.awarded(agreement.programme, make.an_enrolled_child()))
    report = told(agreement)
    assert (report.children, report.expected, report.spent) == (0, 1, 0)


def test_two_donors_of_a_programme_each_hear_their_own_gift_and_the_common_sum(bureau) -> None:
    first, second = give.a_donor("甲公司"), give.a_donor("乙公司")
    agreement = give.an_agreement("送教上门儿童", donors=[first, second])
    for donor, amount in ((first, "20000"), (second, "40000")):
        give.a_gift(agreement, amount, donor=donor)
    report = donor_report(agreement, first)
    assert (report.received, report.cash, report.shared) == (20_000, 60_000, True)
