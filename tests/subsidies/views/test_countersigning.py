"""What the pages, the inbox and the API say of signatures: whose turn it is, and no button for whose it is not."""

import re
from decimal import Decimal

import pytest

from aid_portal.choices import Role
from subsidies.choices import BatchStatus, ListStatus
from subsidies.models import ApprovalBand, Countersignature
from tests.factories import subsidies_money as make
from tests.factories.approval_bands import a_band, a_leader, a_proposed_band
from tests.subsidies.actions.test_countersignatures import a_reviewed_batch, a_reviewed_list
from tests.waits import waits

pytestmark = pytest.mark.django_db
BANDS, API = "/subsidies/approval-bands/", "/api/approval-bands/"


@pytest.fixture
def lin():
    return make.a_hand("lin", Role.COUNTY_APPROVER)


@pytest.fixture
def qian():
    return make.a_hand("qian", Role.FINANCE)


def page(client, thing) -> str:
    return client.get(thing.get_absolute_url()).content.decode()


def way(said: str) -> list[tuple[str, str]]:
    """The steps of a batch with their states."""
    return [(word, state) for state, word in re.findall(r'<li class="step-(\w+)".*?step-label">([^<]+)', said, re.DOTALL)]


def post(client, address, key="k1", **body):
    return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})


def test_the_page_of_a_batch_says_who_has_still_to_sign(log_in, lin, qian):
    a_band("500")
    batch, leader = a_reviewed_batch(), a_leader()
    said = page(log_in(qian), batch)
    assert "金额 500.00 元，达到会签标准，须 1 人会签。" in said
    assert "还差 1 人，会签以前不能办理下一步。" in said
    assert "可以会签的人：</" not in said
    assert "wei某" in said.split("可以会签的人：")[1].split("</p>")[0]
    assert "lin某" not in said.split("可以会签的人：")[1].split("</p>")[0]
    assert "/release/" not in said
    assert way(said)[:4] == [
        ("编制", "done"),
        ("审核", "done"),
        ("会签", "now"),
        ("放行", "next"),
    ]
    assert ["/countersign/" in page(log_in(each), batch) for each in (qian, lin, batch.reviewed_by, leader)] == [False] * 3 + [
        True
    ]
    assert waits(leader, "batch-countersign")
    assert not waits(lin, "batch-countersign")
    assert not waits(qian, "batch-release")
    client = log_in(leader)
    for _click in range(2):
        client.post(f"{batch.get_absolute_url()}countersign/", {"seen": bytes(batch.digest).hex(), "idempotency_key": "c"})
    assert Countersignature.objects.get().signed_by == leader
    assert not waits(leader, "batch-countersign")
    assert waits(qian, "batch-release")
    said = page(log_in(qian), batch)
    assert "已会签完毕。" in said
    assert "/release/" in said
    assert way(said)[2:4] == [("会签", "done"), ("放行", "now")]
    assert leader.name in said.split("会签<")[1].split("</li>")[0]
    assert log_in(qian).post(f"{batch.get_absolute_url()}countersign/").status_code == 403


def test_lists_are_signed_by_one_and_approved_by_another(log_in, lin):
    a_band("1000", subject="list")
    own, leader = a_reviewed_list(), a_leader()
    assert [waits(each, "list-countersign") for each in (lin, leader)] == [1, 1]
    assert not waits(lin, "list-approve")
    asked = log_in(lin).post("/subsidies/lists/approve/", {"selected": own.pk}).content.decode()
    assert "金额达到会签标准，还没有会签完毕" in asked
    client = log_in(leader)
    assert "合计金额" in client.post("/subsidies/lists/countersign/", {"selected": own.pk}).content.decode()
    client.post("/subsidies/lists/countersign/", {"sure": "yes", "lists": own.pk, "seen": "1000.00", "idempotency_key": "s"})
    assert Countersignature.objects.get().amount == Decimal(1000)
    assert not waits(leader, "list-approve")
    assert waits(lin, "list-approve")
    said = page(log_in(leader), own)
    assert "您已经会签，下一步须由另一人办理。" in said
    assert "/lists/approve/" not in said
    log_in(lin).post("/subsidies/lists/approve/", {"sure": "yes", "lists": own.pk, "seen": "1000.00", "idempotency_key": "a"})
    own.refresh_from_db()
    assert own.status == ListStatus.APPROVED


