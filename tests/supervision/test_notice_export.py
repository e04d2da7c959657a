"""manage.py export notices: exactly these columns, one row a number, void ones included."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from supervision.actions import notices
from supervision.models import RectificationNotice
from tests.factories import notices as given
from tests.factories import supervision as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def test_the_notices_of_a_year_as_csv(tmp_path: Path) -> None:
    given.drafted()
    given.closed(given.delivered().problems.get(), date(2022, 5, 13))
    notices.void(notice=given.issued(theme="food"), reason="重复", by=make.lin())
    given.issued(on=date(2023, 1, 4))
    path = tmp_path / "notices.csv"
    call_command("export", "notices", "--year", "2022", "--to", str(path), verbosity=0)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "number,theme,unit,issued_on,due_on,closed_on,status",
        "扶教体督〔2022〕1号,aid,城关第一小学,2022-04-25,2022-05-11,2022-05-13,closed",
        "扶教体食〔2022〕1号,food,城关第一小学,2022-04-25,2022-05-11,,voided",
    ]


def test_the_ledger_has_a_row_a_problem_with_the_last_answer(tmp_path: Path) -> None:
    notice = given.delivered(plan_days=3)
    given.plan_sent(notice, measure="公示五天。", person="周主任")
    problem = given.closed(notice.problems.get(), date(2022, 5, 13))
    path = tmp_path / "problems.csv"
    call_command("export", "problems", "--year", "2022", "--to", str(path), verbosity=0)
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    asked = "number,unit,theme,position,severity,fact,basis,demand,responsible_unit,responsible_person,due_on"
    assert head.startswith(f"{asked},planned,planned_person,planned_on,measure,result,person,done_on,status")
    assert f"{problem.demand},城关第一小学,王校长,2022-05-11,公示五天。,周主任,2022-05-11," in rows[0]
    reply = problem.replies.get()
    said = [f"扶教体督〔2022〕1号,城关第一小学,aid,1,{problem.severity},{problem.fact}", reply.measure, reply.result]
    assert all(words in rows[0] for words in said)
    assert rows[0].endswith(f"closed,{problem.closed_by.name},2022-05-13")
    named = given.issued(problems=[given.a_problem(responsible_unit="总务处", responsible_person="李主任")])
    call_command("export", "problems", "--year", "2022", "--to", str(path), verbosity=0)
    assert f"{named},城关第一小学,aid,1" in path.read_text(encoding="utf-8").splitlines()[2]
    assert "总务处,李主任" in path.read_text(encoding="utf-8").splitlines()[2]
    assert len(rows) + 1 == RectificationNotice.objects.count()
