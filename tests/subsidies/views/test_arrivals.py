"""Payees asked whether the money came, on pages and over the API: no number but the telephone leaves, on the sheet alone."""

import io

import pytest
from openpyxl import load_workbook

from aid_portal.choices import Role
from subsidies.models import ArrivalQuestion, ArrivalSample
from subsidies.reports.arrivals import drawn_again
from subsidies.views import shown_arrivals
from tests.factories import subsidies_money as make
from tests.factories.arrivals import PHONE, an_answered_batch, an_asker
from tests.factories.bank_answers import open_account
from tests.waits import waits

pytestmark = pytest.mark.django_db
LIST, API = "/subsidies/arrivals/", "/api/arrivals/"


@pytest.fixture
def batch(tmp_path, school):
    return an_answered_batch(tmp_path, {school: 5})


@pytest.fixture
def pan():
    return make.a_hand("pan", Role.FINANCE)


def drawn(client, batch, size="3") -> ArrivalSample:
    client.post(f"/subsidies/batches/{batch.pk}/arrivals/", {"size": size, "seed": "2022-11", "idempotency_key": "d"})
    return ArrivalSample.objects.get()


def post(client, address, key="k1", **body):
    return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})


def test_payees_are_drawn_asked_and_a_mismatch_is_settled(log_in, batch, pan):
    xu = an_asker()
    client = log_in(xu)
    assert "抽取回访" in client.get(batch.get_absolute_url()).content.decode()
    assert "抽取回访" not in log_in(batch.reviewed_by).get(batch.get_absolute_url()).content.decode()
    client = log_in(xu)
    assert "±10%" in client.get(f"/subsidies/batches/{batch.pk}/arrivals/").content.decode()
    sample = drawn(client, batch)
    assert PHONE not in client.get(sample.get_absolute_url()).content.decode()
    first, second, _third = sample.questions.order_by("position")
    answer = f"/subsidies/arrival-questions/{first.pk}/answer/"
    assert "请填写家长所说的金额" in client.post(answer, {"answer": "other_amount", "idempotency_key": "a0"}).content.decode()
    client.post(answer, {"answer": "other_amount", "told_amount": "400", "note": "存折上少100", "idempotency_key": "a1"})
    client.post(f"/subsidies/arrival-questions/{second.pk}/answer/", {"answer": "arrived", "idempotency_key": "a2"})
    assert "已登记 2，一致 1，不一致 1（待查核 1）" in client.get(batch.get_absolute_url()).content.decode()
    assert waits(pan, "arrival-settle") == 1
    assert f"/{first.pk}/settle/" not in client.get(f"/subsidies/arrival-questions/{first.pk}/").content.decode()
    finance, address = log_in(pan), f"/subsidies/arrival-questions/{first.pk}/"
    assert "家长的说法与银行结果不同" in finance.get(address).content.decode()
    finance.post(f"{address}settle/", {"settlement": "已核对银行流水", "idempotency_key": "s"})
    assert waits(pan, "arrival-settle") == 0
    assert ArrivalQuestion.objects.get(pk=first.pk).settled_by == pan
    assert batch.number in finance.get(f"{LIST}?state=open").content.decode()
    assert batch.number not in finance.get(f"{LIST}?state=mismatch").content.decode().split("<tbody")[-1]


def test_the_auditor_draws_again_by_the_seed_and_nobody_else_s_visit_does(log_in, batch, sun, monkeypatch):
    sample = drawn(log_in(an_asker()), batch)
    again = []
    monkeypatch.setattr(shown_arrivals, "drawn_again", lambda each: again.append(each) or drawn_again(each))
    client = log_in(sun)
    said = client.get(sample.get_absolute_url()).content.decode()
    assert ("?again=1" in said, again) == (True, [])
    assert "用这个种子重新抽取，结果相同。" in client.get(f"{sample.get_absolute_url()}?again=1").content.decode()
    forged = ArrivalSample.objects.create(batch=batch, seed="forged", size=1, population=5, drawn_by=an_asker())
    assert "结果不同，请查明原因" in client.get(f"{forged.get_absolute_url()}?again=1").content.decode()
    assert again == [sample, forged]


def test_the_call_sheet_has_telephones_and_no_other_number(log_in, batch, wang):
    client = log_in(an_asker())
    sample = drawn(client, batch)
    address = f"{LIST}{sample.pk}/sheet/"
    assert client.post(address, {"format": "xlsx"}).status_code == 302
    book = load_workbook(io.BytesIO(client.post(address, {"format": "xlsx", "reason": "11月回访"}).content))
    said = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert said.count(PHONE) == 3
    for question in sample.questions.select_related("payment__batch"):
        account = open_account(question.payment)
        assert account not in "".join(said)
        assert account[-4:] in said
    assert client.post(address, {"format": "pdf", "reason": "11月回访"}).content[:5] == b"%PDF-"
    assert log_in(wang).post(address, {"reason": "看看"}).status_code == 403


def test_only_who_asks_draws_and_schools_see_nothing_of_it(log_in, batch, wang, sun, pan):
    draw = f"/subsidies/batches/{batch.pk}/arrivals/"
    assert [log_in(each).get(draw).status_code for each in (wang, sun, pan)] == [403, 403, 403]
    assert log_in(wang).get(LIST).status_code == 403
    assert log_in(sun).get(LIST).status_code == 200
    said = log_in(batch.reviewed_by).post(draw, {"size": "1", "idempotency_key": "d"}).content.decode()
    assert "须由另一人回访" in said
    assert not ArrivalSample.objects.exists()


def test_programs_draw_answer_many_at_once_and_settle(log_in, batch, pan, sun):
    client = log_in(an_asker())
    assert post(client, API, key="k0", batch=batch.number, size=6).status_code == 409
    made = post(client, API, batch=batch.number, size=3, seed="a").json()
    assert (made["population"], made["size"], len(made["questions"])) == (5, 3, 3)
    address = f"{API}{made['id']}/"
    answers = [{"position": 1, "answer": "arrived"}, {"position": 2, "answer": "not_arrived"}]
    assert (
        post(client, f"{address}answer/", key="k1a", answers=[*answers, {"position": 9, "answer": "arrived"}]).status_code == 409
    )
    told = post(client, f"{address}answer/", key="k2", answers=answers).json()
    assert (told["asked"], told["arrived"], told["unsettled"]) == (2, 1, 1)
    assert post(client, f"{address}settle/", key="k3", position=2, settlement="已核对").status_code == 403
    assert post(log_in(pan), f"{address}settle/", key="k4", position=2, settlement="已核对").json()["unsettled"] == 0
    assert log_in(sun).get(f"{API}?batch={batch.number}").json()["results"][0]["mismatched"] == 1
    sheet = post(log_in(an_asker()), f"{address}sheet/", key="k5", reason="11月回访")
    assert sheet.content[:2] == b"PK"


def test_the_list_and_a_draw_cost_the_same_for_few_and_many(log_in, batch, django_assert_max_num_queries):
    client = log_in(an_asker())
    sample = drawn(client, batch, "5")
    for address in (LIST, sample.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(25):
            client.get(address)
