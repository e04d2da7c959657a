"""The export of school aid equals the list and says that it is told apart."""

from datetime import date

import pytest

from aid_portal.exporting import ExportQuery, export_named
from tests.factories import school_aid as make

pytestmark = pytest.mark.django_db


def test_a_row_a_school_with_where_its_money_stands(bureau):
    first = make.a_year(year=2021)
    year = make.a_year(first.school, percent="4")
    make.a_confirmed_use(year, "900", people=30, spent_on=date(2022, 11, 10))
    spec = export_named("school_aid")
    rows = spec.queryset(ExportQuery(year="2022"))
    [row] = [dict(zip([column.name for column in spec.columns], each, strict=True)) for each in spec.rows(rows)]
    assert [f"{row[name]:.2f}" for name in ("carried", "due", "used", "balance")] == ["3000.00", "4000.00", "900.00", "6100.00"]
    assert (row["school_code"], row["state"]) == (first.school.code, "unused")
    assert ("学校资助", "应计提4,000.00元，已用900.00元、30人次") in spec.totals(rows)
