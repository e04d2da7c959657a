"""The pages of the batches: who sees what, a trial that writes nothing, and each deed once."""

import re
from datetime import date

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Stale
from aid_portal.models import AuditEvent
from subsidies.actions import batches
from subsidies.choices import BatchStatus, Channel
from subsidies.models import Batch, LedgerEntry
from tests.factories.portal import a_school
from tests.factories.subsidies_money import (
    a_batch,
    a_hand,
    an_enrolled_child,
    an_entitlement,
    approved,
    released,
    the_money,
    the_programme,
    the_term,
)

pytestmark = pytest.mark.django_db
LIST, TRY, BUILD = "/subsidies/batches/", "/subsidies/batches/try/", "/subsidies/batches/build/"
CHOICE = {"term": "2022A", "channel": "bank_card"}


@pytest.fixture
def frozen():
    """A draft of chen's with two rows."""
    the_money()
    approved(an_entitlement(), an_entitlement())
    return a_batch()


@pytest.fixture
def reviewed(frozen):
    return brought_to(BatchStatus.REVIEWED, frozen)


def brought_to(at, batch):
    """Submitted by chen and, where that is asked, reviewed by guo2."""
    batch = batches.submit(batch=batch, by=a_hand("chen"))
    return batch if at == BatchStatus.SUBMITTED else batches.review(batch=batch, by=a_hand("guo2", Role.COUNTY_REVIEWER))


def page(client, batch):
    return client.get(f"{LIST}{batch.pk}/").content.decode()


def do(client, batch, verb, **said):
    return client.post(f"{LIST}{batch.pk}/{verb}/", said, follow=True).content.decode()


def test_schools_and_strangers_see_no_batches(client, log_in, wang, frozen):
    assert client.get(LIST).status_code == 302
    for address in (LIST, TRY, f"{LIST}{frozen.pk}/"):
        assert log_in(wang).get(address).status_code == 403


def test_the_auditor_looks_and_does_nothing(log_in, sun, frozen):
    client = log_in(sun)
    assert "提交审核" not in page(client, frozen)
    assert client.post(f"{LIST}{frozen.pk}/submit/").status_code == 403
    assert client.get(TRY).status_code == 403


def test_a_batch_that_does_not_exist_is_404(log_in, sun):
    assert log_in(sun).get(f"{LIST}4711/").status_code == 404


@pytest.mark.parametrize("query", ["", "?term=2022A", "?channel=bank_card", "?status=draft", "?name=FF2022A", "?sort=-total"])
def test_batches_are_found_by_term_channel_state_and_number(query, log_in, sun, frozen):
    assert frozen.number in log_in(sun).get(f"{LIST}{query}").content.decode()


def test_a_batch_without_an_answer_after_its_window_is_marked(log_in, sun, frozen, monkeypatch):
    batch = released(frozen)
    Batch.objects.filter(pk=batch.pk).update(status=BatchStatus.SENT, due_back_on=date(2022, 12, 1))
    client = log_in(sun)
    assert "逾期" in client.get(f"{LIST}?overdue=yes").content.decode()
    Batch.objects.filter(pk=batch.pk).update(due_back_on=timezone.localdate())
    assert batch.number not in client.get(f"{LIST}?overdue=yes").content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(log_in, sun, frozen, django_assert_max_num_queries):
    client = log_in(sun)
    client.get(LIST)
    for number in range(30):
        Batch.objects.create(number=f"X{number}", title="X", term=the_term(), channel="bank_card", prepared_by=a_hand("chen"))
    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_the_page_of_a_batch_costs_the_same_for_two_rows_and_for_twenty(log_in, sun, django_assert_max_num_queries):
    the_money()
    approved(*[an_entitlement(school=a_school(f"21613240{n:02}", f"学校{n}")) for n in range(20)])
    batch, client = a_batch(), log_in(sun)
    client.get(LIST)
    with django_assert_max_num_queries(18):
        said = page(client, batch)
    assert "学校19" in said


def test_a_trial_says_what_can_be_paid_and_what_not_and_writes_nothing(log_in, chen):
    the_money()
    good, bad = an_entitlement(), an_entitlement(enrolment=an_enrolled_child("张伟", bank_account="6217000000000000009"))
    approved(good, bad)
    said = log_in(chen).post(TRY, CHOICE).content.decode()
    for words in ("银行卡号的校验位不符", "请学校对照银行卡核对", "张伟", "500.00", "编制并冻结 1 笔"):
        assert words in said
    assert not Batch.objects.exists()


def test_a_trial_says_how_many_go_through_the_other_card(log_in, chen):
    the_money()
    family = {"account_holder": "王芳", "guardian_name": "王芳", "guardian_key": "王芳"}
    approved(an_entitlement(enrolment=an_enrolled_child("李明", **family)))
    said = log_in(chen).post(TRY, CHOICE).content.decode()
    assert "走“监护人银行卡”" in said
    assert "没有可以发放的人员" in said


def test_a_trial_is_narrowed_by_school_and_programme(log_in, chen):
    the_money()
    approved(an_entitlement(school=a_school("2161324011", "东坡小学")), an_entitlement(school=a_school("2161324012", "西坡小学")))
    client = log_in(chen)
    assert "编制并冻结 1 笔" in client.post(TRY, {**CHOICE, "school": "东坡"}).content.decode()
    other = the_programme("SH_GRANT").pk
    assert "没有可以发放的人员" in client.post(TRY, {**CHOICE, "programmes": [other]}).content.decode()
    assert "没有这所学校" in client.post(TRY, {**CHOICE, "school": "查无此校"}).content.decode()


