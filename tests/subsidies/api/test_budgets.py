from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.models import User
from subsidies.models import BudgetLine, FundingDocument, LedgerEntry
from tests.factories import subsidies_money as make
from tests.factories.bank_results import answered

LogIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
FACTS = {
    "number": "陕财办教〔2022〕15号", "title": "下达资金", "source": "central", "year": 2022, "amount": "800.00",
    "direct": True, "issued_on": "2022-03-01",
    "allotments": [{"programme": "CE_BOARD", "amount": "500.00"}, {"programme": "CE_DAY", "amount": "300.00"}],
}  # fmt: skip


def post(client: Client, path: str, key: str = "", **data: object):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(path, data, content_type="application/json", headers=headers)


def test_a_document_goes_from_one_person_to_another(log_in: LogIn, chen: User, lin: User, wang: User) -> None:
    made = post(log_in(chen), "/api/documents/", **FACTS)
    assert (made.status_code, made.json()["status"], len(made.json()["allotments"])) == (201, "proposed", 2)
    at = f"/api/documents/{made.json()['id']}/"
    assert post(log_in(chen), f"{at}decide/", approved=True).status_code == 403
    done = post(log_in(lin), f"{at}decide/", approved=True)
    assert (done.json()["status"], done.json()["decided_by"]) == ("approved", "lin")
    assert post(log_in(chen), f"{at}receive/", day="2022-03-10").json()["received_on"] == "2022-03-10"
    assert log_in(wang).get(at).status_code == 403
    assert log_in(chen).get("/api/documents/?source=central").json()["results"][0]["id"] == made.json()["id"]


def test_the_same_key_gives_the_first_answer_and_another_body_is_refused(log_in: LogIn, chen: User) -> None:
    client = log_in(chen)
    first, again = (post(client, "/api/documents/", "k1", **FACTS) for _each in "ab")
    assert (first.json(), FundingDocument.objects.count()) == (again.json(), 1)
    other = post(client, "/api/documents/", "k1", **{**FACTS, "number": "别的"})
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_parts_that_miss_the_amount_are_refused_in_words(log_in: LogIn, chen: User) -> None:
    answer = post(log_in(chen), "/api/documents/", **{**FACTS, "amount": "900.00"})
    assert answer.status_code == 409
    assert "相差100.00元" in answer.json()["message"]


def test_lines_and_entries_are_read_with_their_money(log_in: LogIn, chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    client = log_in(chen)
    assert client.get("/api/schema/").status_code == 200  # reading the documentation builds the fields of every filter
    (line, _other) = client.get("/api/budgets/?year=2022").json()["results"]
    assert (line["figures"]["allotted"], line["figures"]["paid"], line["figures"]["available"]) == (
        "100000.00",
        "250.00",
        "99750.00",
    )
    one = BudgetLine.objects.get(source="county")
    assert client.get(f"/api/budgets/{one.pk}/").json()["figures"]["sent"] == "250.00"
    (entry,) = client.get("/api/entries/?kind=pay&source=central").json()["results"]
    assert (entry["amount"], entry["kind_label"], entry["batch"]) == ("250.00", "到账", "FF2022A-0001")
    whole = client.get(f"/api/entries/{LedgerEntry.objects.get(kind='pay').pk}/").json()
    assert (whole["amount"], whole["cause_label"]) == ("500.00", "批次FF2022A-0001银行回盘")