def test_programs_sign_by_the_same_rules(log_in, lin, qian):
    a_band("500")
    a_band("1000", subject="list")
    batch, own = a_reviewed_batch(), a_reviewed_list()
    address, seen = f"/api/batches/{batch.pk}/", bytes(batch.digest).hex()
    assert post(log_in(qian), f"{address}countersign/", seen=seen).status_code == 403
    refused = post(log_in(lin), f"{address}countersign/", seen=seen)
    assert (refused.status_code, refused.json()["code"]) == (409, "own_work")
    told = post(log_in(a_leader()), f"{address}countersign/", seen=seen).json()
    assert (told["signatures_wanted"], told["signatures"], told["status"]) == (1, 1, BatchStatus.REVIEWED)
    body = {"lists": [own.pk], "seen": "1000.00"}
    assert post(log_in(lin), "/api/lists/approve/", **body).json()["code"] == "unsigned"
    [told] = post(log_in(a_leader()), "/api/lists/countersign/", key="k2", **body).json()
    assert (told["signatures_wanted"], told["signatures"]) == (1, 1)
    assert post(log_in(lin), "/api/lists/approve/", key="k3", **body).json()[0]["status"] == ListStatus.APPROVED


def test_a_band_goes_through_two_hands_on_the_pages(log_in, lin, wang):
    clerk = log_in(make.a_hand("chen"))
    assert "还没有会签标准" in clerk.get(BANDS).content.decode()
    assert clerk.get(f"{BANDS}add/").status_code == 200
    said = {"subject": "batch", "above": "1000000", "signers": "1", "starts_on": "2022-09-01", "source": "扶教内控〔2022〕2号"}
    clerk.post(f"{BANDS}add/", {**said, "source": "", "idempotency_key": "b0"})
    assert not ApprovalBand.objects.exists()
    clerk.post(f"{BANDS}add/", {**said, "idempotency_key": "b1"})
    band = ApprovalBand.objects.get()
    assert (band.above, band.status) == (Decimal(1_000_000), "proposed")
    assert waits(lin, "approval-band-approve")
    assert "须由另一人批准" not in page(clerk, band)
    assert log_in(wang).get(f"{BANDS}add/").status_code == 403
    log_in(lin).post(f"{band.get_absolute_url()}decide/", {"approved": "yes", "idempotency_key": "d"})
    band.refresh_from_db()
    assert band.status == "approved"
    assert "1,000,000.00" in log_in(wang).get(BANDS).content.decode()


def test_a_band_goes_through_two_hands_over_the_api(log_in, lin):
    said = {"subject": "list", "above": "300000", "signers": 2, "starts_on": "2022-09-01", "source": "扶教内控〔2022〕2号"}
    clerk = log_in(make.a_hand("chen"))
    assert post(clerk, API, key="k0", **{**said, "signers": 4}).status_code == 400
    made = post(clerk, API, **said).json()
    assert (made["state"], made["above"], made["made_by"]) == ("proposed", "300000.00", "chen")
    assert post(clerk, f"{API}{made['id']}/decide/", key="k2", approved=True).status_code == 403
    assert post(log_in(lin), f"{API}{made['id']}/decide/", key="k3", approved=True).json()["state"] == "approved"


def test_the_list_of_bands_costs_the_same_for_one_and_for_ten(log_in, lin, django_assert_max_num_queries):
    for number in range(10):
        a_proposed_band(str(1000 + number))
    client = log_in(lin)
    client.get(BANDS)
    with django_assert_max_num_queries(20):
        client.get(BANDS)
