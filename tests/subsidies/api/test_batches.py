"""Batches, returns and changes of account as resources: the verbs of the pages, each once under its key."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from subsidies.choices import BatchStatus, PaperStatus
from subsidies.models import BankReturn, Batch, CardChange
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
from tests.subsidies.actions.test_batches import answer, at_the_bank

pytestmark = pytest.mark.django_db
CHOICE = {"term": "2022A", "channel": "bank_card"}
PASSWORD = "Fu-feng-2022"


@pytest.fixture
def pan():
    """Books what qian has released."""
    return a_hand("pan", Role.FINANCE)


@pytest.fixture
def money():
    the_money()
    return approved(an_entitlement(), an_entitlement())


@pytest.fixture
def qian():
    person = a_hand("qian", Role.FINANCE)
    person.set_password(PASSWORD)
    person.save()
    return person


def post(client, path, key="", **data):
    return client.post(path, data, content_type="application/json", headers={"Idempotency-Key": key} if key else {})


def test_a_batch_is_tried_built_and_released_by_three(log_in, money, qian):
    clerk = log_in(a_hand("chen"))
    tried = post(clerk, "/api/batches/try/", **CHOICE).json()
    assert (tried["good"], tried["total"], tried["left_out"], tried["problems"]) == (2, "1000.00", 0, [])
    assert not Batch.objects.exists()
    built = [post(clerk, "/api/batches/", key="b1", **CHOICE, title="2022秋") for _time in range(2)]
    assert built[0].status_code == 201
    assert built[0].json() == built[1].json()
    address = f"/api/batches/{built[0].json()['id']}/"
    assert post(clerk, f"{address}submit/").json()["status"] == BatchStatus.SUBMITTED
    assert post(clerk, f"{address}review/").status_code == 403
    digest = post(log_in(a_hand("guo2", Role.COUNTY_REVIEWER)), f"{address}review/").json()["digest"]
    wrong = post(log_in(qian), f"{address}release/", key="r0", seen=digest, password="wrong")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_password")
    assert AuditEvent.objects.filter(event="portal.session.refused").count() == 1
    answers = [post(log_in(qian), f"{address}release/", key="r1", seen=digest, password=PASSWORD) for _time in range(2)]
    assert [each.json()["status"] for each in answers] == [BatchStatus.RELEASED] * 2
    made = post(log_in(qian), f"{address}make-file/", layout="rural_bank_txt").json()
    assert (made["status"], len(made["files"][0]["sha256"])) == (BatchStatus.EXPORTED, 64)
    assert post(log_in(qian), f"{address}send/", day="2022-11-20").json()["due_back_on"] == "2022-11-30"


def test_schools_see_the_rows_of_a_batch_that_are_theirs_and_no_account(log_in, money, school, zhao, wang):
    batch = released(a_batch())
    mine = a_hand(f"school{money[0].school_id}")
    rows = log_in(mine).get(f"/api/batches/{batch.pk}/payments/").json()["results"]
    assert [row["reference"] for row in rows] == [f"{batch.number}-00001", f"{batch.number}-00002"]
    assert not {"account", "sealed", "id_number"} & rows[0].keys()
    assert log_in(zhao).get(f"/api/batches/{batch.pk}/payments/").json()["results"] == []
    assert log_in(wang).get("/api/batches/").status_code == 403


def test_a_batch_goes_back_and_is_cancelled(log_in, money, qian):
    batch, clerk = a_batch(), log_in(a_hand("chen"))
    post(clerk, f"/api/batches/{batch.pk}/submit/")
    back = post(log_in(a_hand("guo2", Role.COUNTY_REVIEWER)), f"/api/batches/{batch.pk}/send-back/", note="名单有误")
    assert (back.json()["status"], back.json()["return_note"]) == (BatchStatus.DRAFT, "名单有误")
    assert post(clerk, f"/api/batches/{batch.pk}/cancel/", note="重编").json()["status"] == BatchStatus.CANCELLED
    assert post(clerk, f"/api/batches/{batch.pk}/submit/").status_code == 409


def test_a_return_is_read_booked_and_made_good(log_in, school, pan, tmp_path):
    the_money()
    approved(an_entitlement(enrolment=an_enrolled_child("李明", school=school)))
    batch, client = at_the_bank(released(a_batch())), log_in(pan)
    path = answer(tmp_path, batch, {1: "户名不符"})
    sent = {"batch": batch.number, "layout": "rural_bank_txt", "file": SimpleUploadedFile(path.name, path.read_bytes())}
    read = client.post("/api/returns/", sent)
    assert (read.status_code, read.json()["returned_total"]) == (201, "500.00")
    booked = [post(client, f"/api/returns/{read.json()['id']}/book/", key="k1") for _time in range(2)]
    assert [each.json()["status"] for each in booked] == ["booked", "booked"]
    assert post(client, f"/api/returns/{read.json()['id']}/refuse/", note="再来").status_code == 409
    payment, officer = batch.payments.get(), a_hand(f"school{school.pk}", Role.SCHOOL_OFFICER, school)
    asked = {"payment": payment.pk, "payee": "child", "holder": "李明", "bank_name": "农商", "reason": "换卡"}
    change = post(log_in(officer), "/api/cards/", **asked, account=a_card())
    assert change.status_code == 201
    assert "account" not in change.json()
    decide = f"/api/cards/{change.json()['id']}/decide/"
    assert post(log_in(officer), decide, approved=True).status_code == 403
    assert post(log_in(a_hand("guo", Role.COUNTY_REVIEWER)), decide, approved=True).json()["status"] == PaperStatus.APPROVED
    child = post(log_in(a_hand("chen")), f"/api/batches/{batch.pk}/reissue/", title="补发")
    assert (child.status_code, child.json()["parent"], child.json()["row_count"]) == (201, batch.number, 1)


def test_a_school_asks_for_no_account_of_another_school(log_in, school, zhao, pan, tmp_path):
    the_money()
    approved(an_entitlement(enrolment=an_enrolled_child("李明", school=school)))
    batch = at_the_bank(released(a_batch()))
    path = answer(tmp_path, batch, {1: "户名不符"})
    sent = {"batch": batch.number, "layout": "rural_bank_txt", "file": SimpleUploadedFile(path.name, path.read_bytes())}
    log_in(pan).post("/api/returns/", sent)
    post(log_in(pan), f"/api/returns/{BankReturn.objects.get().pk}/book/")
    asked = {"payment": batch.payments.get().pk, "payee": "child", "holder": "李明", "bank_name": "农商", "reason": "换卡"}
    assert post(log_in(zhao), "/api/cards/", **asked, account=a_card()).status_code == 400
    assert not CardChange.objects.exists()
