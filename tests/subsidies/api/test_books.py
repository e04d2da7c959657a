"""The books over the API: the four columns, money that lies, frozen tables, accounts of staff, an entry taken back."""

from hashlib import sha256

import pytest

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from subsidies.models import LedgerEntry, StaffAccount, StatisticsReport
from tests.factories.bank_answers import paid
from tests.factories.subsidies_money import a_batch, a_card, a_hand, an_entitlement, approved, released, the_money

pytestmark = pytest.mark.django_db
JSON = "application/json"


def post(client, address, body, key="k1"):
    return client.post(address, body, content_type=JSON, headers={"Idempotency-Key": key})


@pytest.fixture
def one_paid(school, tmp_path):
    """500.00 yuan that came on the day the document says and reached the child."""
    the_money("1000")
    approved(an_entitlement(school=school))
    return paid(tmp_path, released(a_batch()))


def test_list_file_result_and_ledger_agree_cell_by_cell(log_in, sun, wang, school, one_paid):
    rows = log_in(sun).get("/api/tie-out/?period=2022A").json()
    assert {each["school"] for each in rows} == {school.code}
    told = ("listed", "filed", "paid", "ledger_paid")
    assert [sum(float(each["tally"][name]) for each in rows) for name in told] == [500.0] * 4
    assert {gap for each in rows for gap in each["gaps"]} == {"0.00"}
    assert log_in(sun).get("/api/tie-out/?period=2022A&school=4711").json() == []
    assert log_in(sun).get("/api/tie-out/?period=yesterday").status_code == 400
    assert log_in(wang).get("/api/tie-out/").status_code == 403


def test_the_files_of_the_bank_are_listed_and_their_bytes_go_to_finance_alone(log_in, sun, wang, one_paid):
    [row] = log_in(sun).get(f"/api/bank-files/?batch={one_paid.number}").json()["results"]
    assert (row["layout"], row["layout_version"], row["row_count"], row["total"]) == ("rural_bank_txt", 1, 1, "500.00")
    assert log_in(sun).get("/api/bank-files/?batch=4711").json()["results"] == []
    address = f"/api/bank-files/{row['id']}/download/"
    assert post(log_in(sun), address, {}).status_code == 403
    content = b"".join(post(log_in(a_hand("qian")), address, {}).streaming_content)
    assert sha256(content).hexdigest() == row["sha256"]
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded", actor_id_text="qian").count() == 1
    assert log_in(wang).get("/api/bank-files/").status_code == 403


def test_money_that_lies_is_told_by_document_and_line(log_in, sun, one_paid):
    rows = log_in(sun).get("/api/delays/?period=2022").json()
    assert rows
    assert sum(float(each["left"]) for each in rows) == 1500.0  # of twice 1,000


def test_a_table_is_frozen_with_its_hash_and_stays_as_it_was(log_in, sun, lin, one_paid):
    body = {"kind": "annual", "span": "2022", "note": "报市局"}
    assert post(log_in(sun), "/api/kept-reports/", body).status_code == 403
    made = post(log_in(lin), "/api/kept-reports/", body).json()
    kept = StatisticsReport.objects.get()
    assert (made["id"], made["hash"], made["unharmed"], made["row_count"]) == (kept.pk, bytes(kept.digest).hex(), True, 1)
    [listed] = log_in(sun).get("/api/kept-reports/").json()["results"]
    assert "rows" not in listed
    assert log_in(sun).get(f"/api/kept-reports/{kept.pk}/").json()["totals"] == made["totals"]
    assert post(log_in(lin), "/api/kept-reports/", {**body, "span": "1999"}, "k2").status_code == 409


def test_accounts_of_staff_come_in_and_are_never_told_back(log_in, chen, sun, school):
    account = a_card()
    body = {"unit": school.code, "people": [{"name": "王老师", "account": account}]}
    assert post(log_in(sun), "/api/staff-accounts/", body).status_code == 403
    assert post(log_in(chen), "/api/staff-accounts/", body).json() == {"fresh": 1}
    assert post(log_in(chen), "/api/staff-accounts/", body, "k2").json() == {"fresh": 0}
    answer = log_in(chen).get("/api/staff-accounts/")
    assert account not in answer.content.decode()
    [row] = answer.json()["results"]
    assert log_in(sun).delete(f"/api/staff-accounts/{row['id']}/").status_code == 403
    assert log_in(chen).delete(f"/api/staff-accounts/{row['id']}/").status_code == 204
    assert not StaffAccount.objects.exists()


def test_an_allotment_that_was_wrong_is_taken_back_by_an_entry(log_in, chen, lin):
    the_money("1000")
    entry = LedgerEntry.objects.filter(kind="allot").first()
    address = f"/api/entries/{entry.pk}/reverse/"
    assert post(log_in(chen), address, {"note": "文号登错"}).status_code == 403
    approver = log_in(a_hand("zhang", Role.COUNTY_APPROVER))
    assert post(approver, address, {"note": "文号登错"}, "k2").json()["reverses"] == entry.pk
    assert post(approver, address, {"note": "文号登错"}, "k3").status_code == 409
