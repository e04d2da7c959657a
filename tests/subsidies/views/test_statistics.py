"""The pages of the statistics: whose eyes, every number a link to rows that come to it, the bridge, kept reports."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from subsidies.actions import adjustments, statistics
from subsidies.choices import Channel
from subsidies.models import StatisticsReport
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind
from tests.factories.students import a_student, the_term
from tests.factories.subsidies_money import (
    a_hand,
    all_paid,
    an_enrolled_child,
    an_entitlement,
    approved,
    taken_back,
    the_money,
    the_programme,
)

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/statistics/"
PAGES = (
    PAGE, f"{PAGE}town/", f"{PAGE}bridge/", f"{PAGE}flows/", f"{PAGE}flows/sums/", f"{PAGE}reports/", "/subsidies/payments/",
    "/subsidies/payments/sums/",
)  # fmt: skip


def page_of(client, address):
    answer = client.get(unescape(address))
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def county(school, zhao_school, chen, lin, wang) -> dict:  # the people first: the factories take them by name
    """Spring and autumn, a waiver, a recovery in the next year, two schools."""
    the_money()
    the_money(programme="VOC_FEE")
    spring = an_enrolled_child("李春秋", student=a_student(name="李春秋"), school=school, term=the_term("2022S"))
    autumn = an_enrolled_child("李春秋", student=spring.student, school=school)
    other = an_enrolled_child("赵邻居", student=a_student(name="赵邻居"), school=zhao_school, stage="vocational", grade=2)
    made = approved(
        an_entitlement(enrolment=spring),
        an_entitlement(enrolment=autumn, categories=["LIFTED", "DIBAO_RURAL"]),
        an_entitlement(enrolment=other, programme=the_programme("VOC_FEE"), amount=Decimal("400.00"), waiver=True, categories=[]),
    )
    all_paid(term="2022S", day=date(2022, 5, 20))
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)
    taken_back(made[1], "120.50", day=date(2023, 2, 3))
    return {"spring": made[0], "autumn": made[1], "waiver": made[2]}


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_led_to_the_login_and_an_administrator_is_refused(address, client, log_in, system_admin):
    assert client.get(address).status_code == 302
    assert log_in(system_admin).get(address).status_code == 403


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", [kind for kind, layout in LAYOUTS.items() if layout.may_be_frozen])
@pytest.mark.parametrize("year", ["2022", "2022A", "2022-2023", "paid-2022", "paid-2023"])
def test_every_number_leads_to_rows_that_come_to_it(kind, year, log_in, chen):
    client = log_in(chen)
    page = page_of(client, f"{PAGE}{kind}/?span={year}")
    found = re.findall(r'<td class="num"><a href="([^"]+)">([^<]+)</a>', page)
    assert found
    for address, number in found:
        sums = page_of(client, address.replace("/flows/?", "/flows/sums/?"))
        times, persons, amount, waived = re.search(
            r"<strong>([^<]+)</strong> 人次，<strong>([^<]+)</strong> 人，<strong>([^<]+)</strong> 元，其中减免 (\S+) 元", sums
        ).groups()
        sources = re.findall(r"(?:中央|省级|市级|县级) ([−0-9.,]+)", sums)
        assert number in (times, persons, amount, waived, *sources)
        assert "<tbody><tr>" in page_of(client, address)


@pytest.mark.usefixtures("county")
def test_the_annual_table_shows_terms_year_and_sources(log_in, chen):
    page = page_of(log_in(chen), f"{PAGE}?span=2022")
    for said in (
        "2022春",
        "2022秋",
        "<strong>3</strong> 人次",
        "<strong>2</strong> 人，",
        "<strong>1,279.50</strong> 元",
        "减免 400.00",
    ):
        assert said in page
    assert "合计对不上" not in page


@pytest.mark.usefixtures("county")
def test_a_school_sees_its_own_numbers_and_rows(log_in, wang):
    client = log_in(wang)
    assert "<strong>2</strong> 人次，<strong>1</strong> 人，<strong>879.50</strong> 元" in page_of(client, f"{PAGE}?span=2022")
    for address in (f"{PAGE}flows/?span=2022", "/subsidies/payments/?term=all"):
        page = page_of(client, address)
        assert ("李春秋" in page, "赵邻居" in page) == (True, False)


@pytest.mark.usefixtures("county")
def test_the_year_of_the_term_looked_at_is_where_it_opens(log_in, chen):
    client = log_in(chen)
    client.post("/term/", {"term": "2022A", "next": "/"})
    assert "<strong>3</strong> 人次" in page_of(client, PAGE)


def test_a_year_without_money_says_what_to_do(log_in, chen):
    assert "银行回盘入账或减免拨付登记之后才计入" in page_of(log_in(chen), f"{PAGE}?span=2021")


@pytest.mark.usefixtures("county")
def test_the_button_of_the_file_stands_for_those_who_may(log_in, chen):
    client = log_in(chen)
    assert "/exports/statistics/" in page_of(client, f"{PAGE}?span=2022")
    assert "/exports/statistics_school/" in page_of(client, f"{PAGE}school/?span=2022")
    assert "/exports/payments/" in page_of(client, "/subsidies/payments/")


def test_a_table_that_nobody_knows_is_not_there(log_in, chen):
    assert log_in(chen).get(f"{PAGE}weather/").status_code == 404


@pytest.mark.usefixtures("county")
def test_categories_are_told_once_and_apart_each(log_in, chen):
    page = page_of(log_in(chen), f"{PAGE}category/?span=2022")
    assert "同一名学生有几种困难类型就计几次" in page
    assert "held=DIBAO_RURAL" in page


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("span=2022", 4), ("span=paid-2022", 3), ("span=paid-2023", 1), ("span=2022-2023", 3), ("span=2022&term=2022S", 1),
        ("span=2022&programme=VOC_FEE", 1), ("span=2022&stage=primary", 3), ("span=2022&channel=school_income", 1),
        ("span=2022&category=none", 1), ("span=2022&category=LIFTED", 3), ("span=2022&held=DIBAO_RURAL", 2),
        ("span=2022&source=province", 0), ("span=2022&home=none", 4), ("span=2022&place=unknown", 4), ("span=2022&waiver=1", 1),
        ("span=2022&name=春秋", 3), ("span=2022&school=2161324002", 1), ("span=2022&town=610324100", 4),
    ],
)  # fmt: skip
def test_rows_are_found_by_every_condition(query, rows, log_in, chen):
    assert f"共 <strong>{rows}</strong> 条" in page_of(log_in(chen), f"{PAGE}flows/?{query}")


@pytest.mark.usefixtures("county")
def test_the_bridge_leads_from_the_calendar_year_to_the_others_line_by_line(log_in, chen):
    page = page_of(log_in(chen), f"{PAGE}bridge/?span=2022")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "2022年（按享受学期） 3 1,279.50 2022年秋季学期 减 2 779.50 2021年秋季学期 加 0 0.00 2021-2022学年 = 1 500.00" in text
    assert "2022年秋季学期的资助，2023年到账或收回 减 0 −120.50 2022年（按到账日期） = 3 1,400.00" in text
    assert "合计对不上" not in page


@pytest.mark.usefixtures("county")
def test_the_approver_freezes_a_table_and_opens_it_with_its_rows(log_in, lin, chen, wang):
    client = log_in(lin)
    assert "固定统计表：2022年（按享受学期） · 年度统计表" in page_of(client, f"{PAGE}annual/freeze/?span=2022")
    answer = client.post(f"{PAGE}annual/freeze/?span=2022", {"note": "报市教育局"})
    report = StatisticsReport.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    page = page_of(client, report.get_absolute_url())
    for said in ("与固定时一致", "1,279.50", "报市教育局", bytes(report.digest).hex()):
        assert said in page
    assert report.title in page_of(client, f"{PAGE}reports/")
    for address, _number in re.findall(r'<td class="num"><a href="([^"]+)">([^<]+)</a>', page):
        assert "<tbody><tr>" in page_of(client, address)
    assert log_in(chen).post(f"{PAGE}annual/freeze/?span=2022", {"note": "x"}).status_code == 403
    assert log_in(wang).get(report.get_absolute_url()).status_code == 404


def test_what_has_changed_since_is_listed(county, log_in, lin):
    report = statistics.freeze(kind=StatisticsKind.ANNUAL, span=Span.parse("2022"), by=lin)
    client = log_in(lin)
    assert "摘要一致" in page_of(client, f"{report.get_absolute_url()}compare/")
    taken_back(county["spring"], "100.00")
    page = page_of(client, f"{report.get_absolute_url()}compare/")
    assert "1,279.50" in page
    assert "1,179.50" in page
    assert "小学 · 义务教育寄宿生生活补助 · 2022春" in page
    assert "1,279.50" in page_of(client, report.get_absolute_url())


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", StatisticsKind.values)
def test_the_tables_cost_the_same_for_few_and_for_many(kind, log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    client.get(f"{PAGE}{kind}/?span=2022")
    approved(*[an_entitlement() for _each in range(5)])
    all_paid()
    with django_assert_max_num_queries(48):
        client.get(f"{PAGE}{kind}/?span=2022")


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("term=2022A", 2), ("term=all", 3), ("term=all&status=paid", 3), ("term=all&status=returned", 0),
        ("term=all&programme=VOC_FEE", 1), ("term=all&stage=vocational", 1), ("term=all&channel=bank_card", 2),
        ("term=all&category=DIBAO_RURAL", 1), ("term=all&source=central", 3), ("term=all&source=city", 0),
        ("term=all&name=邻居", 1), ("term=all&town=610324100", 3), ("term=all&school=2161324001", 2),
    ],
)  # fmt: skip
def test_payments_are_found_by_every_condition(query, rows, log_in, chen):
    assert f"共 <strong>{rows}</strong> 条" in page_of(log_in(chen), f"/subsidies/payments/?{query}")


def test_a_batch_is_found_by_its_number_whatever_term_is_looked_at(county, log_in, chen):
    batch = county["spring"].payments.get().batch
    client = log_in(chen)
    client.post("/term/", {"term": "2022A", "next": "/"})
    assert "共 <strong>1</strong> 条" in page_of(client, f"/subsidies/payments/?batch={batch.number}")
    sums = page_of(client, f"/subsidies/payments/sums/?batch={batch.number}")
    assert "<strong>1</strong> 人次，<strong>1</strong> 人，<strong>500.00</strong> 元，其中已到账 500.00 元" in sums


def test_the_list_of_payments_shows_no_account(county, log_in, chen):
    from subsidies.actions.frozen_rows import open_payment

    account = open_payment(county["spring"].payments.get())["account"]
    assert account not in page_of(log_in(chen), "/subsidies/payments/?term=all")


def test_a_top_up_alone_is_money_without_a_person_time(county, log_in, chen):
    more = adjustments.propose(
        entitlement=county["spring"], kind="top_up", amount=Decimal("25.00"), reason="标准提高", by=a_hand("chen")
    )
    adjustments.decide(adjustment=more, approved=True, by=a_hand("lin"))
    all_paid(term="2022S", day=date(2024, 1, 5))
    assert "<strong>0</strong> 人次，<strong>1</strong> 人，<strong>25.00</strong> 元" in page_of(
        log_in(chen), f"{PAGE}?span=paid-2024"
    )
