"""manage.py export statistics: one row a cell, no totals."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from aid_portal import jobs
from aid_portal.actions import exports
from aid_portal.errors import Refused
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import export_named
from aid_portal.models import JobRun, OrgUnit, User
from subsidies.choices import Channel
from subsidies.models import Entitlement
from tests.exports import read_csv, rows_of
from tests.factories.students import the_term
from tests.factories.subsidies_money import all_paid, an_enrolled_child, an_entitlement, approved, the_money, the_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_year(chen: User, lin: User, school: OrgUnit, wang: User) -> None:
    the_money()
    the_money(programme="VOC_FEE")
    spring = an_enrolled_child(school=school, term=the_term("2022S"))
    fee = an_enrolled_child(stage="vocational", grade=1, school=spring.school)
    entitlements = [an_entitlement(enrolment=spring), an_entitlement(), an_entitlement()]
    approved(
        *entitlements,
        an_entitlement(enrolment=fee, programme=the_programme("VOC_FEE"), amount=Decimal("800.00"), waiver=True),
    )
    all_paid(term="2022S")
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)


def export(path: Path, *arguments: str) -> Path:
    call_command("export", "statistics", *arguments, "--to", str(path), stdout=StringIO())
    return path


@pytest.mark.usefixtures("a_year")
def test_a_row_is_a_cell_of_stage_programme_and_term(tmp_path: Path) -> None:
    said = export(tmp_path / "year.csv", "--year", "2022").read_text(encoding="utf-8")
    assert said.splitlines() == [
        "stage,programme,term,person_times,persons,amount,waiver",
        "primary,CE_BOARD,2022A,2,2,1000.00,0",
        "primary,CE_BOARD,2022S,1,1,500.00,0",
        "vocational,VOC_FEE,2022A,1,1,800.00,1",
    ]


@pytest.mark.usefixtures("a_year")
def test_an_academic_year_has_its_own_cells(tmp_path: Path) -> None:
    said = export(tmp_path / "year.csv", "--year", "2021-2022").read_text(encoding="utf-8")
    assert said.splitlines()[1:] == ["primary,CE_BOARD,2022S,1,1,500.00,0"]


@pytest.mark.usefixtures("a_year")
def test_the_workbook_is_headed_in_chinese(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(tmp_path / "year.xlsx", "--year", "2022"))
    rows = list(book["年度统计"].iter_rows(values_only=True))
    assert rows[0] == ("学段", "资助项目", "学期", "人次", "人数", "金额（元）", "减免")
    assert rows[1][3:6] == (2, 2, 1000)


@pytest.mark.parametrize("arguments", [(), ("--year", "明年"), ("--term", "2022A")])
def test_without_a_year_the_command_says_what_to_give(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="2021-2022（学年）"):
        export(tmp_path / "year.csv", *arguments)


@pytest.mark.usefixtures("a_year")
@pytest.mark.parametrize("kind", ["town", "school", "category", "source", "channel", "home"])
def test_every_table_has_its_file_and_the_rows_come_to_the_same(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.csv"
    call_command("export", f"statistics_{kind}", "--year", "2022", "--to", str(path), stdout=StringIO())
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(int(row["person_times"]) for row in rows) == 4
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal("2300.00")
    sources = ("central", "province", "city", "county")
    assert sum(Decimal(row[source]) for row in rows for source in sources) == Decimal("2300.00")


def taken(name: str, query: str, user: User, **how: object) -> JobRun:
    return jobs.run_inline(exports.order(order=ExportOrder.placed(export_named(name), query, "2022A", **how), by=user))


@pytest.mark.usefixtures("units", "a_year")
def test_from_the_page_the_cells_leave_in_words_and_within_the_scope(chen: User, wang: User, zhao: User) -> None:
    groups, parts, *lines = rows_of(taken("statistics", "span=2022", chen))
    assert groups[:8] == ("学段", "资助项目", "2022春", None, "2022秋", None, "合计", None)
    assert parts[2:9] == ("人次", "金额（元）", "人次", "金额（元）", "人次", "人数", "金额（元）")
    assert lines[0][:9] == ("小学", "义务教育寄宿生生活补助", 1, 500, 2, 1000, 3, 3, 1500)
    assert lines[-1][0] == "合计"
    assert lines[-1][6:9] == (4, 4, 2300)
    assert [row[:1] for row in rows_of(taken("statistics_school", "span=2021-2022", wang))[2:-1]] != []
    with pytest.raises(Refused, match="没有可导出的记录"):
        taken("statistics", "span=2022", zhao)


@pytest.mark.usefixtures("units", "a_year")
def test_every_category_that_is_held_has_its_own_file(chen: User) -> None:
    with pgtrigger.ignore("subsidies.Entitlement:approved_is_final"):
        Entitlement.objects.filter(waiver=True).update(categories=["LIFTED", "DIBAO_RURAL"])
    rows = rows_of(taken("statistics_held", "span=2022", chen))
    assert sorted(row[1:4] for row in rows) == [(1, 1, 800), (4, 4, 2300)]


@pytest.mark.usefixtures("units", "a_year")
def test_payments_leave_with_the_account_masked_unless_a_reason_is_given(chen: User) -> None:
    masked = {row["account"] for row in read_csv(taken("payments", "term=all", chen, format="csv"))}
    whole = {row["account"] for row in read_csv(taken("payments", "term=all", chen, format="csv", masked=False, reason="对账"))}
    assert all("********" in account for account in masked - {""})
    assert {len(account) for account in whole - {""}} == {19}
    row = rows_of(taken("payments", "term=all&programme=VOC_FEE", chen))[0]
    assert row[4:9] == ("中职", "中等职业教育免学费", "2022A", "拨付学校（减免）", "学校")


def test_the_console_takes_the_payments_of_a_term(a_year: None, tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    call_command("export", "payments", "--term", "2022S", "--to", str(path), stdout=StringIO())
    with path.open(encoding="utf-8") as stream:
        assert [(row["amount"], row["status"]) for row in csv.DictReader(stream)] == [("500.00", "paid")]
