"""The public reads the year as it was frozen, and no row, nor a difference of rows, speaks of a handful of children."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.models import StatisticsReport
from subsidies.reports.frozen import kept
from subsidies.reports.public_figures import LEAST, published, published_years
from subsidies.reports.statistics import Numbers
from tests.factories.portal import a_user

pytestmark = pytest.mark.django_db
FIGURES = reverse("public-aid:figures")


def numbers(persons: int) -> dict:
    return kept(Numbers(times=2 * persons, persons=persons, amount=Decimal(500 * persons)))


def a_report(persons: dict[tuple[str, str], int], span: str = "2022", day: int = 1) -> StatisticsReport:
    rows = [{"key": list(key), "cells": {}, "total": numbers(of)} for key, of in persons.items()]
    return StatisticsReport.objects.create(
        title="年度统计表", kind="annual", parameters={"span": span, "left_out": []}, rows=rows,
        totals={"columns": [], "feet": {}, "total": numbers(sum(persons.values()))}, row_count=1, digest=b"0" * 32,
        made_by=a_user(f"lin{StatisticsReport.objects.count()}", "林局长"),
        frozen_at=datetime(2023, 1, day, tzinfo=UTC),
    )  # fmt: skip


def told(year: int = 2022) -> dict[tuple[str, str], int]:
    return {(line.stage, line.programme): line.times for line in published(year).lines}


BIG = {("primary", "CE_DAY"): 400, ("junior", "CE_DAY"): 200, ("senior", "SH_GRANT"): 30}


def test_a_year_stands_as_it_was_frozen_last() -> None:
    a_report({("primary", "CE_DAY"): 50})
    a_report(BIG, day=2)
    a_report({("primary", "CE_DAY"): 70}, span="2021-2022", day=3)
    assert published_years() == [2022]
    assert sum(told().values()) == published(2022).times == 2 * 630
    assert published(2021) is None


def test_a_row_of_few_children_is_told_only_together_with_others() -> None:
    a_report({**BIG, ("vocational", "VOC_GRANT"): LEAST - 1})
    shown = told()
    assert shown["其他", "人数较少的项目合计"] == 2 * (LEAST - 1 + 30)  # the next smallest hides it from subtraction
    assert len(shown) == 3
    assert sum(shown.values()) == published(2022).times


def test_two_small_rows_that_are_few_together_take_a_third_with_them() -> None:
    a_report({**BIG, ("vocational", "VOC_GRANT"): 3, ("kindergarten", "PRE_LIVING"): 4})
    assert told()["其他", "人数较少的项目合计"] == 2 * 37


def test_rows_of_enough_children_stand_alone() -> None:
    a_report({**BIG, ("vocational", "VOC_GRANT"): LEAST})
    assert "其他" not in {stage for stage, _programme in told()}


def test_a_year_of_few_children_is_not_told_at_all() -> None:
    a_report({("primary", "CE_DAY"): LEAST - 1})
    assert "还没有公布的统计" in Client().get(FIGURES).content.decode()
    assert Client().get(reverse("public-data-file", args=["student-aid", 2022])).status_code == 404


def test_page_and_file_tell_the_same() -> None:
    a_report(BIG)
    page = Client().get(FIGURES, {"year": "2022"}).content.decode()
    assert "1,260" in page
    assert "315,000.00" in page
    lines = Client().get(reverse("public-data-file", args=["student-aid", 2022])).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "year,stage,programme,times,amount_yuan"
    assert "2022,小学,义务教育非寄宿生生活补助,800,200000.00" in lines
    assert len(lines) == 4


def test_a_year_nobody_froze_leads_to_the_newest() -> None:
    a_report(BIG)
    assert "1,260" in Client().get(FIGURES, {"year": "19x"}).content.decode()


def test_the_api_tells_the_same_without_a_login() -> None:
    a_report({**BIG, ("vocational", "VOC_GRANT"): LEAST - 1})
    assert Client().get("/api/public-figures/").json() == {"years": [2022]}
    year = Client().get("/api/public-figures/2022/").json()
    assert (year["times"], {(line["stage"], line["programme"]): line["times"] for line in year["lines"]}) == (1278, told())
    assert Client().get("/api/public-figures/2021/").status_code == 404
