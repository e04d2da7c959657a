"""COPY of rows that are made while they are copied."""

import pytest

from aid_portal.copying import copy_rows
from aid_portal.errors import Refused
from students.models import TermSetting

pytestmark = pytest.mark.django_db


def test_what_goes_wrong_while_rows_are_made_is_raised_as_it_is():
    def rows():
        yield ("2030S", 4060, "2030-03-31", "")
        raise Refused("读到一半发现文件已损坏。")

    with pytest.raises(Refused, match="读到一半"):
        copy_rows(TermSetting._meta.db_table, ("code", "position", "cut_off_on", "lock_note"), rows())


def test_however_many_and_however_long_rows_arrive_as_they_were():
    notes = [f"{number}\t\\{'说' * (number * 37 % 190)}\n" for number in range(1_000)]
    rows = ((f"{number:04d}A", number, "2030-03-31", note) for number, note in enumerate(notes))
    copy_rows(TermSetting._meta.db_table, ("code", "position", "cut_off_on", "lock_note"), rows)
    assert (
        list(TermSetting.objects.filter(cut_off_on="2030-03-31").order_by("position").values_list("lock_note", flat=True))
        == notes
    )
