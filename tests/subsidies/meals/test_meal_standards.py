"""What a day's food is worth changes from a month on by its document; what was sent keeps the standard it was sent with."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from aid_portal.exporting import ExportQuery, export_named
from subsidies.actions import canteens, meal_reports
from subsidies.models import MealReport, MealStandard
from subsidies.reports.meal_months import month_facts
from tests.factories import meals as make
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2022, 10, 1), date(2022, 11, 1)


def from_(day, yuan="6.00", document="国办发〔2022〕99号"):
    return canteens.set_standard(from_on=day, amount=Decimal(yuan), document=document, by=a_hand("chen"))


def test_a_standard_holds_from_its_month_on(school):
    from_(OCTOBER)
    assert [month_facts(school, month).standard for month in (make.SEPTEMBER, OCTOBER, NOVEMBER)] == [5, 6, 6]
    with pytest.raises(Refused, match="1日"):
        from_(date(2022, 10, 8))
    with pytest.raises(Refused, match="依据"):
        from_(NOVEMBER, document=" ")


def test_a_month_that_was_sent_is_sent_back_before_its_standard_changes(school):
    make.pupils(school, 1)
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    with pytest.raises(Refused, match="2022-09的月报已按原标准报送"):
        from_(make.SEPTEMBER)
    from_(OCTOBER)
    known = MealStandard.objects.get(from_on=date(2021, 9, 1))
    assert from_(known.from_on, str(known.amount), "财教〔2021〕174号").document == "财教〔2021〕174号"
    assert MealReport.objects.get().standard == 5


def test_the_county_enters_it_on_the_page_and_over_the_api(log_in, school):
    client = log_in(a_hand("chen"))
    said = {"from_on": "2022-10-01", "amount": "6.00", "document": "国办发〔2022〕99号"}
    client.post("/subsidies/meals/supply/standard/", said)
    assert "国办发〔2022〕99号" in client.get("/subsidies/meals/supply/").content.decode()
    again = client.post("/api/meal-standards/", {**said, "amount": "6.50"}, content_type="application/json")
    assert (again.status_code, MealStandard.objects.get(from_on=OCTOBER).amount) == (201, Decimal("6.50"))
    assert log_in(make.officer(school)).post("/subsidies/meals/supply/standard/", said).status_code == 403


def test_the_file_of_purchases_has_the_countys_price_and_the_difference(school):
    make.bought(school, "100.00", invoice="NO.7")
    spec = export_named("meal_purchases")
    [row] = spec.rows(spec.queryset(ExportQuery(user=make.officer(school))))
    told = dict(zip([column.name for column in spec.columns], row, strict=True))
    assert (told["item"], told["amount"], told["inquired"], told["invoice"], told["photo"]) == (
        "大米", Decimal("100.00"), None, "NO.7", False,
    )  # fmt: skip
