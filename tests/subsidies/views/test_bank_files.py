"""What goes to the bank: a masked preview, the exact bytes, a zip whose password is told once."""

import io
import re

import pytest
import pyzipper

from aid_portal.choices import Role
from aid_portal.models import AuditEvent, StoredFile
from subsidies.actions import bank_files
from subsidies.models import BankFile, BankLayout
from tests.factories.bank_answers import a_layout
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
from tests.subsidies.bank_layouts import document

pytestmark = pytest.mark.django_db
CARD = a_card(4711)


@pytest.fixture
def batch():
    the_money()
    approved(an_entitlement(enrolment=an_enrolled_child("李明", bank_account=CARD)))
    return released(a_batch())


@pytest.fixture
def qian():
    return a_hand("qian", Role.FINANCE)


def the_layout(code="rural_bank_txt"):
    return BankLayout.objects.get(code=code, retired=False)


def preview(batch):
    return f"/subsidies/batches/{batch.pk}/preview/"


def test_who_has_nothing_to_do_with_the_bank_sees_no_file(log_in, batch, sun, wang):
    for person in (a_hand("chen"), sun, wang):
        assert log_in(person).get(preview(batch)).status_code == 403
        assert log_in(person).post(f"{preview(batch)}whole/", {"reason": "核对"}).status_code == 403
        assert log_in(person).post(f"/subsidies/batches/{batch.pk}/files/", {}).status_code == 403


def test_a_preview_masks_the_accounts_in_every_layout(log_in, batch, qian):
    for layout in BankLayout.objects.current():
        said = log_in(qian).get(f"{preview(batch)}?layout={layout.pk}").content.decode()
        assert f"{CARD[:4]}********{CARD[-4:]}" in said
        assert CARD not in said
    assert log_in(qian).get(f"{preview(batch)}?layout=4711").status_code == 404


def test_whole_numbers_are_shown_with_a_reason_on_record(log_in, batch, qian):
    client, address = log_in(qian), f"{preview(batch)}whole/"
    assert CARD not in client.post(address, {"reason": ""}).content.decode()
    assert CARD in client.post(address, {"reason": "与银行核对版式"}).content.decode()
    event = AuditEvent.objects.get(event="portal.record.revealed")
    assert (event.note, event.actor_id_text) == ("与银行核对版式", "qian")


def test_what_cannot_be_written_in_a_layout_is_said_instead_of_rows(log_in, batch, qian):
    spec = document("rural_bank_txt")
    spec["sent"]["columns"][3]["width"] = 4
    narrow = a_layout("narrow", spec)
    said = log_in(qian).get(f"{preview(batch)}?layout={narrow.pk}").content.decode()
    assert "第1行“收款账号”：超过银行规定的 4 个字节" in said


def test_a_file_is_made_once_and_downloaded_to_the_byte(log_in, batch, qian):
    client = log_in(qian)
    for _click in range(2):
        client.post(f"/subsidies/batches/{batch.pk}/files/", {"layout": the_layout().pk, "idempotency_key": "f1"})
    made = BankFile.objects.get()
    assert made.sha256 in client.get(f"/subsidies/batches/{batch.pk}/").content.decode()
    content = b"".join(client.post(f"/subsidies/bank-files/{made.pk}/download/").streaming_content)
    assert content.decode("gbk").splitlines()[1].split("|")[3] == CARD
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded", actor_id_text="qian").count() == 1


def test_the_password_of_a_zip_opens_it_and_is_kept_nowhere(log_in, batch, qian):
    made, client = bank_files.make(batch=batch, layout=the_layout(), by=qian), log_in(qian)
    said = client.post(f"/subsidies/bank-files/{made.pk}/pack/").content.decode()
    password = re.search(r'class="once mono">([^<]+)<', said)[1]
    kept = StoredFile.objects.get(kind="bank_zip")
    assert (kept.personal, kept.created_by, kept.name) == (True, qian, f"{made}.zip")
    content = b"".join(client.post(f"/files/{kept.key}/").streaming_content)
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        (name,) = archive.namelist()
        with pytest.raises(RuntimeError, match="password"):
            archive.read(name)
        assert archive.read(name, pwd=password.encode()).decode("gbk").count(CARD) == 1
    assert password not in str(list(AuditEvent.objects.values_list("note", "target")))


def test_a_name_that_the_file_cannot_hold_is_named_with_its_school(log_in, qian):
    the_money()
    [entitlement] = approved(an_entitlement(enrolment=an_enrolled_child("李\U00020bb7明")))
    batch = released(a_batch())
    back = {"Referer": f"http://testserver{batch.get_absolute_url()}"}
    said = {"layout": the_layout().pk}
    page = log_in(qian).post(f"/subsidies/batches/{batch.pk}/files/", said, headers=back, follow=True).content.decode()
    assert f"{entitlement.school}李**，第1行" in page
    assert "字库" in page
    assert not BankFile.objects.exists()
