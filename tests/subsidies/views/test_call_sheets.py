"""The pages of a call sheet that comes back: its mistakes, or its answers beside what was paid, booked by one click."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from subsidies.models import FilledCallSheet
from tests.factories import subsidies_money as make
from tests.factories.arrivals import PHONE, an_asker
from tests.subsidies.actions.test_call_sheets import ANSWER, CAME, OTHER, filled, sample  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def sent(client, sample, said, key="u"):  # noqa: F811
    file = SimpleUploadedFile("电话单.xlsx", filled(sample, said).read())
    return client.post(f"/subsidies/arrivals/{sample.pk}/call-sheets/", {"file": file, "idempotency_key": key}, follow=True)


def test_a_sheet_comes_back_is_looked_at_and_booked_once(log_in, sample):  # noqa: F811
    client = log_in(an_asker())
    assert "上传填好的电话单" in client.get(sample.get_absolute_url()).content.decode()
    said = sent(client, sample, {1: CAME, 2: OTHER, 3: CAME}).content.decode()
    assert "读到的结果" in said
    assert "400.00" in said
    assert PHONE not in said
    sheet = FilledCallSheet.objects.get()
    for _click in range(2):
        client.post(f"{sheet.get_absolute_url()}book/", {"idempotency_key": "b"})
    assert list(sample.questions.order_by("position").values_list("answer", flat=True)) == ["arrived", "other_amount", "arrived"]
    said = client.get(sample.get_absolute_url()).content.decode()
    assert "已登记3笔回访结果，原文件已删除。" in said
    assert "/call-sheets/" in said
    assert "电话单</summary>" not in said
    assert "已删除" in client.get(sheet.get_absolute_url()).content.decode()


def test_a_sheet_with_mistakes_says_them_and_is_taken_back_marked(log_in, sample):  # noqa: F811
    client = log_in(an_asker())
    said = sent(client, sample, {1: {ANSWER: "收到了"}}).content.decode()
    assert "有 1 处错误，整张表没有采用" in said
    assert "“收到了”不是回访结果" in said
    assert "/book/" not in said
    marked = client.post(f"{FilledCallSheet.objects.get().get_absolute_url()}mark/")
    assert marked.content[:2] == b"PK"
    assert "没有填写一行" in sent(client, sample, {}, key="u2").content.decode()


def test_another_system_sends_a_sheet_looks_at_it_and_books_it_once(log_in, sample, wang):  # noqa: F811
    client, api = log_in(an_asker()), "/api/call-sheets/"

    def handed_in(said, key):
        file = SimpleUploadedFile("电话单.xlsx", filled(sample, said).read())
        return client.post(api, {"sample": sample.pk, "file": file}, headers={"Idempotency-Key": key})

    answer = handed_in({1: CAME, 2: OTHER}, "a")
    assert (answer.status_code, answer.json()["status"], len(answer.json()["rows"])) == (201, "checked", 2)
    assert PHONE not in answer.content.decode()
    assert handed_in({1: CAME, 2: OTHER}, "a").json()["id"] == answer.json()["id"]
    page = f"{api}{answer.json()['id']}/"
    booked = [client.post(f"{page}book/", headers={"Idempotency-Key": "b"}).json()["status"] for _again in range(2)]
    assert booked == ["booked", "booked"]
    assert list(sample.questions.order_by("position").values_list("answer", flat=True)) == ["arrived", "other_amount", ""]
    bad = handed_in({3: {ANSWER: "收到了"}}, "c").json()
    assert (bad["status"], [each["column"] for each in bad["mistakes"]]) == ("refused", [ANSWER])
    assert client.post(f"{api}{bad['id']}/mark/").content[:2] == b"PK"
    assert [row["status"] for row in client.get(f"{api}?status=refused&sample={sample.pk}").json()["results"]] == ["refused"]
    assert client.post(api, {"sample": 10**6, "file": SimpleUploadedFile("a.xlsx", b"PK")}).status_code == 400
    assert log_in(wang).get(page).status_code == 403


def test_the_auditor_looks_and_only_who_asks_uploads(log_in, sample, sun, wang):  # noqa: F811
    sent(log_in(an_asker()), sample, {1: CAME})
    sheet = FilledCallSheet.objects.get()
    page = sheet.get_absolute_url()
    said = log_in(sun).get(page).content.decode()
    assert ("读到的结果" in said, "/book/" in said) == (True, False)
    qian, upload = make.a_hand("qian", Role.FINANCE), f"/subsidies/arrivals/{sample.pk}/call-sheets/"
    assert [log_in(each).get(page).status_code for each in (wang, qian)] == [403, 200]
    assert [log_in(each).get(upload).status_code for each in (wang, qian, sun)] == [403, 403, 403]
    assert [log_in(each).post(f"{page}book/").status_code for each in (wang, qian, sun)] == [403, 403, 403]
    refused = sent(log_in(sample.batch.reviewed_by), sample, {1: CAME}, key="r").content.decode()
    assert "须由另一人回访" in refused
