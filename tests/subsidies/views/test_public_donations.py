"""The public reads who gave what in a year; a person who gave is not named, and what nobody approved is not told."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.actions import gifts
from subsidies.reports.public_donations import gift_years, gifts_of
from tests.factories import donations as make

pytestmark = pytest.mark.django_db
DONATIONS = reverse("public-aid:donations")


def test_gifts_of_the_year_stand_with_what_they_come_to() -> None:
    make.a_gift(amount="75000")
    make.some_milk(unit_value=Decimal(2), basis="出厂价")
    make.some_milk(make.an_agreement("书包", amount_each=None), item="书包", unit="个", quantity=30)
    shown = gifts_of(2022)
    assert gift_years() == [2022]
    assert shown.cash == Decimal("75000")
    assert shown.worth == Decimal(80_000)
    assert [gift.what for gift in shown.gifts] == ["现金", "饮用奶40000盒", "书包30个"]
    assert "75,000.00" in Client().get(DONATIONS).content.decode()


def test_a_person_is_not_named() -> None:
    donor = make.a_donor("李善明")
    type(donor).objects.filter(pk=donor.pk).update(kind="person", credit_code="")
    donor.refresh_from_db()
    make.a_gift(make.an_agreement(donor=donor))
    page = Client().get(DONATIONS).content.decode()
    assert "李善明" not in page
    assert "爱心人士" in page


def test_what_waits_for_the_second_person_is_not_told() -> None:
    agreement = make.an_agreement()
    facts = {"kind": "cash", "received_on": make.DAY, "amount": Decimal(500)}
    gifts.register(programme=agreement.programme, donor=agreement.donors.get(), by=make.chen(), **facts)
    assert gift_years() == []
    assert "还没有捐赠记录" in Client().get(DONATIONS).content.decode()
