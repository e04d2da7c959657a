"""Returned payments as work of the school, accounts by maker and checker, accounts of staff by their index alone."""

import pytest

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from subsidies.actions import bank_returns, cards
from subsidies.choices import PaperStatus
from subsidies.models import CardChange, StaffAccount
from tests.factories.subsidies_money import (
    a_batch,
    a_card,
    a_hand,
    an_enrolled_child,
    an_entitlement,
    approved,
    released,
    the_money,
)
from tests.subsidies.actions.test_batches import answer, at_the_bank, read

pytestmark = pytest.mark.django_db
RETURNED, CARDS, STAFF = "/subsidies/returned/", "/subsidies/cards/", "/subsidies/staff-accounts/"


@pytest.fixture
def officer(school):
    return a_hand(f"school{school.pk}", Role.SCHOOL_OFFICER, school)


@pytest.fixture
def payment(school, tmp_path):
    """Of two children of the school one was not paid: the name differs."""
    the_money()
    children = [an_enrolled_child(name, school=school) for name in ("李明", "张伟")]
    approved(*[an_entitlement(enrolment=child) for child in children])
    batch = at_the_bank(released(a_batch()))
    bank_returns.book(bank_return=read(answer(tmp_path, batch, {1: "户名不符"}), batch), by=a_hand("pan"))
    return batch.payments.get(sequence=1)


@pytest.fixture
def change(payment, officer):
    return cards.propose(
        student=payment.student, school=payment.school, payment=payment, payee="child", holder=payment.student.name,
        account=a_card(4711), bank_name="扶风农商银行", reason="换用本人社保卡", by=officer,
    )  # fmt: skip


def text(client, address):
    return client.get(address).content.decode()


def test_a_school_sees_its_own_returned_rows_with_what_to_do(log_in, payment, officer, zhao, sun):
    said = text(log_in(officer), RETURNED)
    for words in (payment.student.name, "户名不符", "请对照银行卡或存折核对收款人姓名", "更正账户"):
        assert words in said
    assert payment.student.name not in text(log_in(zhao), RETURNED)
    assert log_in(zhao).get(f"{RETURNED}{payment.pk}/card/").status_code == 404
    assert f"/returned/{payment.pk}/card/" not in text(log_in(sun), RETURNED)


@pytest.mark.parametrize(
    "query", ["", "?term=2022A", "?mended=none", "?reason_code=name_differs", "?batch=FF2022A", "?sort=student"]
)
def test_returned_rows_are_found_by_term_reason_and_handling(query, log_in, payment, officer):
    assert payment.student.name in text(log_in(officer), f"{RETURNED}{query}")


def test_a_new_account_is_asked_for_once_and_waits_for_another_person(log_in, payment, officer):
    client, card = log_in(officer), a_card(4711)
    said = {
        "payee": "child", "holder": payment.student.name, "account": f"{card[:4]} {card[4:]}", "bank_name": "扶风农商银行",
        "reason": "户名不符", "idempotency_key": "c1",
    }  # fmt: skip
    for _click in range(2):
        client.post(f"{RETURNED}{payment.pk}/card/", said)
    change = CardChange.objects.get()
    assert (change.payment, change.made_by, cards.open_card(change)["account"]) == (payment, officer, card)
    assert "待批准" in text(client, RETURNED)
    assert f"/returned/{payment.pk}/card/" not in text(client, RETURNED)


def test_a_strangers_account_is_refused_and_what_was_typed_stays(log_in, payment, officer):
    said = {"payee": "child", "holder": "赵老师", "account": a_card(), "bank_name": "农商", "reason": "户名不符"}
    page = log_in(officer).post(f"{RETURNED}{payment.pk}/card/", said).content.decode()
    assert "户名既不是学生本人，也不是登记的监护人" in page
    assert "赵老师" in page
    bad = log_in(officer).post(f"{RETURNED}{payment.pk}/card/", {**said, "account": "12x"}).content.decode()
    assert "账号应是8至32位数字" in bad
    assert not CardChange.objects.exists()


def test_the_page_of_a_change_masks_both_accounts_and_reveals_with_a_reason(log_in, change, officer):
    client, card = log_in(officer), cards.open_card(change)["account"]
    said = text(client, f"{CARDS}{change.pk}/")
    assert card not in said
    assert f"{card[:4]}********{card[-4:]}" in said
    assert card not in client.post(f"{CARDS}{change.pk}/reveal/", {"reason": ""}, follow=True).content.decode()
    assert card in client.post(f"{CARDS}{change.pk}/reveal/", {"reason": "与存折核对"}).content.decode()
    assert AuditEvent.objects.get(event="portal.record.revealed").note == "与存折核对"


