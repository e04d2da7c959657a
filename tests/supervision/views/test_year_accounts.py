"""The yearly account on the screen, in files and for ever: each number from its rows, each a link to exactly them."""

import csv
import re
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx import Document

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from supervision.actions import year_accounts
from supervision.models import OutreachActivity, YearAccount
from supervision.reports.year_account import account
from tests.factories.outreach import an_activity
from tests.factories.portal import a_person
from tests.factories.year import a_year
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
PAGE, FREEZE, WORD = (reverse(f"supervision:year-account{name}") for name in ("", "-freeze", "-word"))
# What the rows of tests/factories/year.py come to, counted by hand: value, unit, and how many rows its list shows.
COUNTED = {
    "teams": ("2", "个", 4), "towns": ("2", "个", 3), "direct_units": ("1", "个", 1), "notices": ("2", "份", 2),
    "visits": ("12", "人次", 2), "copies": ("120", "份", 1),
    "releases": ("1", "份", 1), "highest": ("3", "人次", 4),
    "aid_times": ("3", "人次", 4), "aid_amount": ("0.13795", "万元", 4), "aid_persons": ("2", "人", 4),
    "aid_primary": ("3", "人次", 4),
    "gift:贝壳助学金": ("75000", "元", 1), "gift:饮用奶": ("80000", "元", 1), "gift:饮用奶:饮用奶": ("40000", "盒", 1),
    "food_checks": ("1", "次", 1), "food_notices": ("2", "份", 2),
    "meal_standard": ("5", "元/生·日", None),
}  # fmt: skip


@pytest.fixture
def year(chen, lin, wang) -> None:
    a_year()


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


@pytest.mark.usefixtures("year")
def test_every_figure_comes_from_rows_and_leads_to_exactly_them(log_in, lin) -> None:
    client, entries = log_in(lin), [entry for entry in account(2022).entries if entry.value is not None]
    assert {entry.key: (entry.text, entry.unit) for entry in entries} == {key: each[:2] for key, each in COUNTED.items()}
    page = page_of(client, f"{PAGE}?year=2022")
    for entry in entries:
        assert f'<a href="{entry.rows}">{entry.with_unit}</a>' in page
        found = page_of(client, entry.rows)
        if (rows := COUNTED[entry.key][2]) is not None:
            assert f"共 <strong>{rows}</strong> 条" in found, entry.key


