"""The papers of a batch say what its frozen rows say, and nothing that the roster has become since."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from subsidies.actions.frozen_rows import open_payment
from subsidies.choices import EntitlementStatus, PaymentStatus
from subsidies.models import Payment, ReturnReason
from subsidies.reports import batch_papers
from subsidies.sheets import payment_requests, payment_rosters, public_lists, returned_payments
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_batch, a_list, an_enrolled_child, an_entitlement, approved, released, the_money
from tests.papers import text_of

pytestmark = pytest.mark.django_db

MADE_AT = datetime(2022, 12, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def batch():
    """Two schools; one child's money goes to a card in another bank."""
    the_money()
    here, there = a_school(name="城关小学"), a_school(name="法门中学")
    children = [
        an_enrolled_child("李明", school=here, class_name="三年级2班", grade=3, bank_name="扶风农商银行"),
        an_enrolled_child("阿依·古丽", school=here, class_name="一年级1班", grade=1),
        an_enrolled_child("王芳", school=there, class_name="七年级1班", grade=7),
    ]
    approved(*[an_entitlement(enrolment=child) for child in children])
    return released(a_batch())


def school_of(batch, name):
    return next(payment.school for payment in batch.payments.all() if payment.school.name == name)


def roster(batch, school):
    return batch_papers.payment_roster(batch=batch, school=school_of(batch, school), opened=open_payment, made_at=MADE_AT)


def test_a_roster_has_the_children_of_its_school_in_the_order_of_their_classes(batch):
    made = roster(batch, "城关小学")
    assert [(row.name, row.class_name, row.amount) for row in made.rows] == [
        ("阿依·古丽", "一年级1班", Decimal("500.00")),
        ("李明", "三年级2班", Decimal("500.00")),
    ]
    assert made.rows[1].bank == "扶风农商银行"
    assert made.rows[0].holder == ""
    assert (made.head.made_by, made.head.reviewed_by, made.head.released_by) == ("chen某", "guo2某", "qian某")
    text = text_of(payment_rosters.pdf(made))
    assert "特别困难" in text
    assert "壹仟元整" in text
    held = open_payment(batch.payments.first())["account"]
    assert held not in text
    assert f"{held[:4]}********{held[-4:]}" in text


def test_a_roster_is_read_in_the_same_number_of_queries_for_any_number_of_children(batch, django_assert_max_num_queries):
    school = school_of(batch, "城关小学")
    with django_assert_max_num_queries(6):
        batch_papers.payment_roster(batch=batch, school=school, opened=open_payment, made_at=MADE_AT)


def test_a_request_adds_the_schools_and_the_sources_up_to_the_batch(batch):
    request = batch_papers.payment_request(batch=batch, made_at=MADE_AT)
    assert [(row.school, row.person_times, row.amount) for row in request.rows] == [
        ("城关小学", 2, Decimal("1000.00")),
        ("法门中学", 1, Decimal("500.00")),
    ]
    assert request.sources.total == batch.total == Decimal("1500.00")
    assert request.programme == "义务教育寄宿生生活补助"
    assert "学生本人银行卡" in text_of(payment_requests.pdf(request))


def test_a_returned_row_is_listed_with_the_remedy_of_its_reason(batch):
    reason = ReturnReason.objects.first() or ReturnReason.objects.create(
        code="name_differs", label="户名不符", words=["户名不符"], remedy="核对户名"
    )
    payment = batch.payments.get(school__name="法门中学")
    Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.SENT)
    Payment.objects.filter(pk=payment.pk).update(
        status=PaymentStatus.RETURNED, settled_on=date(2022, 12, 6), reason_code=reason.code
    )
    made = batch_papers.returned_payments(batch=batch, opened=open_payment, made_at=MADE_AT)
    [row] = made.rows
    assert (row.name, row.reason, row.remedy, row.returned_on) == ("王芳", reason.label, reason.remedy, date(2022, 12, 6))
    assert "退回金额（大写）：人民币伍佰元整" in text_of(returned_payments.pdf(made))


def test_a_batch_without_returns_has_no_list_of_them(batch):
    with pytest.raises(Refused, match="没有可以打印的人员"):
        batch_papers.returned_payments(batch=batch, opened=open_payment, made_at=MADE_AT)


def test_the_public_list_names_who_stands_on_it_and_never_why():
    entitlement = an_entitlement(categories=["ORPHAN"])
    listed = batch_papers.public_list(
        entitlement_list=entitlement.list,
        first_on=date(2022, 11, 1),
        last_on=date(2022, 11, 7),
        working_days=5,
        phone="0917-5211234",
        made_at=MADE_AT,
    )
    assert listed.rows == [(entitlement.enrolment.name, "三年级1班", "特别困难")]
    text = text_of(public_lists.pdf(listed))
    assert "义务教育寄宿生生活补助拟资助学生公示名单" in text
    assert "孤儿" not in text


def test_an_empty_list_is_not_hung_up():
    with pytest.raises(Refused, match="没有可以打印的人员"):
        batch_papers.public_list(
            entitlement_list=a_list(),
            first_on=date(2022, 11, 1),
            last_on=date(2022, 11, 7),
            working_days=5,
            phone="",
            made_at=MADE_AT,
        )


def test_a_class_named_like_a_number_of_a_person_is_refused_by_name():
    child = an_enrolled_child("李明", class_name="2022001班")
    with pytest.raises(Refused, match="李明的班级“三年级2022001班”"):
        batch_papers.public_list(
            entitlement_list=an_entitlement(enrolment=child).list,
            first_on=date(2022, 11, 1),
            last_on=date(2022, 11, 8),
            working_days=5,
            phone="",
            made_at=MADE_AT,
        )


def test_nobody_is_put_on_a_wall_who_was_objected_to_or_waits(school):
    standing = an_entitlement(enrolment=an_enrolled_child("李明", school=school, class_name="10班", grade=2))
    others = [
        an_entitlement(enrolment=an_enrolled_child("张红", school=school, class_name="9班", grade=2)),
        an_entitlement(school=school, status=EntitlementStatus.OBJECTED, note="已转学"),
        an_entitlement(school=school, status=EntitlementStatus.WAITING, note="名额已满", rank=9),
    ]
    assert {each.list for each in others} == {standing.list}
    listed = batch_papers.public_list(
        entitlement_list=standing.list,
        first_on=date(2022, 11, 1),
        last_on=date(2022, 11, 8),
        working_days=5,
        phone="",
        made_at=MADE_AT,
    )
    assert [row[:2] for row in listed.rows] == [("张红", "二年级9班"), ("李明", "二年级10班")]
