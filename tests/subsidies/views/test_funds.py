"""Documents, lines, entries, 对账 and 滞拨 as people see them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from aid_portal.choices import Role
from aid_portal.models import User
from subsidies.models import BudgetLine, FundingDocument, LedgerEntry
from tests.factories import subsidies_money as make
from tests.factories.bank_results import answered
from tests.subsidies.reports.test_tie_out import behind_everybody
from tests.waits import waits

LogIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
AT = "/subsidies/budgets/"
FACTS = {
    "number": "陕财办教〔2022〕15号", "title": "下达资金", "source": "central", "year": "２０２２", "amount": "８00,000.00",
    "direct": "on", "issued_on": "2022-03-01", "received_on": "",
}  # fmt: skip


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def parts(**amounts: str) -> dict[str, str]:
    return {f"part_{make.the_programme(code).pk}": amount for code, amount in amounts.items()}


def entered(client: Client, **facts: str):
    return client.post(f"{AT}documents/add/", {**FACTS, **parts(CE_BOARD="500,000", CE_DAY="300000元"), **facts}, follow=True)


def test_one_enters_another_approves_and_the_money_is_there(log_in: LogIn, chen: User, lin: User) -> None:
    assert "等另一人批准" in text(entered(log_in(chen)))
    document = FundingDocument.objects.get()
    assert (document.amount, document.allotments.count(), waits(lin, "document-approve")) == (Decimal(800000), 2, 1)
    page = log_in(lin).post(f"{document.get_absolute_url()}decide/", {"approved": "yes"}, follow=True)
    assert "指标可以使用" in text(page)
    shown = text(log_in(lin).get(f"{AT}?year=2022"))
    assert "500,000.00" in shown
    assert "800,000.00" in shown


def test_parts_that_miss_the_amount_come_back_with_what_was_typed(log_in: LogIn, chen: User) -> None:
    page = text(log_in(chen).post(f"{AT}documents/add/", {**FACTS, **parts(CE_BOARD="500000")}))
    assert "相差300,000.00元" in page
    assert 'value="500000"' in page
    assert not FundingDocument.objects.exists()


def test_a_document_that_is_known_is_told_beside_what_was_typed(log_in: LogIn, chen: User) -> None:
    entered(log_in(chen))
    page = text(entered(log_in(chen)))
    assert "已经登记过" in page
    assert 'value="下达资金"' in page


def test_two_clicks_are_one_document(log_in: LogIn, chen: User) -> None:
    client, key = log_in(chen), {"idempotency_key": "k1"}
    form = {**FACTS, **parts(CE_BOARD="500000", CE_DAY="300000"), **key}
    first, again = (client.post(f"{AT}documents/add/", form).headers["Location"] for _each in "ab")
    assert first == again
    assert FundingDocument.objects.count() == 1


def test_the_maker_does_not_approve_and_a_no_has_its_reason(log_in: LogIn, lin: User) -> None:
    document = make.the_money(sources=["central"])[0]
    proposed = FundingDocument.objects.create(**_like(document, lin))
    page = text(log_in(lin).get(proposed.get_absolute_url()))
    assert "须由另一人批准" in page
    assert 'value="yes"' not in page
    log_in(lin).post(f"{proposed.get_absolute_url()}decide/", {"approved": "yes"})
    log_in(lin).post(f"{proposed.get_absolute_url()}decide/", {"approved": "no", "note": ""})
    assert FundingDocument.objects.get(pk=proposed.pk).status == "proposed"
    log_in(lin).post(f"{proposed.get_absolute_url()}decide/", {"approved": "no", "note": "重复"})
    assert FundingDocument.objects.get(pk=proposed.pk).status == "refused"


def _like(document: FundingDocument, by: User) -> dict:
    names = ("title", "source", "year", "amount", "issued_on")
    return {**{name: getattr(document, name) for name in names}, "number": "另一号", "made_by": by}


def test_the_day_of_the_money_is_entered_and_is_no_day_to_come(log_in: LogIn, chen: User) -> None:
    document = make.the_money(sources=["central"])[0]
    client, at = log_in(chen), f"{document.get_absolute_url()}receive/"
    assert "从这天起计算滞拨" in text(client.post(at, {"day": "2022-02-15"}, follow=True))
    assert "不能晚于今天" in text(client.post(at, {"day": "2099-01-01"}, follow=True))
    assert str(FundingDocument.objects.get().received_on) == "2022-02-15"


def test_who_may_not_look_sees_nothing(log_in: LogIn, wang: User) -> None:
    make.the_money()
    addresses = [AT, f"{AT}documents/", f"{AT}delays/", "/subsidies/entries/", "/subsidies/tie-out/"]
    pages = [*addresses, *(thing.objects.first().get_absolute_url() for thing in (FundingDocument, BudgetLine, LedgerEntry))]
    assert {log_in(wang).get(address).status_code for address in pages} == {403}


def test_each_number_leads_to_rows_that_add_up_to_it(log_in: LogIn, chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    line = BudgetLine.objects.get(source="central")
    client = log_in(chen)
    assert f"/subsidies/entries/?line={line.pk}&amp;kind=pay" in text(client.get(f"{AT}?year=2022"))
    expected = [
        ("kind=allot", "100,000.00"),
        ("kind=pay", "250.00"),
        ("account=available", "99,750.00"),
        ("account=committed", "0.00"),
    ]
    for query, sum_ in expected:
        assert f"<strong>{sum_}</strong>" in text(client.get(f"/subsidies/entries/sums/?line={line.pk}&{query}"))
    page = text(client.get(f"/subsidies/entries/?line={line.pk}&kind=pay"))
    assert "250.00" in page
    assert "500.00" not in page


def test_the_file_that_is_offered_is_the_table_that_is_shown(log_in: LogIn, chen: User) -> None:
    make.the_money()
    year = BudgetLine.objects.first().year
    client = log_in(chen)
    assert f'name="query" value="year={year}"' in text(client.get(f"{AT}?year={year}"))
    assert f'name="query" value="source=county&amp;year={year}"' in text(client.get(f"{AT}?source=county&year={year}"))


def test_entries_say_their_cause(log_in: LogIn, chen: User) -> None:
    (document,) = make.the_money(sources=["central"])
    make.the_money(sources=["county"])
    answered([make.a_payment()])
    page = text(log_in(chen).get("/subsidies/entries/"))
    for words in (
        f"资金文件{document.number}",
        "义务教育",
        "名单",
        "批次FF2022A-0001 2022秋生活补助",
        "批次FF2022A-0001银行回盘",
    ):
        assert words in page


def test_an_allotment_is_reversed_with_a_reason_and_nothing_else_is(log_in: LogIn, lin: User, chen: User) -> None:
    make.the_money()
    entry = LedgerEntry.objects.order_by("pk").first()
    assert "需要冲正的，由有权批准资金文件的人办理" in text(log_in(chen).get(entry.get_absolute_url()))
    client = log_in(lin)
    assert "收回这次下达的指标" in text(client.get(entry.get_absolute_url()))
    assert "请写明冲正原因" in text(client.post(f"{entry.get_absolute_url()}reverse/", {"note": ""}, follow=True))
    assert "这是冲正的分录" in text(client.post(f"{entry.get_absolute_url()}reverse/", {"note": "文件作废"}, follow=True))
    assert "已于" in text(client.get(entry.get_absolute_url()))
    assert "已冲正：文件作废" in text(client.get(FundingDocument.objects.order_by("pk").first().get_absolute_url()))


def test_other_entries_say_why_they_are_not_reversed(log_in: LogIn, lin: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    why = {"commit": "名单审批", "send": "钱在路上", "pay": "请提出追回", "allot": "不够冲回"}
    for kind, words in why.items():
        page = text(log_in(lin).get(LedgerEntry.objects.filter(kind=kind).first().get_absolute_url()))
        assert words in page
        assert 'name="note"' not in page


def test_an_entry_leads_to_the_payments_that_it_moved(log_in: LogIn, chen: User) -> None:
    make.the_money()
    names = {}
    for code, name in (("2161324001", "张小明"), ("2161324002", "赵小红")):
        school = make.a_school(code, f"学校{code}")
        make.approved(make.an_entitlement(enrolment=make.an_enrolled_child(name, school=school)))
        names[code] = name
    payments = make.released(make.a_batch()).payments.order_by("school__code")
    answered(payments[:1])
    client = log_in(chen)
    for kind, codes in (("send", names), ("pay", list(names)[:1])):
        entry = LedgerEntry.objects.get(kind=kind)
        page = text(client.get(entry.get_absolute_url()))
        for code in codes:
            address = f"/subsidies/payments/?entry={entry.pk}&school={code}&programme=CE_BOARD"
            assert f'<a href="{address.replace("&", "&amp;")}">1</a>' in page
            rows = text(client.get(address))
            assert [each for each in names.values() if each in rows] == [names[code]]
        found = text(client.get(f"/subsidies/payments/?entry={entry.pk}"))
        assert [each for code, each in names.items() if each in found] == [names[code] for code in codes]


def test_the_page_of_a_line_shows_how_its_money_moved(log_in: LogIn, chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    page = text(log_in(chen).get(BudgetLine.objects.first().get_absolute_url()))
    for words in ("−100,000.00", "99,750.00", "批准资助", "到账", "资金滞留"):
        assert words in page


def test_the_tie_out_puts_the_difference_first_and_in_words(log_in: LogIn, chen: User) -> None:
    make.the_money()
    payment = make.a_payment()
    client = log_in(chen)
    assert "2 格全部相符" in text(client.get("/subsidies/tie-out/?period=2022A"))
    behind_everybody("UPDATE subsidies_payment SET status = 'paid', settled_on = '2022-11-20' WHERE id = %s", payment.pk)
    for period in ("2022A", "2022"):
        page = text(client.get(f"/subsidies/tie-out/?period={period}&by=programme"))
        assert "2 处有差异" in page
        assert "银行文件里有250.00元没有银行结果" in page
    assert "城关" not in text(client.get("/subsidies/tie-out/?period=2022A&school=没有这所"))
    assert "没有可以对账的数据" in text(client.get("/subsidies/tie-out/?period=2022S"))


def test_money_that_lies_is_told_on_its_page_and_at_home(log_in: LogIn, chen: User) -> None:
    make.the_money("250", sources=["central"])
    page = text(log_in(chen).get(f"{AT}delays/?year=2022"))
    assert "有 1 笔到账资金还没有发完" in page
    assert "滞留超30天" in page
    assert "到账超过30天还没有发完的2022年资金" in text(log_in(chen).get("/"))


def test_the_approver_finds_the_document_at_home(log_in: LogIn, chen: User, lin: User) -> None:
    entered(log_in(chen))
    assert "批准资金文件" in text(log_in(lin).get("/"))
    assert "批准资金文件" not in text(log_in(chen).get("/"))


def test_a_filter_that_cannot_be_read_shows_nothing_and_breaks_nothing(log_in: LogIn, chen: User) -> None:
    make.the_money()
    bad = (
        f"{AT}?year=1",
        "/subsidies/entries/?line=x",
        "/subsidies/entries/sums/?line=x",
        "/subsidies/tie-out/?period=x",
        f"{AT}delays/?year=1",
    )
    for address in bad:
        assert log_in(chen).get(address).status_code == 200


def test_finance_enters_documents_too(log_in: LogIn) -> None:
    assert "等另一人批准" in text(entered(log_in(make.a_hand("qian", Role.FINANCE))))
