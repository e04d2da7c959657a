"""The pages of the months: asked before sending, sent, locked by another, opened with a reason; who is late; the year."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.exporting import ExportQuery, export_named
from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from subsidies.actions import meal_purchases, meal_reports
from subsidies.filters.meal_reports import MealMonthFilter
from subsidies.models import MealReport
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_tables import months_to_send
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.waits import waits

pytestmark = pytest.mark.django_db
MONTHS, YEARS = "/subsidies/meals/months/", "/subsidies/meals/years/"


def text(client, address):
    return client.get(address).content.decode()


def page(school, month="2022/9"):
    return f"/subsidies/meals/schools/{school.pk}/months/{month}/"


@pytest.fixture
def xu(db):
    return a_hand("xu", "county_reviewer")


@pytest.fixture
def september(xu, school):
    """Four pupils on twenty-one days, 80 meals; 4.80 yuan of food for each."""
    make.pupils(school, 4)
    days = sorted(supply_days(school, make.SEPTEMBER))
    for number, day in enumerate(days):
        make.counted(school, day, 3 if number % 5 == 0 else 4)
    make.bought(school, str(Decimal("4.80") * 79))
    facts = {"day": date(2022, 9, 2), "document": "扶财教〔2022〕31号", "source": "central", "amount": Decimal("500.00")}
    meal_purchases.receive(school=school, facts=facts, by=make.officer(school))
    return school


@pytest.fixture
def leader(log_in, september):
    return log_in(make.leader(september))


def sent(school):
    return meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))


def test_before_it_is_sent_the_month_stands_as_its_rows_are_and_says_what_is_asked(leader, september):
    said = text(leader, page(september))
    for words in ("待报送", "生均支出4.80元，低于标准5.00元，结转15.80元", "79", "379.20", "扶财教〔2022〕31号", "大米"):
        assert words in said
    assert f"{page(september)}send/" in said
    assert not MealReport.objects.exists()


def test_an_over_claim_is_refused_and_there_is_no_button(leader, september):
    september.class_meals.filter(day=date(2022, 9, 5)).update(enrolled=40, meals=40)
    said = text(leader, page(september))
    assert "不能报送" in said
    assert "多于受益学生4人×供餐21天=84人次" in said
    assert f"{page(september)}send/" not in said
    answer = leader.post(f"{page(september)}send/")
    assert answer.status_code == 409
    assert "多于受益学生" in answer.content.decode()


def test_it_is_sent_by_the_school_and_locked_by_another_person_of_the_county(log_in, leader, september, xu):
    leader.post(f"{page(september)}send/", {"note": "蔬菜降价"})
    report = MealReport.objects.get()
    assert (report.status, report.note) == ("sent", "蔬菜降价")
    assert "/lock/" not in text(leader, page(september))
    assert leader.post(f"/subsidies/meals/reports/{report.pk}/lock/").status_code == 403
    assert waits(xu, "meal-report-lock") == 1
    log_in(xu).post(f"/subsidies/meals/reports/{report.pk}/lock/")
    report.refresh_from_db()
    assert (report.status, report.locked_by) == ("locked", xu)
    assert waits(xu, "meal-report-lock") == 0
    for person in (make.leader(september), xu):
        assert str(report) in text(log_in(person), "/inbox/decided/")


def test_the_figures_stay_as_they_were_sent(leader, september):
    report = sent(september)
    MealReport.objects.filter(pk=report.pk).update(spent=Decimal("1.23"))
    assert "1.23" in text(leader, report.get_absolute_url())


def test_it_is_opened_again_with_a_reason_that_the_school_reads(log_in, leader, september, xu):
    report = sent(september)
    client = log_in(xu)
    client.post(f"/subsidies/meals/reports/{report.pk}/reopen/", {"note": ""})
    report.refresh_from_db()
    assert report.status == "sent"
    client.post(f"/subsidies/meals/reports/{report.pk}/reopen/", {"note": "补登9月5日"})
    report.refresh_from_db()
    assert report.status == "open"
    assert "县里退回更正：补登9月5日" in text(log_in(make.leader(september)), page(september))


def test_a_month_that_runs_is_not_sent(leader, september):
    today = date.today()  # noqa: DTZ011
    assert f"{page(september, f'{today.year}/{today.month}')}send/" not in text(leader, page(september, "2022/12"))
    assert leader.get(page(september, "2022/13")).status_code == 404


def test_a_leader_is_told_which_months_are_to_be_sent(leader, september):
    leader.post("/term/", {"term": "2022A"})
    home = text(leader, "/")
    assert "报送营养餐月报" in home
    assert page(september) in home


def test_months_are_sent_once_they_are_over_and_food_was_due(september):
    make.a_canteen(a_school(name="城关小学"))
    schools, term = OrgUnit.objects.all(), Term.parse("2022A")

    def due(today):
        return [(school.name, month.month) for school, month in months_to_send(schools, term, today)]

    assert due(date(2022, 9, 30)) == []
    assert set(due(date(2022, 10, 1))) == {("城关小学", 9), ("法门镇中心小学", 9)}
    sent(september)
    assert due(date(2022, 10, 1)) == [("城关小学", 9)]
    assert [month for name, month in due(date(2023, 3, 1)) if name == "城关小学"] == [9, 10, 11, 12, 1]


def test_the_county_sees_every_school_of_the_month_and_who_is_late(log_in, september, xu):
    make.a_canteen(a_school(name="城关小学"))
    sent(september)
    client = log_in(xu)
    listed = text(client, f"{MONTHS}?month=2022-09-01")
    for words in ("城关小学", "未报送", "已报送", "4.80", "1项"):
        assert words in listed
    assert "城关小学" not in text(client, f"{MONTHS}?month=2022-09-01&state=flagged")
    assert "法门镇中心小学" not in text(client, f"{MONTHS}?month=2022-09-01&state=late").partition('id="results"')[2]
    said = text(client, f"{MONTHS}sums/?month=2022-09-01")
    for words in ("供餐 <strong>2</strong> 所", "<strong>79</strong> 人次", "还没有报送：城关小学。"):
        assert words in said


def test_scenario_39_only_locked_months_make_the_year_with_the_published_formulas(log_in, september, xu):
    """平均受益学生数 = Σ meals / days, 平均就餐天数 = all meals / that number."""
    report = sent(september)
    client = log_in(xu)
    assert "没有符合条件的记录" in text(client, f"{YEARS}?year=2022")
    meal_reports.lock(report=report, by=xu)
    assert "379.20" in text(client, f"{YEARS}?year=2022")
    said = text(client, f"{YEARS}sums/?year=2022")
    for words in ("<strong>1</strong> 所学校，就餐 <strong>79</strong> 人次", "<strong>3.76</strong> 人"):
        assert words in said


def test_the_files_are_the_tables_of_the_screen(september, xu):
    meal_reports.lock(report=sent(september), by=xu)
    spec = export_named("meal_months")
    schools = MealMonthFilter({"month": "2022-09-01"}, queryset=spec.queryset(ExportQuery(user=xu))).rows
    [row] = spec.rows(schools)
    names = [column.name for column in spec.columns]
    told = dict(zip(names, row, strict=True))
    assert (told["month"], told["state"], told["meals"], told["a_meal"]) == ("2022-09", "locked", 79, Decimal("4.80"))
    assert "结转15.80元" in told["faults"]
    year = export_named("meal_year")
    [row] = year.rows(year.queryset(ExportQuery(year="2022")))
    assert dict(zip([column.name for column in year.columns], row, strict=True))["pupils"] == Decimal("3.76")
    assert "平均受益学生3.76人" in year.totals(year.queryset(ExportQuery(year="2022")))[0][1]


def test_a_school_sees_its_own_months_only(log_in, september):
    other = make.a_canteen(a_school(name="城关小学")).school
    report = sent(september)
    stranger = log_in(make.leader(other))
    assert stranger.get(page(september)).status_code == 404
    assert stranger.get(report.get_absolute_url()).status_code == 404
    assert stranger.post(f"{page(september)}send/").status_code == 404
    assert "法门镇中心小学" not in text(stranger, f"{MONTHS}?month=2022-09-01")


def test_the_list_of_months_costs_the_same_for_few_and_many_schools(log_in, september, xu, django_assert_max_num_queries):
    for number in range(6):
        make.a_canteen(a_school(name=f"第{number}小学"))
    client = log_in(xu)
    client.get(f"{MONTHS}?month=2022-09-01")
    with django_assert_max_num_queries(14):
        client.get(f"{MONTHS}?month=2022-09-01")
    assert OrgUnit.objects.filter(canteen_place__isnull=False).count() == 7