def test_a_batch_is_built_once_however_often_the_button_is_pressed(log_in, chen):
    the_money()
    approved(an_entitlement())
    said = {**CHOICE, "title": "2022秋生活补助", "idempotency_key": "k1"}
    first, second = (log_in(chen).post(BUILD, said) for _click in range(2))
    batch = Batch.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"{LIST}{batch.pk}/"
    assert (batch.title, batch.row_count, batch.prepared_by) == ("2022秋生活补助", 1, chen)


def test_bad_rows_stay_out_only_where_that_was_said(log_in, chen):
    the_money()
    approved(an_entitlement(), an_entitlement(enrolment=an_enrolled_child("张伟", bank_account="6217000000000000009")))
    client = log_in(chen)
    assert "有1笔不能发放" in client.post(BUILD, {**CHOICE, "title": "生活补助"}).content.decode()
    client.post(BUILD, {**CHOICE, "title": "生活补助", "leave_out": "on"})
    assert Batch.objects.get().row_count == 1


def test_a_batch_without_a_name_is_not_built(log_in, chen):
    the_money()
    approved(an_entitlement())
    assert "编制并冻结 1 笔" in log_in(chen).post(BUILD, {**CHOICE, "title": ""}).content.decode()
    assert not Batch.objects.exists()


def test_from_draft_to_release_through_three_hands(log_in, frozen):
    do(log_in(a_hand("chen")), frozen, "submit")
    assert "审核通过" not in page(log_in(a_hand("chen")), frozen)
    do(log_in(a_hand("guo2", Role.COUNTY_REVIEWER)), frozen, "review")
    qian = a_hand("qian", Role.FINANCE)
    qian.set_password("Fu-feng-2022")
    qian.save()
    client = log_in(qian)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page(client, frozen))[1]
    for _click in range(2):
        said = {"seen": seen, "password": "Fu-feng-2022", "idempotency_key": "r1"}
        assert client.post(f"{LIST}{frozen.pk}/release/", said).headers["Location"] == f"{LIST}{frozen.pk}/"
    frozen.refresh_from_db()
    assert (frozen.status, frozen.released_by) == (BatchStatus.RELEASED, qian)
    assert LedgerEntry.objects.filter(kind="send").count() == 1


def test_a_wrong_password_releases_nothing_and_counts_like_a_failed_login(log_in, reviewed):
    qian = a_hand("qian", Role.FINANCE)
    client, said = log_in(qian), {"seen": bytes(reviewed.digest).hex(), "password": "wrong", "idempotency_key": "k"}
    answer = client.post(f"{LIST}{reviewed.pk}/release/", said)
    assert "密码不正确" in answer.content.decode()
    assert AuditEvent.objects.filter(event="portal.session.refused", actor_id_text="qian").count() == 1
    for _try in range(5):
        answer = client.post(f"{LIST}{reviewed.pk}/release/", said)
    assert "登录失败次数过多" in answer.content.decode()
    reviewed.refresh_from_db()
    assert reviewed.status == BatchStatus.REVIEWED


def test_what_differs_from_what_was_seen_is_not_released(log_in, reviewed):
    qian = a_hand("qian", Role.FINANCE)
    qian.set_password("Fu-feng-2022")
    qian.save()
    said = {"seen": "00" * 32, "password": "Fu-feng-2022"}
    assert "与您看到的不同" in log_in(qian).post(f"{LIST}{reviewed.pk}/release/", said).content.decode()
    for seen in ("", "no hex"):
        log_in(qian).post(f"{LIST}{reviewed.pk}/release/", {**said, "seen": seen})
    reviewed.refresh_from_db()
    assert reviewed.status == BatchStatus.REVIEWED


@pytest.mark.parametrize(
    ("at", "hand", "role", "verb"),
    [
        (BatchStatus.SUBMITTED, "guo3", Role.COUNTY_REVIEWER, "send-back"),
        (BatchStatus.REVIEWED, "qian", Role.FINANCE, "hold-back"),
    ],
)
def test_whose_turn_it_is_sends_a_batch_back_with_the_reason(at, hand, role, verb, log_in, frozen):
    brought_to(at, frozen)
    client = log_in(a_hand(hand, role))
    do(client, frozen, verb, note="")
    frozen.refresh_from_db()
    assert frozen.status == at
    do(client, frozen, verb, note="学校名单有误")
    assert "被退回：学校名单有误" in page(client, frozen)


@pytest.mark.parametrize(("deed", "at"), [(batches.send_back, BatchStatus.REVIEWED), (batches.hold_back, BatchStatus.SUBMITTED)])
def test_nobody_sends_a_batch_back_out_of_turn(deed, at, frozen):
    brought_to(at, frozen)
    with pytest.raises(Stale, match="不由您退回"):
        deed(batch=frozen, note="学校名单有误", by=a_hand("guo2", Role.COUNTY_REVIEWER))


def test_a_draft_is_cancelled_with_its_reason(log_in, frozen):
    client = log_in(a_hand("chen"))
    do(client, frozen, "cancel", note="编错了学期")
    frozen.refresh_from_db()
    assert (frozen.status, frozen.close_note) == (BatchStatus.CANCELLED, "编错了学期")


def test_waivers_are_settled_by_a_voucher_and_closed(log_in):
    fee = the_programme("VOC_FEE")
    the_money(programme="VOC_FEE")
    approved(an_entitlement(programme=fee, waiver=True))
    batch = released(a_batch(channel=Channel.SCHOOL_INCOME))
    client = log_in(a_hand("pan", Role.FINANCE))
    assert "登记拨付凭证" in page(client, batch)
    do(client, batch, "settle", day="2199-01-01", voucher="拨2022-118")
    do(client, batch, "settle", day="2022-11-20", voucher="拨2022-118")
    do(log_in(a_hand("chen")), batch, "close", note="")
    batch.refresh_from_db()
    assert batch.status == BatchStatus.CLOSED
