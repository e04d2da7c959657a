"""The pages of the plan's own account: bought beside the inquiry, seen by two, received by document; suppliers, price lists."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from subsidies.actions import meal_purchases, meal_reports
from subsidies.models import InquiryPrice, MealIncome, MealPurchase, PriceInquiry, Supplier
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
PURCHASES, SUPPLIERS, INQUIRIES = (f"/subsidies/meals/{each}/" for each in ("purchases", "suppliers", "inquiries"))


def text(client, address):
    return client.get(address).content.decode()


def page(school, tail):
    return f"/subsidies/meals/schools/{school.pk}/{tail}/?day=2022-09-05"


@pytest.fixture
def inquiry(chen, school):
    prices = [
        {"item": "大米", "spec": "一级", "unit": "公斤", "price": Decimal("5.60")},
        {"item": "猪肉", "spec": "后腿", "unit": "公斤", "price": Decimal("28.00")},
    ]
    return meal_purchases.inquire(from_on=date(2022, 9, 1), document="九月询价", prices=prices, by=chen)


@pytest.fixture
def client(chen, log_in, school):
    return log_in(make.officer(school))


def a_purchase(**facts):
    said = {"day": "2022-09-05", "supplier": make.a_supplier().pk, "quantity": "10", "price": "5.60"}
    return {**said, "first_checker": "刘主任", "second_checker": "赵老师", **facts}


def test_what_is_on_the_list_is_chosen_and_its_price_stands_beside_the_countys(client, school, inquiry):
    pork = inquiry.prices.get(item="猪肉")
    assert "猪肉 后腿 28.00/公斤" in text(client, page(school, "purchase"))
    client.post(page(school, "purchase"), a_purchase(listed=pork.pk, price="32.20"))
    made = MealPurchase.objects.get()
    assert (made.item, made.unit, made.inquired, made.difference) == ("猪肉", "公斤", Decimal("28.00"), Decimal("4.20"))
    for address in (PURCHASES, made.get_absolute_url(), f"{PURCHASES}?flag=over"):
        assert "高于" in text(client, address)
        assert "4.20" in text(client, address)


def test_what_is_not_on_the_list_is_named_by_hand(client, school, inquiry):
    refused = client.post(page(school, "purchase"), a_purchase(item="", unit="")).content.decode()
    assert "请填写，或者在上面选择询价品名" in refused
    client.post(page(school, "purchase"), a_purchase(item="花椒", unit="袋", quantity="0.5"))
    made = MealPurchase.objects.get()
    assert (made.inquired, made.difference, made.amount) == (None, None, Decimal("2.80"))
    assert "花椒" in text(client, f"{PURCHASES}?flag=unpriced")


def test_one_person_alone_does_not_take_delivery(client, school):
    said = client.post(page(school, "purchase"), a_purchase(item="大米", unit="袋", second_checker="刘主任")).content.decode()
    assert "两个不同的验收人" in said
    assert not MealPurchase.objects.exists()


def test_the_delivery_has_its_photo(client, school, log_in):
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "JPEG")
    photo = SimpleUploadedFile("a.jpg", picture.getvalue(), content_type="image/jpeg")
    client.post(page(school, "purchase"), a_purchase(item="大米", unit="袋", photo=photo))
    made = MealPurchase.objects.get()
    answer = client.get(f"{PURCHASES}{made.pk}/photo/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in answer.headers["Cache-Control"]
    other = make.a_canteen(a_school(name="城关小学")).school
    assert log_in(make.officer(other)).get(f"{PURCHASES}{made.pk}/photo/").status_code == 404


def test_money_is_received_by_document_and_not_twice(client, school):
    said = {"day": "2022-09-05", "document": "扶财教〔2022〕39号", "source": "central", "amount": "12,920.00"}
    client.post(page(school, "income"), said)
    assert MealIncome.objects.get().amount == Decimal("12920.00")
    assert "已经登记过" in client.post(page(school, "income"), said).content.decode()


def test_a_mistake_is_taken_back_with_its_reason_while_the_month_is_open(client, school):
    make.pupils(school, 1)
    first, second = make.bought(school, "5"), make.bought(school, "6")
    client.post(f"{PURCHASES}{first.pk}/take-back/", {"note": ""})
    client.post(f"{PURCHASES}{first.pk}/take-back/", {"note": "记错学校"})
    assert MealPurchase.objects.get() == second
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    assert "take-back" not in text(client, second.get_absolute_url())
    assert client.post(f"{PURCHASES}{second.pk}/take-back/", {"note": "记错学校"}).status_code == 409


def test_another_school_and_the_county_do_not_write_in_the_account(log_in, school):
    made = make.bought(school, "5")
    other = make.a_canteen(a_school(name="城关小学")).school
    stranger = log_in(make.officer(other))
    assert stranger.get(made.get_absolute_url()).status_code == 404
    assert stranger.post(page(school, "purchase"), a_purchase(item="大米", unit="袋")).status_code == 404
    assert log_in(a_hand("guo", "county_reviewer")).get(page(school, "purchase")).status_code == 403
    assert log_in(make.leader(school)).get(page(school, "income")).status_code == 403


def test_the_county_lists_suppliers_with_their_licences(chen, log_in, school):
    said = {"name": "某粮油店", "credit_code": make.CODE, "licence": "JY1", "licence_until": "2023-01-01", "phone": ""}
    client = log_in(chen)
    assert "末位校验码" in client.post(f"{SUPPLIERS}add/", {**said, "credit_code": make.CODE[:-1] + "A"}).content.decode()
    client.post(f"{SUPPLIERS}add/", said)
    made = Supplier.objects.get()
    assert "已过期" in text(client, SUPPLIERS)
    assert "换证以前不得供货" in text(client, made.get_absolute_url())
    assert log_in(make.officer(school)).get(f"{SUPPLIERS}add/").status_code == 403


def test_a_price_list_is_pasted_line_by_line(chen, log_in, school):
    client = log_in(chen)
    said = {"from_on": "2022-10-01", "document": "十月询价", "prices": "大米\t一级\t公斤\t5.60\n盐，，袋，２.00\n醋、瓶、3"}
    client.post(f"{INQUIRIES}add/", said)
    found = InquiryPrice.objects.order_by("pk").values_list("item", "spec", "unit", "price")
    assert list(found) == [
        ("大米", "一级", "公斤", Decimal("5.60")), ("盐", "", "袋", Decimal("2.00")), ("醋", "", "瓶", Decimal("3.00")),
    ]  # fmt: skip
    assert "十月询价" in text(client, INQUIRIES)
    assert "5.60" in text(client, PriceInquiry.objects.get().get_absolute_url())


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ("大米,一级,公斤", "第1行应是"),
        ("大米,一级,公斤,5.60\n面粉", "第2行应是"),
        ("大米,一级,公斤,0", "第1行的品名"),
        ("大米,一级,公斤,5.601", "单价精确到分"),
        ("大米,一级,公斤,5\n大米,一级,公斤,6", "写了不止一次"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(chen, log_in, school, prices, told):
    said = {"from_on": "2022-10-01", "document": "十月询价", "prices": prices}
    assert told in log_in(chen).post(f"{INQUIRIES}add/", said).content.decode()
    assert not PriceInquiry.objects.exists()