@pytest.mark.usefixtures("year")
def test_the_page_says_what_a_number_counts_and_that_there_are_no_rows(log_in, lin) -> None:
    page = page_of(log_in(lin), f"{PAGE}?year=2022")
    assert "一个镇街去几次只计一个。期间：当年1月1日至12月31日。来源：督查记录。" in page
    assert "人数：同一名学生享受几个项目、几个学期只算一人。期间：当年春季、秋季两个学期，按享受学期。来源：" in page
    told = re.search(r"<dt>供餐</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.S)
    assert "没有登记" in told[1]
    assert "2022年供餐" not in page


@pytest.mark.usefixtures("year")
def test_beside_the_year_stands_the_one_before(log_in, lin) -> None:
    page = page_of(log_in(lin), f"{PAGE}?year=2022")
    told = re.search(r"<dt>入户宣讲人次</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.S)
    assert f'href="{PAGE}?year=2021"' in page
    assert "2021年 9人次，+3" in told[1]


@pytest.mark.usefixtures("year")
def test_the_words_can_be_copied_whole_and_by_section(log_in, lin) -> None:
    page = page_of(log_in(lin), f"{PAGE}?year=2022")
    words = (
        "对控辍保学、资助政策落实情况进行督查，局班子成员带队的2个督查组到现场督查，下沉2个镇街，督查1个局直单位，"
        "下发整改通知书2份。"
    )
    assert f'data-copy="{words}"' in page
    assert f'data-copy="一、聚力百日提升，稳固教育脱贫成果。{words}\n二、' in page


def test_a_year_without_rows_shows_no_number_and_cannot_be_frozen(log_in, lin, chen) -> None:
    client = log_in(lin)
    page = page_of(client, f"{PAGE}?year=2019")
    assert "本年没有登记，这一段没有数字可写。" in page
    assert FREEZE not in page
    client.post(FREEZE, {"year": "2019", "note": "上报"})
    assert not YearAccount.objects.exists()
    assert client.get(f"{PAGE}?year=abcd").status_code == 404


@pytest.mark.usefixtures("year")
def test_it_is_frozen_by_the_approver_with_who_and_when_and_tells_what_has_changed_since(log_in, lin, chen) -> None:
    client = log_in(lin)
    assert log_in(chen).post(FREEZE, {"year": "2022", "note": "上报"}).status_code == 403
    client.post(FREEZE, {"year": "2022", "note": ""})
    assert not YearAccount.objects.exists()
    client.post(FREEZE, {"year": "2022", "note": "报市教育局"})
    frozen = YearAccount.objects.get()
    address = frozen.get_absolute_url()
    page = page_of(client, address)
    for said in ("林主任", "报市教育局", "没有变化", "全年共入户宣讲政策12人次"):
        assert said in page
    assert address in page_of(log_in(chen), f"{PAGE}?year=2022")
    an_activity("visit", visits=3)
    an_activity("push")
    page = page_of(client, address)
    for name, then, now in (("入户宣讲人次", "12人次", "15人次"), ("消息推送", "—", "1次")):
        assert re.search(rf'{name}</th><td class="num">{then}</td><td class="num"><a href="[^"]+">{now}</a>', page), name
    assert "全年共入户宣讲政策12人次" in page
    assert AuditEvent.objects.filter(event="supervision.year_account.frozen").count() == 1


@pytest.mark.usefixtures("year")
def test_nobody_changes_or_removes_what_was_frozen(lin) -> None:
    frozen = year_accounts.freeze(year=2022, note="上报", by=lin)
    refused("immutable|Cannot update or delete", changed(frozen, entries=[]))
    refused("immutable|Cannot update or delete", frozen.delete)
    facts = {"year": 2022, "entries": [], "paragraphs": [], "made_by": lin}
    is_kept("year_account_says_what_for", lambda: YearAccount.objects.create(**facts, note=""))


@pytest.mark.usefixtures("year")
def test_the_word_file_has_the_sections_and_each_number_with_its_definition(log_in, chen, lin) -> None:
    answer = log_in(chen).post(WORD, {"year": "2022"})
    assert "2022" in answer.headers["Content-Disposition"]
    document = Document(BytesIO(answer.content))
    lines = [each.text for each in document.paragraphs]
    assert lines[0] == "2022年学生资助工作总结"
    assert [line[0] for line in lines if line[1:2] == "、"] == list("一二三四五六")
    assert "全年享受各级各类资助政策学生3人次，发放资金0.13795万元。" in "".join(lines)
    cells = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert (cells["整改通知书"], cells["供餐"]) == ("2份", "本年没有登记，没有数字。")
    frozen = year_accounts.freeze(year=2022, note="上报", by=lin)
    OutreachActivity.objects.filter(visits=7).update(visits=8)
    kept = log_in(chen).post(reverse("supervision:year-account-frozen-word", args=[frozen.pk]))
    assert "入户宣讲政策12人次" in "".join(each.text for each in Document(BytesIO(kept.content)).paragraphs)
    assert AuditEvent.objects.filter(event="supervision.year_account.taken").count() == 2


@pytest.mark.usefixtures("year")
def test_the_console_writes_a_line_for_each_figure_that_has_rows(tmp_path: Path) -> None:
    call_command("export", "year", year="2022", to=tmp_path / "year.csv", stdout=StringIO())
    with (tmp_path / "year.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["section", "figure", "value", "unit"]
    assert {line["figure"]: (line["value"], line["unit"]) for line in lines} == {key: each[:2] for key, each in COUNTED.items()}
    assert [line["section"] for line in lines] == sorted(line["section"] for line in lines)
    with pytest.raises(CommandError, match="--year 2022"):
        call_command("export", "year", year="2021-2022", to=tmp_path / "none.csv", stdout=StringIO())


def test_it_is_the_countys_alone(log_in, wang, system_admin, client) -> None:
    assert client.get(PAGE).status_code == 302
    of_a_school = a_person("zhou", "周审计", Role.AUDITOR, wang.assignments_in_force[0].unit)
    assert [log_in(user).get(PAGE).status_code for user in (wang, system_admin, of_a_school)] == [403, 403, 403]


@pytest.mark.usefixtures("year")
def test_it_costs_the_same_for_few_rows_and_for_many(log_in, lin, django_assert_max_num_queries) -> None:
    client = log_in(lin)
    client.get(PAGE)
    for _each in range(5):
        an_activity("visit")
    with django_assert_max_num_queries(60):
        client.get(f"{PAGE}?year=2022")


def test_what_is_over_a_round_hundred_is_told_as_a_word_and_kept_exactly(school) -> None:
    an_activity("leaflet", copies=7_512)
    found = account(2022)
    assert found.by_key()["copies"].value == 7_512
    assert found.paragraphs[1][1] == "发放宣传资料7500余份。"


def test_the_amount_is_exact_to_the_fen(year) -> None:
    assert account(2022).by_key()["aid_amount"].value * 10_000 == Decimal("1379.50")


@pytest.mark.usefixtures("year")
def test_the_terms_stand_beside_each_other_and_lead_to_their_rows(log_in, lin) -> None:
    client = log_in(lin)
    card = page_of(client, f"{PAGE}?year=2022").split("与上年、上学期比较")[-1]
    lines = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip() for line in re.findall(r"<tr>.*?</tr>", card, re.S)[1:]]
    assert lines == [
        "享受资助（人次） 1 2 +1 —",
        "受助学生（人） 1 2 +1 —",
        "发放资金（元） 500.00 879.50 +379.50 —",
    ]
    [spring, autumn] = re.findall(r'<a href="([^"]+)">[\d.]+</a>', card)[:2]
    assert "共 <strong>1</strong> 条" in page_of(client, spring)
    assert "共 <strong>3</strong> 条" in page_of(client, autumn)
