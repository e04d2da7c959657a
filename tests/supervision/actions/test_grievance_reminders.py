"""Who lets a grievance lie beyond its day is reminded on record, and finds it on his home page until it is answered."""

from datetime import UTC, date, datetime

import pytest

from aid_portal.choices import Role
from aid_portal.models import AuditEvent, Holiday
from supervision.actions import grievance_reminders, grievance_steps
from supervision.models import GrievanceStep
from supervision.reports.grievances import late_in_hand, waiting
from supervision.rules.grievances import is_reminded
from supervision.sealing import open_step
from tests.factories.grievances import received
from tests.factories.portal import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
APRIL = datetime(2022, 4, 20, 1, tzinfo=UTC)
DUE, FIRST_LATE = date(2022, 5, 12), date(2022, 5, 13)  # a Friday


def reminders():
    return GrievanceStep.objects.filter(kind="reminded")


def given(kind, unit, by):
    grievance, _code = received(kind, by=by, at=APRIL)
    [found] = grievance_steps.assign(grievances=[grievance], unit=unit, by=by, at=APRIL)
    return found


def test_a_reminder_comes_on_the_first_working_day_after_the_deadline_and_every_fifth_one_after() -> None:
    days = {date(2022, 5, 13): 1, date(2022, 5, 19): 4, date(2022, 5, 20): 5}

    def between(a, b):
        return days[b] - days.get(a, 0)

    assert is_reminded(DUE, None, FIRST_LATE, between)
    assert is_reminded(DUE, date(2022, 4, 29), FIRST_LATE, between)  # reminded before it was opened again
    assert not is_reminded(DUE, FIRST_LATE, date(2022, 5, 19), between)


def test_the_school_that_lets_it_lie_is_reminded_once_a_day_until_it_reports(chen, wang, school) -> None:
    grievance = given("complaint", school, chen)
    assert grievance.due_on == DUE
    assert grievance_reminders.run(day=DUE) == 0
    assert [grievance_reminders.run(day=FIRST_LATE) for _time in range(2)] == [1, 0]
    assert "已超过办理期限1个工作日，请" in open_step(reminders().get())
    assert str(school) in open_step(reminders().get())
    assert AuditEvent.objects.get(event="supervision.grievance.reminded").actor == "system"
    later = [grievance_reminders.run(day=date(2022, 5, day)) for day in (14, 16, 19, 20)]
    assert later == [0, 0, 0, 1]  # a Saturday, then not before the fifth working day
    grievance_steps.answer(grievance=grievance, text="已补发", by=chen)
    assert grievance_reminders.run(day=date(2022, 6, 20)) == 0


def test_nobody_is_reminded_in_a_year_without_its_holidays(chen, school) -> None:
    given("complaint", school, chen)
    Holiday.objects.filter(day__year=2022).delete()
    assert grievance_reminders.run(day=FIRST_LATE) == 0


def test_what_is_late_stands_on_the_home_page_of_who_has_it_and_of_the_desk(
    log_in, chen, lin, wang, zhao, school, time_machine
) -> None:
    grievance = given("complaint", school, chen)
    time_machine.move_to("2022-05-12T09:00+08:00", tick=False)
    assert [waiting(chen, "chase").count(), late_in_hand(wang, DUE).count()] == [0, 0]
    time_machine.move_to("2022-05-13T09:00+08:00", tick=False)
    grievance_reminders.run(day=FIRST_LATE)
    assert [list(late_in_hand(user, FIRST_LATE)) for user in (wang, zhao, chen)] == [[grievance], [], [grievance]]
    for person in (wang, chen, lin):
        home = log_in(person).get("/").content.decode()
        assert "逾期未办结的诉求" in home
        assert str(grievance) in home
    assert "逾期未办结的诉求" not in log_in(zhao).get("/").content.decode()
    listed = log_in(chen).get("/supervision/grievances/?waiting=chase").content.decode()
    assert str(grievance) in listed
    assert "催办" in log_in(wang).get(grievance.get_absolute_url()).content.decode()


def test_a_tip_off_that_is_late_stays_with_those_who_may_see_it(chen, lin, bureau) -> None:
    han = a_person("han", "韩督查", Role.INSPECTOR, bureau)
    tip, _code = received("tip_off", by=lin, at=APRIL)
    grievance_steps.assign(grievances=[tip], unit=bureau, person=han, by=lin, at=APRIL)
    day = date(2023, 1, 6)
    assert [late_in_hand(user, day).count() for user in (han, lin, chen)] == [1, 1, 0]
