"""What leaves by the console: exactly the columns of eligibility.md 7, as csv for programs and as a workbook for people."""

import csv
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from aid_portal.models import AuditEvent
from tests.factories.subsidies import a_whereabouts

COLUMNS = {
    "decisions": "school_code,registry_number,name,stage,grade,boarding,tier,categories,programme,amount,waiver,grounds,"
    "term,policy",
    "whereabouts": "person_number,household_number,name,birth_date,code,school_code,registry_number",
    "findings": "code,school_code,registry_number,name,detail",
    "statistics": "stage,programme,term,person_times,persons,amount,waiver",
    "reviews": "level,kind,record_key,record_name,registry_number,name",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", COLUMNS)
def test_the_first_row_of_a_csv_names_its_columns(tmp_path, name):
    target = tmp_path / "out.csv"
    call_command("export", name, "--term", "2022A", "--year", "2022", "--to", str(target), stdout=StringIO())
    assert target.read_text(encoding="utf-8").strip() == COLUMNS[name]


@pytest.mark.django_db
def test_a_workbook_has_chinese_headings_and_says_what_a_row_is(tmp_path):
    a_whereabouts()
    target = tmp_path / "out.xlsx"
    call_command("export", "whereabouts", "--term", "2022A", "--to", str(target), stdout=StringIO())
    book = openpyxl.load_workbook(target)
    rows = list(book["监测对象去向"].iter_rows(values_only=True))
    assert rows[0][:5] == ("人编号", "户编号", "姓名", "出生日期", "去向")
    assert [row[4] for row in rows[1:]] == ["SUSPECT"]
    assert "3至17周岁" in str(list(book["附注"].iter_rows(values_only=True)))


@pytest.mark.django_db
def test_taking_data_away_by_the_console_is_an_audit_event(tmp_path):
    target = tmp_path / "out.csv"
    call_command("export", "findings", "--term", "2022A", "--to", str(target), stdout=StringIO())
    event = AuditEvent.objects.get(event="portal.export.made")
    assert event.actor == "console"
    with target.open(encoding="utf-8") as stream:
        assert list(csv.DictReader(stream)) == []


@pytest.mark.django_db
def test_another_kind_of_file_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="xlsx"):
        call_command("export", "findings", "--term", "2022A", "--to", str(tmp_path / "out.pdf"))
