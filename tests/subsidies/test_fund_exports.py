"""The budget lines and the ledger as files: the rows of the screen, to the fen."""

from decimal import Decimal

import pytest

from aid_portal.exporting import ExportQuery, export_named
from aid_portal.models import User
from tests.exports import rows_taken
from tests.factories import subsidies_money as make
from tests.factories.bank_results import answered

pytestmark = pytest.mark.django_db


def test_a_line_of_the_file_is_a_line_of_the_table(chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    first, second = rows_taken("budgets", chen, "year=2022")
    assert first[:5] == (2022, "CE_BOARD", "central", Decimal("100000.00"), Decimal("250.00"))
    assert first[5:] == (0, Decimal("250.00"), Decimal("250.00"), 0, 0, 0, Decimal("99750.00"))
    assert rows_taken("budgets", chen, "year=2022&source=county") == [second]
    assert rows_taken("budgets", None) == [first, second]


def test_the_ledger_has_a_row_for_each_entry_and_line(chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    everything = rows_taken("ledger", None)
    assert [(row[1], row[5], row[6]) for row in everything if row[1] == "pay"] == [
        ("pay", "central", Decimal("250.00")), ("pay", "county", Decimal("250.00")),
    ]  # fmt: skip
    assert rows_taken("ledger", chen) == everything


def test_the_file_has_the_conditions_of_the_screen(chen: User) -> None:
    make.the_money()
    answered([make.a_payment()])
    paid = rows_taken("ledger", chen, "source=county&kind=pay")
    assert [(row[1], row[2], row[5], row[6]) for row in paid] == [
        ("pay", "批次FF2022A-0001银行回盘", "county", Decimal("250.00"))
    ]
    on_the_way = rows_taken("ledger", chen, "account=in_process&source=central")
    assert [(row[1], row[6]) for row in on_the_way] == [("send", Decimal("250.00")), ("pay", Decimal("-250.00"))]


def test_the_files_say_what_they_come_to(chen: User) -> None:
    make.the_money()
    spec = export_named("budgets")
    assert "已下达200,000.00元" in spec.totals(spec.queryset(ExportQuery(user=chen)))[0][1]


def test_who_may_not_look_gets_nothing(wang: User) -> None:
    make.the_money()
    assert not export_named("budgets").may_be_taken_by(wang)
    assert list(export_named("ledger").queryset(ExportQuery(user=wang))) == []
