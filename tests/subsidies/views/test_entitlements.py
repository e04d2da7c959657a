"""The rows of the lists: the page of one with its why, its money and its story; documents, objections, holds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from subsidies.actions import entitlements
from subsidies.choices import EntitlementStatus
from subsidies.models import Entitlement
from subsidies.reports.waiting import holds_to_review
from tests.factories.subsidies_money import a_card, a_hand, a_payment, an_enrolled_child, an_entitlement, approved, the_money

pytestmark = pytest.mark.django_db
ROWS = "/subsidies/entitlements/?term=2022A"
SOON = str(timezone.localdate() + timedelta(days=20))


def page_of(client, entitlement: Entitlement) -> str:
    return client.get(entitlement.get_absolute_url()).content.decode()


def test_another_schools_child_is_not_there(log_in, school, wang, zhao):
    own = an_entitlement(school=school, name="张小明")
    assert "张小明" in log_in(wang).get(ROWS).content.decode()
    assert "张小明" not in log_in(zhao).get(ROWS).content.decode()
    assert log_in(zhao).get(own.get_absolute_url()).status_code == 404
    assert log_in(zhao).post(f"{own.get_absolute_url()}object/", {"note": "不是本校学生"}).status_code == 404


def test_rows_cost_the_same_for_one_and_for_thirty(log_in, chen, school, django_assert_max_num_queries):
    client = log_in(chen)
    an_entitlement(school=school)
    client.get(ROWS)
    for _ in range(30):
        an_entitlement(school=school)
    with django_assert_max_num_queries(12):
        client.get(ROWS)


def test_the_sums_leave_out_who_is_objected_to(log_in, chen, school):
    an_entitlement(school=school, amount=Decimal("312.50"))
    an_entitlement(school=school, status=EntitlementStatus.OBJECTED, note="已转学")
    sums = log_in(chen).get("/subsidies/entitlements/sums/?term=2022A").content.decode()
    assert "<strong>312.50</strong>" in sums
    assert "异议 1 人次" in sums


def test_one_row_says_why_and_what_has_been_paid(log_in, chen, school):
    the_money()
    paid = a_payment(school=school, name="张小明").entitlement
    page = page_of(log_in(chen), paid)
    for said in ("为什么享受", "张小明", "500.00", "还应发放", "lin某", "发放中"):
        assert said in page


def test_the_page_of_one_row_holds_no_whole_card(log_in, chen, school):
    the_money()
    card = a_card()
    payment = a_payment(enrolment=an_enrolled_child(school=school, bank_account=card))
    assert card not in page_of(log_in(chen), payment.entitlement)


def test_the_school_objects_with_a_reason_and_takes_it_back(log_in, school, wang):
    own = an_entitlement(school=school)
    client = log_in(wang)
    client.post(f"{own.get_absolute_url()}object/", {"note": ""})
    own.refresh_from_db()
    assert own.status == EntitlementStatus.PROPOSED
    client.post(f"{own.get_absolute_url()}object/", {"note": "九月已转学"})
    own.refresh_from_db()
    assert (own.status, own.note) == (EntitlementStatus.OBJECTED, "九月已转学")
    assert "九月已转学" in page_of(client, own)
    client.post(f"{own.get_absolute_url()}restore/")
    own.refresh_from_db()
    assert own.status == EntitlementStatus.PROPOSED


def test_a_hold_has_reason_and_review_day_and_comes_back_on_that_day(log_in, chen, school):
    own = an_entitlement(school=school)
    client = log_in(chen)
    client.post(f"{own.get_absolute_url()}hold/", {"note": "卡号待核", "until": "2020-01-01"})
    own.refresh_from_db()
    assert own.held_until is None
    client.post(f"{own.get_absolute_url()}hold/", {"note": "卡号待核", "until": SOON})
    own.refresh_from_db()
    assert (str(own.held_until), own.held_by) == (SOON, chen)
    assert "卡号待核" in page_of(client, own)
    assert not holds_to_review(chen).exists()
    entitlements.hold(entitlement=own, until=timezone.localdate(), note="卡号待核", by=chen)
    assert holds_to_review(chen).get() == own
    client.post(f"{own.get_absolute_url()}let-go/", {"note": "已核对"})
    own.refresh_from_db()
    assert own.held_until is None


def test_the_auditor_looks_and_holds_nothing(log_in, sun, school):
    own = an_entitlement(school=school)
    assert "暂缓发放" not in page_of(log_in(sun), own)
    assert log_in(sun).post(f"{own.get_absolute_url()}hold/", {"note": "卡号待核", "until": SOON}).status_code == 403


def test_the_school_adds_a_case_with_its_document(log_in, school, wang, sun, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    child = an_enrolled_child("赵小红", school=school, pinyin="zhaoxiaohong")
    client = log_in(wang)
    address = f"/subsidies/entitlements/add/?enrolment={child.pk}"
    assert address in client.get("/subsidies/entitlements/add/?term=2022A&name=赵小红").content.decode()
    programme = client.get(address).context["form"].fields["programme"].queryset.get(code="CE_BOARD")
    scan = SimpleUploadedFile("低保证.pdf", b"%PDF-1.7 ...")
    sent = {"programme": programme.pk, "tier": "severe", "basis": "民政局2022年9月5日低保证", "evidence": scan}
    client.post(address, sent)
    made = Entitlement.objects.get()
    assert (made.decision, made.basis, made.evidence.name) == (None, "民政局2022年9月5日低保证", "低保证.pdf")
    assert "学校补报，依据：民政局2022年9月5日低保证" in page_of(client, made)
    taken = log_in(sun).post(f"{made.get_absolute_url()}evidence/")
    assert b"".join(taken.streaming_content) == b"%PDF-1.7 ..."
    again = client.post(address, {**sent, "evidence": ""}, headers={"referer": f"http://testserver{address}"}, follow=True)
    assert "不能再报一次" in again.content.decode()


def test_a_case_without_grounds_is_not_taken(log_in, school, wang):
    child = an_enrolled_child(school=school)
    log_in(wang).post(f"/subsidies/entitlements/add/?enrolment={child.pk}", {"programme": 1, "basis": ""})
    assert not Entitlement.objects.exists()


def test_a_school_adds_no_child_of_another(log_in, school, zhao):
    child = an_enrolled_child(school=school)
    assert log_in(zhao).get(f"/subsidies/entitlements/add/?enrolment={child.pk}").status_code == 404


def test_rows_are_found_by_state_hold_and_origin(log_in, chen, school):
    the_money()
    first, second = an_entitlement(school=school, name="张小明"), an_entitlement(school=school, name="赵小红")
    approved(first)
    entitlements.hold(entitlement=second, until=timezone.localdate(), note="待核", by=a_hand("chen2"))
    for query in ("&hold=due", "&hold=held"):
        page = log_in(chen).get(ROWS + query).content.decode()
        assert "赵小红" in page
        assert "张小明" not in page
    assert "没有符合条件的记录" in log_in(chen).get(ROWS + "&basis=documents").content.decode()
