"""Who has a grievance is reminded before its day and after it, on record, and finds it on his home page until it is answered."""

from datetime import UTC, date, datetime

import pytest

from aid_portal.choices import Role
from aid_portal.models import AuditEvent, Holiday
from supervision.actions import grievance_reminders, grievance_steps
from supervision.models import GrievanceStep
from supervision.reports.grievances import due_in_hand, last_pressing_day, waiting
from supervision.rules.grievances import is_reminded
from supervision.sealing import open_step
from tests.factories.grievances import received
from tests.factories.portal import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
APRIL = datetime(2022, 4, 20, 1, tzinfo=UTC)
BEFORE, DUE, FIRST_LATE = date(2022, 5, 11), date(2022, 5, 12), date(2022, 5, 13)  # a Friday


def reminders():
    return GrievanceStep.objects.filter(kind="reminded")


def given(kind, unit, by):
    grievance, _code = received(kind, by=by, at=APRIL)
    [found] = grievance_steps.assign(grievances=[grievance], unit=unit, by=by, at=APRIL)
    return found


def test_a_reminder_comes_once_before_the_deadline_on_the_first_working_day_after_it_and_every_fifth_one_after() -> None:
    days = {date(2022, 5, 9): -3, date(2022, 5, 10): -2, BEFORE: -1, DUE: 0, FIRST_LATE: 1, date(2022, 5, 19): 4}
    days |= {date(2022, 4, 29): -9, date(2022, 5, 20): 6}

    def between(a, b):
        return days[b] - days[a]

    def reminded(last, *when):
        return [is_reminded(DUE, last, day, between) for day in when]

    assert reminded(None, date(2022, 5, 9), date(2022, 5, 10), BEFORE, DUE) == [False, True, True, True]
    assert reminded(date(2022, 5, 10), BEFORE, DUE, FIRST_LATE) == [False, False, True]
    assert reminded(date(2022, 4, 29), BEFORE, FIRST_LATE) == [True, True]  # reminded before it was opened again
    assert reminded(FIRST_LATE, date(2022, 5, 19), date(2022, 5, 20)) == [False, True]


def test_who_has_it_is_reminded_once_two_working_days_before_its_day(chen, school) -> None:
    grievance = given("complaint", school, chen)
    assert grievance.due_on == DUE
    assert [grievance_reminders.run(day=date(2022, 5, day)) for day in (8, 9, 10, 10, 11, 12)] == [0, 0, 1, 0, 0, 0]
    assert f"离办理期限还有2个工作日，请{school}按期办理" in open_step(reminders().get())


def test_on_the_last_day_it_says_so(chen, school) -> None:
    given("complaint", school, chen)
    assert grievance_reminders.run(day=DUE) == 1
    assert "今天是办理期限的最后一天" in open_step(reminders().get())


def test_the_school_that_lets_it_lie_is_reminded_once_a_day_until_it_reports(chen, wang, school) -> None:
    grievance = given("complaint", school, chen)
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
    assert last_pressing_day(FIRST_LATE) == FIRST_LATE


def test_what_is_late_stands_on_the_home_page_of_who_has_it_and_of_the_desk(
    log_in, chen, lin, wang, zhao, school, time_machine
) -> None:
    grievance = given("complaint", school, chen)
    time_machine.move_to("2022-05-09T09:00+08:00", tick=False)
    assert "逾期和将到期的诉求" not in log_in(wang).get("/").content.decode()
    time_machine.move_to("2022-05-12T09:00+08:00", tick=False)
    assert "将到期" in log_in(wang).get("/").content.decode()
    assert [waiting(chen, "chase").count(), due_in_hand(wang, BEFORE).count()] == [0, 0]
    time_machine.move_to("2022-05-13T09:00+08:00", tick=False)
    grievance_reminders.run(day=FIRST_LATE)
    assert [list(due_in_hand(user, DUE)) for user in (wang, zhao, chen)] == [[grievance], [], [grievance]]
    for person in (wang, chen, lin):
        home = log_in(person).get("/").content.decode()
        assert "逾期和将到期的诉求" in home
        assert str(grievance) in home
    assert "逾期和将到期的诉求" not in log_in(zhao).get("/").content.decode()
    listed = log_in(chen).get("/supervision/grievances/?waiting=chase").content.decode()
    assert str(grievance) in listed
    assert "催办" in log_in(wang).get(grievance.get_absolute_url()).content.decode()


def test_a_tip_off_that_is_late_stays_with_those_who_may_see_it(chen, lin, bureau) -> None:
    han = a_person("han", "韩督查", Role.INSPECTOR, bureau)
    tip, _code = received("tip_off", by=lin, at=APRIL)
    grievance_steps.assign(grievances=[tip], unit=bureau, person=han, by=lin, at=APRIL)
    day = date(2023, 1, 6)
    assert [due_in_hand(user, day).count() for user in (han, lin, chen)] == [1, 1, 0]
