"""How banks want their files: described in a form, looked at before it is kept, put in force by another person."""

import pytest

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from aid_portal.waiting import Viewer
from subsidies.actions import bank_files, bank_layouts
from subsidies.forms.bank_layouts import LayoutForm
from subsidies.models import BankLayout, Batch
from subsidies.rules.bank_layouts import parse_layout
from subsidies.waiting.batches import layouts_to_approve
from tests.factories.bank_answers import a_layout, at_the_bank
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
from tests.subsidies.bank_layouts import document, layout

pytestmark = pytest.mark.django_db
CARD = a_card(4711)
LIST, ADD, PREVIEW, API = "/subsidies/layouts/", "/subsidies/layouts/add/", "/subsidies/layouts/preview/", "/api/bank-layouts/"


@pytest.fixture
def batch():
    the_money()
    approved(an_entitlement(enrolment=an_enrolled_child("李明", bank_account=CARD)))
    return released(a_batch())


@pytest.fixture
def qian():
    return a_hand("qian", Role.FINANCE)


@pytest.fixture
def lin():
    return a_hand("lin", Role.COUNTY_APPROVER)


def in_force(code="rural_bank_txt"):
    return BankLayout.objects.current().get(code=code)


def typed(like, **changed):
    """What the browser sends of the form that begins from a layout, with some of its fields changed."""
    form = LayoutForm(None, batches=Batch.objects.none(), former=None, like=like)
    sent = {"label": like.label, "code": like.code}
    for file in form.files:
        for part in file.forms():
            sent |= {f"{part.prefix}-{name}": str(value) for name in part.fields if (value := part[name].value())}
        sent |= {rows.count_name: str(len(rows)) for rows in (file.columns, file.lines)}
    return {**sent, **changed}


def said_by(sent):
    form = LayoutForm(sent, batches=Batch.objects.none(), former=None, like=None)
    assert form.is_valid(), form.about.errors
    return form.spec


def test_what_is_read_into_the_form_comes_out_of_it_the_same():
    for code in ("rural_bank_txt", "social_card_xlsx", "generic_csv", "fixed"):
        begun = BankLayout(code="new", label="新的", spec=document(code))
        assert parse_layout(said_by(typed(begun))) == layout(code)


def test_columns_stand_in_the_order_of_their_numbers_without_those_struck_out():
    begun = BankLayout(code="new", label="新的", spec=document("rural_bank_txt"))
    sent = typed(begun, **{"sent-columns-6-order": "1", "sent-columns-8-drop": "on", "sent-columns-9-field": "id_number"})
    fields = [each["field"] for each in said_by(sent)["sent"]["columns"]]
    assert fields[:3] == ["sequence", "amount", "reference"]
    assert (fields[-1], "note" in fields) == ("id_number", False)


def test_a_change_waits_for_another_person_and_the_former_version_stays_in_use(log_in, batch, sun, qian, lin):
    former, client = in_force(), log_in(qian)
    begun = client.get(f"{ADD}?from={former.pk}").content.decode()
    assert 'value="rural_bank_txt"' in begun
    sent = typed(former, **{"sent-unit": "fen"})
    assert log_in(sun).post(f"{ADD}?from={former.pk}", sent).status_code == 403
    client.post(f"{ADD}?from={former.pk}", sent)
    proposed = BankLayout.objects.get(code=former.code, version=former.version + 1)
    assert (in_force(), proposed.spec["sent"]["unit"]) == (former, "fen")
    assert "还在等待批准" in client.post(f"{ADD}?from={former.pk}", {**sent, "sent-unit": "yuan"}).content.decode()
    with pytest.raises(Refused, match="还没有经另一人批准"):
        bank_files.make(batch=batch, layout=proposed, by=qian)
    page = log_in(lin).get(proposed.get_absolute_url()).content.decode()
    assert "代发文件 金额单位" in page  # what differs, and only that
    assert "代发文件 编码" not in page
    decide = f"{proposed.get_absolute_url()}decide/"
    assert client.post(decide, {"approved": "yes"}).status_code == 403
    log_in(lin).post(decide, {"approved": "yes"})
    former.refresh_from_db()
    assert (in_force(), former.state) == (proposed, "superseded")
    events = AuditEvent.objects.filter(event__startswith="subsidies.bank_layout.").order_by("pk")
    assert [(each.event.rpartition(".")[2], each.actor_id_text) for each in events] == [("proposed", "qian"), ("approved", "lin")]


