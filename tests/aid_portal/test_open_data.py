"""Whoever takes figures away is told what they mean, and a cell that looks like a formula is text."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from aid_portal import open_data
from aid_portal.open_data import Dataset, OpenColumn, as_csv, datasets
from tests.factories import donations as make

pytestmark = pytest.mark.django_db
GIFTS = "donations"


def rows(path: str) -> list[dict[str, str]]:
    answer = Client().get(path)
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def file_of(name: str, year: int) -> str:
    return reverse("public-data-file", args=[name, year])


def test_each_column_of_each_file_has_its_meaning_on_the_page_and_in_a_file() -> None:
    make.a_gift(amount="75000")
    told = {(row["dataset"], row["column"]): row["meaning"] for row in rows(reverse("public-data-columns"))}
    page = Client().get(reverse("public-data")).content.decode()
    assert {name for name, _column in told} == {each.name for each in datasets()} >= {"student-aid", GIFTS}
    assert all(meaning in page for meaning in told.values())
    assert {(GIFTS, column) for column in rows(file_of(GIFTS, 2022))[0]} <= told.keys()


def test_gifts_are_the_rows_of_the_page() -> None:
    make.a_gift(amount="75000")
    make.some_milk(unit_value=Decimal(2), basis="出厂价")
    found = rows(file_of(GIFTS, 2022))
    assert [(row["what"], row["worth_yuan"]) for row in found] == [("现金", "75000.00"), ("饮用奶40000盒", "80000.00")]
    assert file_of(GIFTS, 2022) in Client().get(reverse("public-data")).content.decode()


def test_what_nobody_publishes_is_no_file() -> None:
    for path in (file_of(GIFTS, 2022), file_of("student-aid", 2022), file_of("children", 2022)):
        assert Client().get(path).status_code == 404


def test_a_name_that_begins_like_a_formula_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "_datasets", {})
    made = Dataset("x", "试", (OpenColumn("donor", "捐赠单位"),), lambda: [2022], lambda year: [["=HYPERLINK(1)"]])
    assert as_csv(made, 2022).splitlines()[1] == "'=HYPERLINK(1)"
