"""出入库: what came in by purchase, what went to the stove, what a count finds; never more out than is there."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from aid_portal.exporting import ExportQuery, export_named
from subsidies.actions import meal_purchases, meal_reports, meal_store, menus
from subsidies.models import MealPurchase, StoreMove
from subsidies.reports.meal_store import compared, stock_of
from subsidies.rules.meal_store import What, kilograms
from subsidies.rules.menus import Food, PlannedDish
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
MONDAY = date(2022, 9, 5)
TUESDAY, FRIDAY = MONDAY + timedelta(1), MONDAY + timedelta(4)
RICE = What("大米", "一级", "公斤")


def rice(school, quantity, day=MONDAY):
    return make.bought(school, "5.00", day, spec="一级", unit="公斤", quantity=Decimal(quantity))


def out(school, quantity, day=TUESDAY):
    lines = [(RICE, Decimal(quantity))]
    return meal_store.take_out(school=school, day=day, person="马师傅", lines=lines, by=make.officer(school))[0]


def counted(school, quantity, note="", day=FRIDAY):
    lines = [(RICE, Decimal(quantity), note)]
    return meal_store.count(school=school, day=day, person="刘主任", lines=lines, by=make.officer(school))[0]


def left(school, day=FRIDAY):
    return {stock.what: stock.left for stock in stock_of(school, day)}.get(RICE)


def test_stock_is_what_was_bought_less_what_went_out_and_a_count_tells_the_difference(school):
    rice(school, 50)
    out(school, "12.5")
    assert (left(school, MONDAY), left(school)) == (50, Decimal("37.5"))
    with pytest.raises(Refused, match="“大米”盘点数和账面不一致"):
        counted(school, 36)
    made = counted(school, 36, "受潮")
    assert (made.change, made.note, left(school)) == (Decimal("-1.5"), "受潮", 36)
    [stock] = stock_of(school, FRIDAY)
    assert (stock.came, stock.went, stock.found) == (50, Decimal("12.5"), Decimal("-1.5"))


def test_no_more_goes_out_than_is_there_on_the_day_and_on_every_later_one(school):
    rice(school, 10)
    rice(school, 10, FRIDAY)
    out(school, 8, FRIDAY)
    with pytest.raises(Refused, match="“大米”库存只有10公斤，不能出库11公斤"):
        out(school, 11)
    out(school, 10)
    with pytest.raises(Refused, match="库存只有0公斤"):
        out(school, 3)
    assert left(school) == 2


def test_what_was_counted_stays_counted_and_as_the_book_says_needs_no_reason(school):
    rice(school, 10)
    assert counted(school, 10, "随手写的").note == ""
    for again in (lambda: out(school, 1), lambda: out(school, 1, FRIDAY), lambda: counted(school, 9, "少")):
        with pytest.raises(Refused, match="2022-09-09已经盘点"):
            again()
    out(school, 1, FRIDAY + timedelta(3))


def test_what_went_to_the_stove_cannot_be_taken_off_what_came_in(school):
    first, second = rice(school, 10), rice(school, 5)
    gone, by = out(school, 12), make.officer(school)
    with pytest.raises(Refused, match="“大米”已经出库"):
        meal_purchases.take_back(purchase=second, reason="误登", by=by)
    meal_store.take_back(move=gone, reason="误登", by=by)
    meal_purchases.take_back(purchase=second, reason="误登", by=by)
    assert (left(school), MealPurchase.objects.get()) == (10, first)


def test_two_purchases_of_one_table_are_taken_off_together_or_not_at_all(school):
    bought = [rice(school, 10), rice(school, 10, TUESDAY)]
    out(school, 5)
    with pytest.raises(Refused, match="已经出库"):
        meal_store.refuse_used(bought)
    meal_store.refuse_used(bought[1:])


def test_a_count_that_found_more_is_not_taken_back_once_that_was_used(school):
    rice(school, 10)
    found = counted(school, 12, "上月漏点", MONDAY)
    out(school, 11)
    with pytest.raises(Refused, match="已经出库"):
        meal_store.take_back(move=found, reason="误登", by=make.officer(school))


def test_a_store_is_closed_with_its_month(school):
    make.pupils(school, 1)
    rice(school, 10)
    made = out(school, 1)
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    for deed in (lambda: out(school, 1), lambda: counted(school, 9)):
        with pytest.raises(Refused, match="不能再改"):
            deed()
    refused("meal_month_is_closed", changed(made, note="x"))


def test_the_database_keeps_a_store_right(school):
    rice(school, 10)
    made, found = out(school, 1), counted(school, 9)
    is_kept("store_move_takes_out_or_counts", changed(made, change=1))
    is_kept("store_move_takes_out_or_counts", changed(found, counted=-1))
    is_kept("store_move_difference_has_a_reason", changed(found, change=1))
    is_kept("store_move_has_its_person", changed(made, person=""))
    facts = {**RICE._asdict(), "school": school, "day": FRIDAY, "kind": "count", "change": 0, "counted": 9, "person": "刘"}
    is_kept("store_move_counted_once_a_day", lambda: StoreMove.objects.create(**facts, recorded_by=found.recorded_by))


@pytest.mark.parametrize(
    ("spec", "unit", "weight"),
    [("", "公斤", 1), ("", "斤", "0.5"), ("25kg", "袋", 25), ("500克/包", "包", "0.5"), ("", "ＫＧ", 1), ("大号", "箱", None)],
)
def test_a_unit_weighs_what_its_name_or_its_spec_says(spec, unit, weight):
    assert kilograms(spec, unit) == (None if weight is None else Decimal(weight))


def test_menus_are_compared_with_what_was_bought_and_used_in_kilograms(school):
    make.pupils(school, 4)
    make.counted(school, MONDAY, 4)
    dishes = [PlannedDish("米饭", (Food("大米", 250),)), PlannedDish("豆腐", (Food("豆腐", 100),))]
    menus.plan(school=school, day=MONDAY, meal="lunch", dishes=dishes, by=make.officer(school))
    menus.plan(school=school, day=TUESDAY, meal="lunch", dishes=dishes, by=make.officer(school))
    make.bought(school, "100.00")
    make.bought(school, "30.00", item="豆腐", spec="", unit="箱")
    rice(school, 3)
    out(school, 2)
    told = {each.item: (each.planned, each.bought, each.more, each.used) for each in compared(school, make.SEPTEMBER)}
    assert told == {"大米": (1, 28, 2700, 2), "豆腐": (Decimal("0.4"), None, None, 0)}


def test_the_school_takes_out_and_counts_on_the_page(log_in, school):
    rice(school, 50)
    client, page = log_in(make.officer(school)), f"/subsidies/meals/schools/{school.pk}/store/"
    assert (
        "库存只有" in client.post(f"{page}out/", {"day": "2022-09-06", "person": "马师傅", "quantity_0": "51"}).content.decode()
    )
    assert "至少填写一个" in client.post(f"{page}out/", {"day": "2022-09-06", "person": "马师傅"}).content.decode()
    client.post(f"{page}out/", {"day": "2022-09-06", "person": "马师傅", "quantity_0": "20.5"})
    client.post(f"{page}count/", {"day": "2022-09-09", "person": "刘主任", "note": "受潮", "quantity_0": "29"})
    shown = client.get(f"{page}?day=2022-09-09").content.decode()
    for words in ("20.5", "29", "受潮", "马师傅"):
        assert words in shown
    move = StoreMove.objects.get(kind="count")
    client.post(f"/subsidies/meals/store/{move.pk}/take-back/", {"note": "重新盘点"})
    assert StoreMove.objects.get().kind == "out"
    assert log_in(make.leader(school)).post(f"{page}out/", {}).status_code == 403


def test_the_list_and_its_file_are_of_the_own_school(log_in, school):
    rice(school, 50)
    out(school, 20)
    other = a_school(name="午井镇中心小学")
    assert "马师傅" in log_in(make.officer(school)).get("/subsidies/meals/store/?item=大米&kind=out").content.decode()
    assert "马师傅" not in log_in(make.officer(other)).get("/subsidies/meals/store/").content.decode()
    spec = export_named("meal_store")
    [row] = spec.rows(spec.queryset(ExportQuery(user=make.officer(school))))
    assert row[3:8] == ("出库", "大米", "一级", "公斤", "-20")


def test_it_goes_over_the_api_as_on_the_page(log_in, school):
    rice(school, 50)
    client, line = log_in(make.officer(school)), {"item": "大米", "spec": "一级", "unit": "公斤"}

    def send(path, **lines):
        said = {"school": school.code, "day": "2022-09-06", "person": "马师傅", "lines": [{**line, **lines}]}
        return client.post(f"/api/meal-store/{path}", said, content_type="application/json")

    assert send("", quantity="51").json()["code"] == "not_in_store"
    [made] = send("", quantity="20").json()
    assert (made["kind"], made["change"]) == ("out", "-20.000")
    assert send("count/", counted="29").status_code == 409
    assert send("count/", counted="29", note="受潮").status_code == 201
    [stock] = client.get(f"/api/meal-store/stock/?school={school.code}&day=2022-09-06").json()
    assert (stock["came"], stock["found"], stock["left"]) == ("50.000", "-1.000", "29.000")
    assert client.get("/api/meal-store/?kind=count").json()["count"] == 1
    back = client.post(f"/api/meal-store/{made['id']}/take-back/", {"note": "误登"}, content_type="application/json")
    assert back.status_code == 204