def test_nobody_puts_his_own_layout_in_force_and_a_no_has_its_reason(log_in, lin, qian):
    own = bank_layouts.propose(code="own", label="自己的", spec=document("generic_csv"), by=lin)
    with pytest.raises(Refused) as refusal:
        bank_layouts.decide(layout=own, approved=True, by=lin)
    assert refusal.value.code == "own_work"
    assert not layouts_to_approve(Viewer(lin, None)).exists()
    made = bank_layouts.propose(code="new", label="新的", spec=document("generic_csv"), by=qian)
    assert layouts_to_approve(Viewer(lin, None)).get() == made
    log_in(lin).post(f"{made.get_absolute_url()}decide/", {"approved": "no", "note": "宽度与银行说明不符"})
    assert "宽度与银行说明不符" in log_in(qian).get(made.get_absolute_url()).content.decode()
    assert made in BankLayout.objects.filter(status="refused")
    assert not BankLayout.objects.current().filter(code="new").exists()


def test_an_answer_may_come_in_the_version_by_which_the_batch_was_sent(log_in, batch, qian):
    former = in_force()
    sent, page = at_the_bank(batch), f"/subsidies/batches/{batch.pk}/returns/"
    latest = a_layout(former.code, document("rural_bank_txt"))
    said = log_in(qian).get(page).content.decode()
    assert f'value="{former.pk}" selected' in said
    assert f'value="{latest.pk}"' in said
    assert set(BankLayout.objects.of_answers(sent)) - set(BankLayout.objects.current()) == {former}


def test_a_description_is_looked_at_with_masked_or_made_up_rows_before_it_is_kept(log_in, batch, qian, sun):
    client = log_in(qian)
    sent = typed(in_force(), code="new", **{"sent-unit": "fen"})
    page = client.post(PREVIEW, {**sent, "batch": batch.pk}).content.decode()
    assert ">50000</td>" in page
    assert f"{CARD[:4]}********{CARD[-4:]}" in page
    assert CARD not in page
    assert f'action="{ADD}"' in page  # whoever looked at it can hand it in
    narrow = {**sent, "sent-columns-3-width": "4"}
    assert "超过银行规定的 4 个字节" in client.post(PREVIEW, {**narrow, "batch": batch.pk}).content.decode()
    assert "|示例甲|" in client.post(PREVIEW, sent).content.decode()
    assert "收款账号”：超过银行规定的 4 个字节" in client.post(PREVIEW, narrow).content.decode()
    assert not BankLayout.objects.filter(code="new").exists()
    assert log_in(sun).post(PREVIEW, sent).status_code == 403


def test_what_is_wrong_is_said_above_the_form_and_nothing_typed_is_lost(log_in, qian):
    client, sent = log_in(qian), typed(in_force(), code="new")
    said = client.post(ADD, {**sent, "sent-columns-6-field": "", "sent-columns-1-width": "很宽"}).content.decode()
    assert "代发文件，第2行宽度（字节）" in said
    assert "很宽" in said
    assert "代发文件第7列没有选择内容" in client.post(ADD, {**sent, "sent-columns-6-field": ""}).content.decode()
    assert "请各填至少一个" in client.post(ADD, {**sent, "returned-success": "、"}).content.decode()
    assert "已有这个代码的格式" in client.post(ADD, {**sent, "code": "generic_csv"}).content.decode()
    assert not BankLayout.objects.filter(code="new").exists()


def test_a_layout_is_read_column_by_column_with_example_lines(log_in, sun):
    for each in BankLayout.objects.current():
        said = log_in(sun).get(each.get_absolute_url()).content.decode()
        assert "示例甲" in said
        assert "收款账号" in said or "账号" in said
    assert "农商银行代发文本" in log_in(sun).get(LIST).content.decode()


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, qian, django_assert_max_num_queries):
    client, spec = log_in(qian), in_force().spec
    client.get(LIST)
    for number in range(27):
        BankLayout.objects.create(code=f"bank{number}", label="银行", spec=spec, made_by=qian)
    with django_assert_max_num_queries(7):
        client.get(f"{LIST}?state=proposed")


def test_programs_describe_and_approve_by_the_same_two_persons(log_in, qian, lin, sun):
    def post(person, address, body, key):
        return log_in(person).post(address, body, content_type="application/json", headers={"Idempotency-Key": key})

    said = {"code": "county_bank", "label": "县联社", "spec": document("generic_csv")}
    assert post(sun, API, said, "k1").status_code == 403
    bad = post(qian, API, {**said, "spec": {"sent": {}}}, "k2")
    assert (bad.status_code, "没有回盘文件的设置" in bad.content.decode()) == (409, True)
    made = post(qian, API, said, "k3").json()
    assert (made["state"], made["version"], made["made_by"]) == ("proposed", 1, "qian")
    assert post(qian, f"{API}{made['id']}/decide/", {"approved": True}, "k4").status_code == 403
    assert post(lin, f"{API}{made['id']}/decide/", {"approved": True}, "k5").json()["state"] == "approved"
    assert [each["code"] for each in log_in(sun).get(f"{API}?label=县联社").json()["results"]] == ["county_bank"]
