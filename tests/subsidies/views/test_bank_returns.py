"""What comes back from the bank: read whole, looked at by a person, booked once or refused with its reason."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from subsidies.choices import BatchStatus, PaymentStatus, ReturnStatus
from subsidies.models import BankReturn
from tests.factories.bank_answers import a_layout
from tests.factories.subsidies_money import a_batch, a_hand, an_entitlement, approved, released, the_money
from tests.subsidies.actions.test_batches import answer, at_the_bank, read, the_layout

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    """Two rows that wait for the bank's answer."""
    the_money()
    approved(an_entitlement(), an_entitlement())
    return at_the_bank(released(a_batch()))


@pytest.fixture
def client(log_in):
    return log_in(a_hand("pan", Role.FINANCE))


def uploaded(client, batch, path: Path, **more):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    said = {"layout": the_layout().pk, "file": file, **more}
    return client.post(f"/subsidies/batches/{batch.pk}/returns/", said)


def page(client, bank_return):
    return client.get(f"/subsidies/returns/{bank_return.pk}/").content.decode()


def by_account(tmp_path, batch):
    """The bank's answer without our references, and the layout that reads it."""
    layout = the_layout()
    returned = {**layout.spec["returned"], "head": []}
    returned["columns"] = [each for each in returned["columns"] if each["field"] not in ("sequence", "reference")]
    found = a_layout("bare", {**layout.spec, "returned": returned})
    lines = answer(tmp_path, batch).read_bytes().decode("gbk").splitlines()[1:]
    path = tmp_path / "bare.txt"
    path.write_bytes("".join(f"{line.split('|', 2)[2]}\r\n" for line in lines).encode("gbk"))
    return found, path


def test_only_who_deals_with_the_bank_takes_a_return_in(log_in, batch, sun, wang, tmp_path):
    kept = read(answer(tmp_path, batch), batch)
    for person in (a_hand("chen"), sun, wang):
        assert log_in(person).get(f"/subsidies/batches/{batch.pk}/returns/").status_code == 403
        assert log_in(person).post(f"/subsidies/returns/{kept.pk}/book/").status_code == 403
    assert "book/" not in page(log_in(sun), kept)
    assert log_in(wang).get("/subsidies/returns/").status_code == 403
    assert log_in(sun).get("/subsidies/returns/4711/").status_code == 404


def test_a_return_is_looked_at_before_it_is_booked_and_booked_once(client, batch, tmp_path):
    path = answer(tmp_path, batch, {2: "户名不符"})
    found = uploaded(client, batch, path)
    kept = BankReturn.objects.get()
    assert found.headers["Location"] == f"/subsidies/returns/{kept.pk}/"
    assert set(batch.payments.values_list("status", flat=True)) == {PaymentStatus.SENT}
    said = page(client, kept)
    assert "成功 1 笔 500.00 元，退票 1 笔 500.00 元，早已入账 0 笔" in said
    assert "请对照银行卡或存折核对收款人姓名" in said
    for _click in range(2):
        client.post(f"/subsidies/returns/{kept.pk}/book/", {"idempotency_key": "b1"})
    batch.refresh_from_db()
    kept.refresh_from_db()
    assert (batch.status, kept.status) == (BatchStatus.PARTLY_PAID, ReturnStatus.BOOKED)
    assert "有 1 笔退票还没有重发" in client.get(f"/subsidies/batches/{batch.pk}/").content.decode()


def test_the_same_file_again_leads_to_the_return_that_is_there(client, batch, tmp_path):
    path = answer(tmp_path, batch)
    first, second = uploaded(client, batch, path), uploaded(client, batch, path)
    assert first.headers["Location"] == second.headers["Location"]


def test_a_refused_file_says_in_sentences_what_is_wrong(client, batch, tmp_path):
    path = answer(tmp_path, batch, amount="500.01")
    uploaded(client, batch, path)
    said = page(client, BankReturn.objects.get())
    assert "整份没有采用" in said
    assert "第2行：金额与送出的不同，请向银行核对。" in said
    assert "book/" not in said


def test_a_file_that_is_no_return_is_told_at_its_field(client, batch, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert "文件是空的" in uploaded(client, batch, path).content.decode()
    assert "请选择银行给的回盘文件" in client.post(f"/subsidies/batches/{batch.pk}/returns/", {}).content.decode()
    assert not BankReturn.objects.exists()


def test_rows_found_by_their_account_alone_are_booked_after_a_tick(client, batch, tmp_path):
    layout, path = by_account(tmp_path, batch)
    uploaded(client, batch, path, layout=layout.pk)
    kept = BankReturn.objects.get()
    assert "按账号、户名和金额对应的行" in page(client, kept)
    client.post(f"/subsidies/returns/{kept.pk}/book/")
    kept.refresh_from_db()
    assert kept.status == ReturnStatus.READ
    client.post(f"/subsidies/returns/{kept.pk}/book/", {"accounts_checked": "on"})
    kept.refresh_from_db()
    assert kept.status == ReturnStatus.BOOKED


def test_a_late_return_that_contradicts_is_shown_as_a_difference(client, batch, tmp_path):
    uploaded(client, batch, answer(tmp_path, batch))
    client.post(f"/subsidies/returns/{BankReturn.objects.get().pk}/book/")
    uploaded(client, batch, answer(tmp_path, batch, {1: "账户冻结"}))
    said = page(client, BankReturn.objects.order_by("-pk").first())
    assert "与已入账结果不同的行" in said
    assert "失败：账户冻结" in said
    assert "这份回盘里没有新的结果" in said


def test_a_return_is_refused_with_its_reason_and_can_be_read_again(client, batch, tmp_path):
    path = answer(tmp_path, batch)
    uploaded(client, batch, path)
    kept = BankReturn.objects.get()
    client.post(f"/subsidies/returns/{kept.pk}/refuse/", {"note": ""})
    client.post(f"/subsidies/returns/{kept.pk}/refuse/", {"note": "银行说是试文件"})
    assert "银行说是试文件" in page(client, kept)
    uploaded(client, batch, path)
    assert BankReturn.objects.count() == 2


@pytest.mark.parametrize("query", ["", "?term=2022A", "?status=read", "?batch=FF2022A", "?sort=-paid_total"])
def test_returns_are_found_by_term_state_and_batch(query, client, batch, tmp_path):
    read(answer(tmp_path, batch), batch)
    assert batch.number in client.get(f"/subsidies/returns/{query}").content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(client, batch, tmp_path, django_assert_max_num_queries):
    path = answer(tmp_path, batch)
    read(path, batch)
    client.get("/subsidies/returns/")
    for number in range(30):
        path.write_bytes(path.read_bytes().replace(b"20221121", f"202211{number % 20 + 10}".encode()) + b"\r\n" * number)
        read(path, batch)
    with django_assert_max_num_queries(8):
        client.get("/subsidies/returns/")