def test_a_reviewer_approves_and_the_child_is_paid_again(log_in, change, payment, officer):
    guo = log_in(a_hand("guo", Role.COUNTY_REVIEWER))
    assert log_in(officer).post(f"{CARDS}{change.pk}/approve/").status_code == 403
    assert "approve/" in text(guo, f"{CARDS}{change.pk}/")
    guo.post(f"{CARDS}{change.pk}/approve/", {"idempotency_key": "a1"})
    change.refresh_from_db()
    assert change.status == PaperStatus.APPROVED
    client = log_in(a_hand("chen"))
    client.post(f"/subsidies/batches/{payment.batch_id}/reissue/", {"title": "补发", "idempotency_key": "r1"})
    assert payment.batch.children.get().row_count == 1
    assert payment.student.name not in text(client, RETURNED)


def test_a_change_is_refused_with_its_reason_and_can_be_asked_for_again(log_in, change, payment, officer):
    guo = log_in(a_hand("guo", Role.COUNTY_REVIEWER))
    guo.post(f"{CARDS}{change.pk}/refuse/", {"note": ""})
    guo.post(f"{CARDS}{change.pk}/refuse/", {"note": "没有银行卡影印件"})
    assert "未批准：没有银行卡影印件" in text(log_in(officer), f"{CARDS}{change.pk}/")
    assert f"/returned/{payment.pk}/card/" in text(log_in(officer), RETURNED)


def test_changes_of_other_schools_are_not_seen(log_in, change, zhao):
    assert change.student.name not in text(log_in(zhao), CARDS)
    assert log_in(zhao).get(f"{CARDS}{change.pk}/").status_code == 404
    assert log_in(zhao).post(f"{CARDS}{change.pk}/reveal/", {"reason": "看看"}).status_code == 404


def test_work_with_accounts_waits_on_the_home_page(log_in, payment, officer):
    assert "更正退票学生的账户" in text(log_in(officer), "/")
    cards.propose(
        student=payment.student, school=payment.school, payment=payment, payee="child", holder=payment.student.name,
        account=a_card(), bank_name="扶风农商银行", reason="换卡", by=officer,
    )  # fmt: skip
    assert "更正退票学生的账户" not in text(log_in(officer), "/")
    assert "批准银行账户变更" in text(log_in(a_hand("guo", Role.COUNTY_REVIEWER)), "/")


def test_the_lists_cost_the_same_for_one_and_for_many(log_in, school, officer, tmp_path, django_assert_max_num_queries):
    the_money()
    approved(*[an_entitlement(enrolment=an_enrolled_child(f"学生{n}", school=school)) for n in range(30)])
    batch = at_the_bank(released(a_batch()))
    failed = dict.fromkeys(range(1, 31), "户名不符")
    bank_returns.book(bank_return=read(answer(tmp_path, batch, failed), batch), by=a_hand("pan"))
    client = log_in(officer)
    client.get(RETURNED)
    with django_assert_max_num_queries(10):
        client.get(RETURNED)
    for payment in batch.payments.select_related("student", "school"):
        cards.propose(
            student=payment.student, school=payment.school, payment=payment, payee="child", holder=payment.student.name,
            account=a_card(), bank_name="扶风农商银行", reason="换卡", by=officer,
        )  # fmt: skip
    with django_assert_max_num_queries(10):
        client.get(CARDS)


def test_accounts_of_staff_are_kept_by_their_index_and_found_in_a_batch(log_in, school):
    client, card = log_in(a_hand("chen")), a_card(99)
    lines = f"赵老师 {card[:4]} {card[4:]}\n钱老师\t{a_card(98)}\n"
    for _time in range(2):
        client.post(f"{STAFF}add/", {"unit": school.pk, "lines": lines})
    assert StaffAccount.objects.count() == 2
    said = text(client, STAFF)
    assert "赵老师" in said
    assert card not in said
    the_money()
    approved(an_entitlement(enrolment=an_enrolled_child("李明", bank_account=card)))
    tried = client.post("/subsidies/batches/try/", {"term": "2022A", "channel": "bank_card"}).content.decode()
    assert "这是教职工或工作人员的账户" in tried
    client.post(f"{STAFF}remove/", {"selected": list(StaffAccount.objects.values_list("pk", flat=True))})
    assert not StaffAccount.objects.exists()
    assert AuditEvent.objects.filter(event="subsidies.staff_account.removed").count() == 2


def test_lines_that_are_no_name_and_account_are_named(log_in, school):
    said = log_in(a_hand("chen")).post(f"{STAFF}add/", {"unit": school.pk, "lines": "赵老师\n钱老师 12x4"}).content.decode()
    assert "第1行：应是姓名和账号两项。" in said
    assert "第2行：账号应是8至32位数字" in said


def test_schools_do_not_see_accounts_of_staff(log_in, wang):
    assert log_in(wang).get(STAFF).status_code == 403
    assert log_in(wang).post(f"{STAFF}remove/").status_code == 403
