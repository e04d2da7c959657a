"""What a day's food is worth changes from a month on by its document; what was sent keeps the standard it was sent with."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from aid_portal.exporting import ExportQuery, export_named
from subsidies.actions import meal_reports, meal_standards
from subsidies.models import MealReport, MealStandard
from subsidies.reports.meal_months import month_facts
from tests.factories import meals as make
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2022, 10, 1), date(2022, 11, 1)


def proposed(day, yuan="6.00", document="国办发〔2022〕99号"):
    return meal_standards.propose(from_on=day, amount=Decimal(yuan), document=document, by=a_hand("chen"))


def decided(standard, approved=True, note="", by="guo"):
    return meal_standards.decide(standard=standard, approved=approved, note=note, by=a_hand(by, "county_approver"))


def test_a_standard_holds_from_its_month_on_once_another_person_has_approved_it(school):
    waiting = proposed(OCTOBER)
    assert month_facts(school, OCTOBER).standard == 5
    with pytest.raises(Refused, match="须由另一人批准"):
        decided(waiting, by="chen")
    decided(waiting)
    assert [month_facts(school, month).standard for month in (make.SEPTEMBER, OCTOBER, NOVEMBER)] == [5, 6, 6]
    with pytest.raises(Refused, match="1日"):
        proposed(date(2022, 10, 8))
    with pytest.raises(Refused, match="依据"):
        proposed(NOVEMBER, document=" ")


def test_a_refused_standard_never_holds_and_a_later_one_of_the_day_replaces_the_former(school):
    first = proposed(OCTOBER)
    with pytest.raises(Refused, match="已有一项等待批准") as told:
        proposed(OCTOBER, "7.00")
    assert told.value.ids == [first.pk]
    decided(first, approved=False, note="没有这个文件")
    assert month_facts(school, OCTOBER).standard == 5
    second, third = decided(proposed(OCTOBER)), decided(proposed(OCTOBER, "6.50"))
    second.refresh_from_db()
    assert (second.replaced_by, second.state, month_facts(school, OCTOBER).standard) == (third, "superseded", Decimal("6.50"))


def test_a_month_that_was_sent_is_sent_back_before_its_standard_changes(school):
    make.pupils(school, 1)
    early = proposed(make.SEPTEMBER)
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    for deed in (lambda: proposed(date(2022, 8, 1)), lambda: decided(early)):
        with pytest.raises(Refused, match="2022-09的月报已按原标准报送"):
            deed()
    decided(proposed(OCTOBER))
    known = MealStandard.objects.get(from_on=date(2021, 9, 1))
    named = decided(proposed(known.from_on, str(known.amount), "财教〔2021〕174号"))
    assert (MealStandard.objects.on(make.SEPTEMBER), MealReport.objects.get().standard) == (named, 5)


def test_the_database_keeps_two_persons_to_a_standard(school):
    waiting = proposed(OCTOBER)
    facts = {"from_on": OCTOBER, "amount": 7}
    is_kept("meal_standard_one_waits_a_day", lambda: MealStandard.objects.create(**facts, made_by=waiting.made_by))
    is_kept("meal_standard_without_maker_is_shipped", lambda: MealStandard.objects.create(**facts))
    is_kept("meal_standard_decided_iff_stamped", changed(waiting, status="refused"))
    himself = {"decided_by": waiting.made_by, "decided_at": timezone.now()}
    is_kept("meal_standard_approver_is_not_maker", changed(waiting, status="approved", **himself))
    in_force = decided(waiting)
    refused("meal_standard_is_final_once_decided", changed(in_force, amount=9))
    refused("meal_standard_is_never_deleted", in_force.delete)
    again = {**facts, "status": "approved", "made_by": waiting.made_by}
    stamp = {"decided_by": in_force.decided_by, "decided_at": timezone.now()}
    is_kept("meal_standard_one_in_force_a_day", lambda: MealStandard.objects.create(**again, **stamp))


def test_the_county_enters_it_on_the_page_and_another_approves_it_there(log_in, school):
    client = log_in(a_hand("chen"))
    said = {"from_on": "2022-10-01", "amount": "6.00", "document": "国办发〔2022〕99号"}
    page = client.post("/subsidies/meals/supply/standard/", said).url
    waiting = MealStandard.objects.get(from_on=OCTOBER)
    assert (page, waiting.status) == (waiting.get_absolute_url(), "proposed")
    assert "待批准" in client.get("/subsidies/meals/supply/").content.decode()
    assert client.post(f"{page}decide/", {"approved": "yes"}).status_code == 403
    approver = log_in(a_hand("guo", "county_approver"))
    assert page in approver.get("/inbox/").content.decode()
    assert "我已核对依据文件" in approver.get(page).content.decode()
    approver.post(f"{page}decide/", {"approved": "yes"})
    assert MealStandard.objects.on(OCTOBER) == waiting
    assert log_in(make.officer(school)).post("/subsidies/meals/supply/standard/", said).status_code == 403


def test_it_goes_over_the_api_as_on_the_page(log_in):
    said = {"from_on": "2022-10-01", "amount": "6.00", "document": "国办发〔2022〕99号"}
    made = log_in(a_hand("chen")).post("/api/meal-standards/", said, content_type="application/json")
    assert (made.status_code, made.json()["status"], made.json()["made_by"]) == (201, "proposed", "chen")
    decide = f"/api/meal-standards/{made.json()['id']}/decide/"
    approver = log_in(a_hand("guo", "county_approver"))
    assert approver.post(decide, {"approved": False}, content_type="application/json").status_code == 409
    told = approver.post(decide, {"approved": True}, content_type="application/json").json()
    assert (told["status"], told["decided_by"]) == ("approved", "guo")


def test_the_file_of_purchases_has_the_countys_price_and_the_difference(school):
    make.bought(school, "100.00", invoice="NO.7")
    spec = export_named("meal_purchases")
    [row] = spec.rows(spec.queryset(ExportQuery(user=make.officer(school))))
    told = dict(zip([column.name for column in spec.columns], row, strict=True))
    assert (told["item"], told["amount"], told["inquired"], told["invoice"], told["photo"]) == (
        "大米", Decimal("100.00"), None, "NO.7", False,
    )  # fmt: skip
