"""What goes to the bank and comes back, over the API: a look, a locked zip, a return in the layout it was asked for in."""

import base64
import io

import pytest
import pyzipper
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from subsidies.models import BankFile, BankReturn, Batch
from tests.factories.bank_answers import a_layout, answer, at_the_bank, open_account, the_layout
from tests.factories.subsidies_money import a_batch, a_hand, an_entitlement, approved, released, the_money

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> Batch:
    the_money()
    approved(an_entitlement())
    return released(a_batch())


@pytest.fixture
def finance(log_in):
    return log_in(a_hand("pan", Role.FINANCE))


def test_the_first_rows_are_looked_at_masked(log_in, sun, finance, batch):
    address = f"/api/batches/{batch.pk}/preview/"
    told = finance.get(f"{address}?layout=social_card_xlsx").json()
    account = open_account(batch.payments.get())
    assert (told["layout"], told["layout_version"], told["problems"]) == ("social_card_xlsx", 1, [])
    assert len(told["headings"]) == len(told["rows"][0])
    assert account not in str(told)
    assert account[-4:] in str(told["rows"])
    assert finance.get(address).json()["layout"] in {"rural_bank_txt", "social_card_xlsx", "generic_csv"}
    assert finance.get(f"{address}?layout=none").status_code == 404
    assert log_in(sun).get(address).status_code == 403


def test_a_file_is_taken_in_a_zip_whose_password_is_told_once(log_in, sun, finance, batch):
    at_the_bank(batch)
    address = f"/api/bank-files/{BankFile.objects.get().pk}/pack/"
    assert log_in(sun).post(address).status_code == 403
    first, again = (finance.post(address, headers={"Idempotency-Key": "z"}) for _time in range(2))
    told = first.json()
    assert told["password"] != again.json()["password"]
    assert "no-store" in first.headers["Cache-Control"]
    with pyzipper.AESZipFile(io.BytesIO(base64.b64decode(told["content"]))) as archive:
        [name] = archive.namelist()
        assert batch.number in archive.read(name, told["password"].encode()).decode("gbk")
    events = AuditEvent.objects.filter(actor_id_text="pan").values_list("event", flat=True)
    assert {"subsidies.bank_file.packed", "portal.stored_file.downloaded"} <= set(events)


def sent(finance, batch, path, **more):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return finance.post("/api/returns/", {"batch": batch.number, "layout": "rural_bank_txt", "file": file, **more})


def test_a_return_is_read_by_the_version_that_the_batch_was_sent_in(finance, batch, tmp_path):
    at_the_bank(batch)
    former, path = the_layout(), answer(tmp_path, batch)
    spec = former.spec
    turned = {**spec, "returned": {**spec["returned"], "columns": spec["returned"]["columns"][::-1]}}
    latest = a_layout(former.code, turned)
    assert sent(finance, batch, path, layout_version=latest.version).json()["status"] == "refused"
    for more in ({}, {"layout_version": former.version}):
        read = sent(finance, batch, path, **more).json()
        assert (read["status"], BankReturn.objects.get(pk=read["id"]).layout) == ("read", former)


def test_a_layout_that_is_neither_in_use_nor_was_sent_reads_nothing(finance, batch, tmp_path):
    at_the_bank(batch)
    path = answer(tmp_path, batch)
    retired = a_layout("new", the_layout().spec)
    a_layout("new", the_layout().spec)
    for more in ({"layout": "none"}, {"layout": "new", "layout_version": retired.version}, {"layout_version": 7}):
        told = sent(finance, batch, path, **more)
        assert (told.status_code, list(told.json())) == (400, ["layout"]), told.json()
    assert not BankReturn.objects.exists()
