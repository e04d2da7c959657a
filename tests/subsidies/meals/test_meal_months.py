"""The month of a school: bought by two, priced beside the inquiry, sent in order, locked by another, opened with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import OrgUnit
from students.models import Enrolment
from subsidies.actions import meal_counts, meal_purchases, meal_reports
from subsidies.models import MealIncome, MealPurchase, MealReport
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_months import month_facts
from subsidies.reports.meal_tables import month_sums, with_month, with_year, year_of
from tests.factories import meals as make
from tests.factories.subsidies_money import a_hand
from tests.promises import refused

pytestmark = pytest.mark.django_db
OCTOBER = date(2022, 10, 1)


@pytest.fixture
def september(school):
    """Four pupils, three or four meals a day, five yuan a meal."""
    make.pupils(school, 4)
    days = sorted(supply_days(school, make.SEPTEMBER))
    for number, day in enumerate(days):
        make.counted(school, day, 4 - number % 2)
    meals = sum(4 - number % 2 for number in range(len(days)))
    make.bought(school, str(5 * meals))
    facts = {"day": date(2022, 9, 2), "document": "扶财教〔2022〕31号", "source": "central", "amount": Decimal("500.00")}
    meal_purchases.receive(school=school, facts=facts, by=make.officer(school))
    return school


def sent(school, month=make.SEPTEMBER) -> MealReport:
    return meal_reports.send(school=school, month=month, by=make.leader(school))


def test_the_report_has_the_figures_of_its_rows(september):
    report = sent(september)
    assert (report.enrolled, report.benefiting, report.days, report.meals) == (4, 4, 21, 74)
    assert (report.due, report.spent, report.received, report.closing) == (
        Decimal("370.00"), Decimal("370.00"), Decimal("500.00"), Decimal("130.00"),
    )  # fmt: skip
    assert report.faults == []


def test_what_is_sent_is_locked_by_another_person_and_opened_with_a_reason(september):
    report = sent(september)
    with pytest.raises(Refused, match="另一人"):
        meal_reports.lock(report=report, by=make.leader(september))
    locked = meal_reports.lock(report=report, by=a_hand("guo", "county_reviewer"))
    with pytest.raises(Refused, match="已锁定，不能再改"):
        make.counted(september, date(2022, 9, 5), 1)
    opened = meal_reports.reopen(report=locked, reason="补登9月5日", by=a_hand("guo"))
    assert (opened.status, opened.reopening, opened.sent_by) == ("open", "补登9月5日", None)
    make.counted(september, date(2022, 9, 5), 1)


def test_a_sent_month_is_closed_for_whoever_writes(september):
    sent(september)
    refused("meal_month_is_closed", lambda: september.class_meals.update(meals=0))
    refused("meal_month_is_closed", lambda: MealPurchase.objects.all().delete())
    refused("meal_month_is_closed", lambda: september.meal_income.update(amount=1))


def test_months_are_sent_in_their_order_once_they_are_over_and_reopened_from_the_last(september):
    report = sent(september)
    following = sent(september, OCTOBER)
    assert following.opening == report.closing
    with pytest.raises(Refused, match="请先重开它"):
        meal_reports.reopen(report=report, reason="更正", by=a_hand("guo"))
    meal_reports.reopen(report=following, reason="更正", by=a_hand("guo"))
    meal_reports.reopen(report=report, reason="更正", by=a_hand("guo"))
    with pytest.raises(Refused, match="按月依次报送"):
        sent(september, OCTOBER)
    with pytest.raises(Refused, match="还没有结束"):
        sent(september, date.today())  # noqa: DTZ011


def test_an_over_claim_that_came_past_the_action_is_not_sent(september):
    september.class_meals.filter(day=date(2022, 9, 5)).update(enrolled=40, meals=40)
    with pytest.raises(Refused, match="多于受益学生4人×供餐21天=84人次"):
        sent(september)


def test_food_is_seen_by_two_persons(september):
    with pytest.raises(Refused, match="两个不同的验收人"):
        make.bought(september, "100", second_checker="刘主任")


def test_a_price_above_the_inquiry_and_an_expired_licence_are_flagged(september):
    price = {"item": "大米", "spec": "25kg", "unit": "袋", "price": Decimal("120.00")}
    meal_purchases.inquire(from_on=date(2022, 9, 1), document="九月询价", prices=[price], by=a_hand("chen"))
    over = make.bought(september, "126.00", date(2022, 9, 6))
    assert (over.inquired, over.is_over_price, over.amount) == (Decimal("120.00"), True, Decimal("126.00"))
    assert make.bought(september, "120.00", date(2022, 9, 7), quantity=Decimal("0.335")).amount == Decimal("40.20")
    supplier = make.a_supplier()
    supplier.licence_until = date(2022, 9, 6)
    supplier.save()
    facts = month_facts(september, make.SEPTEMBER)
    assert (facts.over_price, facts.expired) == (1, ("扶风县粮油公司",))


def test_a_purchase_entered_by_mistake_goes_while_its_month_is_open(september):
    meal_purchases.take_back(purchase=MealPurchase.objects.get(), reason="记错学校", by=make.officer(september))
    assert not MealPurchase.objects.exists()


def test_a_supplier_has_a_right_code_and_stands_once():
    make.a_supplier()
    facts = {"name": "另一家", "credit_code": make.CODE, "licence": "JY1", "licence_until": date(2024, 1, 1)}
    with pytest.raises(AlreadyDone, match="扶风县粮油公司"):
        meal_purchases.list_supplier(facts=facts, by=a_hand("chen"))
    with pytest.raises(Refused, match="末位校验码"):
        meal_purchases.list_supplier(facts={**facts, "credit_code": make.CODE[:-1] + "A"}, by=a_hand("chen"))


def test_the_same_money_is_not_entered_twice(september):
    income = september.meal_income.get()
    facts = {"day": income.day, "document": income.document, "source": income.source, "amount": Decimal(1)}
    with pytest.raises(AlreadyDone):
        meal_purchases.receive(school=september, facts=facts, by=make.officer(september))


def late() -> list[str]:
    return month_sums(with_month(OrgUnit.objects.all(), make.SEPTEMBER)).late


def test_who_has_not_sent_is_known_and_only_locked_months_make_the_year(september):
    assert late() == [september.name]
    report = sent(september)
    assert late() == []
    assert year_of(with_year(OrgUnit.objects.all(), 2022)).meals == 0
    meal_reports.lock(report=report, by=a_hand("guo", "county_reviewer"))
    totals = year_of(with_year(OrgUnit.objects.all(), 2022))
    assert (totals.schools, totals.meals, totals.average_days) == (1, 74, Decimal("21.00"))


def test_a_standard_holds_until_the_next(db):
    from subsidies.models import MealStandard

    on = MealStandard.objects.on
    assert [on(day).amount for day in (date(2014, 8, 31), date(2014, 9, 1), date(2021, 8, 31), date(2021, 9, 1))] == [
        Decimal(3), Decimal(4), Decimal(4), Decimal(5),
    ]  # fmt: skip


def test_a_child_that_was_sent_home_after_the_count_stops_the_report_with_its_name(september):
    child = Enrolment.objects.order_by("pk").first()
    full = september.class_meals.filter(meals=4).order_by("day").first()
    meal_counts.give_leave(enrolment=child, first_on=full.day, last_on=full.day, reason="ill", by=make.officer(september))
    with pytest.raises(Refused, match=f"三年级1班在籍4人，到校3人，不能登记4份；请假缺勤：{child.name}"):
        sent(september)
    make.counted(september, full.day, 3)
    assert sent(september).status == "sent"


def test_food_that_always_comes_to_whole_hundreds_is_asked_about(school):
    make.pupils(school, 1)
    for day, yuan in ((5, "100.00"), (6, "300.00")):
        make.bought(school, yuan, date(2022, 9, day))
    assert month_facts(school, make.SEPTEMBER).round_sellers == ()
    make.bought(school, "200.00", date(2022, 9, 7))
    assert month_facts(school, make.SEPTEMBER).round_sellers == ("扶风县粮油公司",)
    assert "整百元" in str(sent(school).faults)
    meal_reports.reopen(report=MealReport.objects.get(), reason="补", by=a_hand("guo"))
    make.bought(school, "12.50", date(2022, 9, 8))
    assert month_facts(school, make.SEPTEMBER).round_sellers == ()


def test_money_that_was_entered_by_mistake_is_taken_back_while_the_month_is_open(september):
    income, by = MealIncome.objects.get(), make.officer(september)
    report = sent(september)
    with pytest.raises(Refused, match="不能再改"):
        meal_purchases.take_back_income(income=income, reason="误登", by=by)
    meal_reports.reopen(report=report, reason="更正", by=a_hand("guo"))
    with pytest.raises(Refused, match="原因"):
        meal_purchases.take_back_income(income=income, reason=" ", by=by)
    meal_purchases.take_back_income(income=income, reason="误登", by=by)
    assert sent(september).received == 0
