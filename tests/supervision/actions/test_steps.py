"""What follows deadlines, with rows in the database: a year of days sends exactly the expected, each once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Refused
from supervision.actions import extensions, notices, replies, steps
from supervision.models import RectificationNotice, Step, StepRecipient
from supervision.tasks import run_steps
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_person, a_school, a_town
from tests.factories.subsidies_money import a_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def on(month: int, day: int) -> date:
    return date(2022, month, day)


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))


def told(notice: RectificationNotice) -> list[tuple[str, str, str]]:
    return [(f"{step.day:%m-%d}", step.kind, step.status) for step in notice.steps.order_by("pk")]


def test_a_year_of_days_takes_exactly_these_steps_each_once() -> None:
    """Run twice a day, and not at all from 16 to 20 November; graver steps are sent on the day they are prepared."""
    ignored, answered = given.delivered(on=on(3, 7)), given.delivered(a_school(), on=on(5, 5))
    at_once = given.delivered(problems=[given.a_problem(immediate=True)], on=on(4, 11))
    extended, gap = given.delivered(on=on(6, 6)), given.delivered(on=on(11, 1))
    void = given.delivered(on=on(11, 28))
    asked = extensions.ask(notice=extended, until=on(7, 4), reason="材料未到", on=on(6, 17), by=make.an_officer())
    happens = {
        on(4, 12): lambda: given.replied(at_once.problems.get(), on(4, 12)),
        on(5, 12): lambda: given.replied(answered.problems.get(), on(5, 12)),
        on(6, 17): lambda: extensions.decide(extension=asked, approved=True, on=on(6, 17), by=make.lin()),
        on(7, 4): lambda: given.replied(extended.problems.get(), on(7, 4)),
        on(12, 5): lambda: given.replied(gap.problems.get(), on(12, 5)),
        on(12, 6): lambda: notices.void(notice=void, reason="重复", by=make.lin()),
        on(12, 12): lambda: replies.send_back(problem=gap.problems.get(), note="没有改完", on=on(12, 12), by=make.han()),
    }
    for day in days(on(3, 7), on(12, 31)):
        if not on(11, 16) <= day <= on(11, 20):
            steps.run(day=day)
            assert steps.run(day=day) == {}
        for step in Step.objects.filter(status="prepared").order_by("pk"):
            steps.send(step=step, points=Decimal(1), on=day, by=make.lin())
        happens.get(day, lambda: None)()
    assert [line[:2] for line in told(ignored)] == [
        ("03-18", "before"), ("03-21", "due"), ("03-22", "remind"), ("03-25", "urge"), ("03-29", "criticise"),
        ("04-06", "talk"), ("04-20", "deduct"),
    ]  # fmt: skip
    assert told(at_once) == [("04-12", "remind", "sent")]
    assert told(answered) == []
    assert [line[:2] for line in told(extended)] == [("06-17", "before"), ("07-01", "before"), ("07-04", "due")]
    assert [line[:2] for line in told(gap)] == [
        ("11-11", "before"), ("11-15", "due"), ("11-21", "remind"), ("11-24", "urge"), ("11-28", "criticise"),
        ("12-05", "talk"), ("12-20", "deduct"),
    ]  # fmt: skip
    assert told(void) == []
    assert {step.status for step in Step.objects.all()} == {"sent"}


def test_a_reminder_goes_to_the_officers_and_the_leader_of_the_unit_and_to_the_drafter() -> None:
    notice, school = given.delivered(), make.the_school()
    li = a_person("li", "李校长", Role.SCHOOL_LEADER, school)
    a_person("luo", "罗老师", Role.SCHOOL_OFFICER, a_school())
    a_person("ma", "马老师", Role.CENTRAL_OFFICER, a_town())
    a_hand("gone", Role.SCHOOL_OFFICER, school)
    type(li).objects.filter(username="gone").update(is_active=False)
    steps.run(day=on(5, 9))
    step = notice.steps.get()
    assert (step.kind, step.status, step.sent_by) == ("before", "sent", None)
    assert [each.user for each in step.recipients.order_by("pk")] == [li, make.an_officer(), make.han()]


def test_a_school_without_anybody_of_its_own_is_reminded_through_its_town() -> None:
    ma = a_person("ma", "马老师", Role.CENTRAL_OFFICER, a_town())
    notice = given.issued(a_school())
    steps.run(day=on(5, 9))
    assert [each.user for each in notice.steps.get().recipients.order_by("pk")] == [ma, make.han()]


def overdue() -> Step:
    """A 督办 that waits for somebody to send it."""
    given.delivered()
    for day in (on(5, 12), on(5, 16)):
        steps.run(day=day)
    return Step.objects.get(kind="urge")


def test_a_graver_step_lists_its_recipients_and_goes_by_a_persons_word() -> None:
    a_person("ma", "马老师", Role.CENTRAL_OFFICER, a_town())
    step = overdue()
    names = ["王老师", "马老师", make.lin().name, make.han().name]
    assert [each.user.name for each in step.recipients.order_by("pk")] == names
    assert (step.status, StepRecipient.objects.unread_by(make.an_officer()).count()) == ("prepared", 1)
    steps.send(step=step, note="请三日内报告", on=on(5, 16), by=make.lin())
    step.refresh_from_db()
    assert (step.status, step.sent_by, timezone.localdate(step.sent_at)) == ("sent", make.lin(), on(5, 16))
    assert StepRecipient.objects.unread_by(make.an_officer()).count() == 2
    steps.read(notice=step.notice, by=make.an_officer())
    assert not StepRecipient.objects.unread_by(make.an_officer()).exists()
    assert StepRecipient.objects.unread_by(make.han()).exists()


def test_nothing_graver_comes_while_a_step_waits_and_a_late_one_puts_off_the_next() -> None:
    step = overdue()
    assert [steps.run(day=day) for day in days(on(5, 17), on(5, 24)) if day] == [{}] * 8
    steps.send(step=step, on=on(5, 24), by=make.lin())
    taken = Counter({day: steps.run(day=day).get("criticise", 0) for day in days(on(5, 24), on(5, 31))})
    assert +taken == Counter({on(5, 27): 1})


def test_a_step_is_dropped_with_a_reason_and_points_belong_to_the_last_one() -> None:
    step = overdue()
    with pytest.raises(Refused, match="请写明不发出的原因"):
        steps.drop(step=step, note="", by=make.lin())
    steps.drop(step=step, note="已电话督促", by=make.lin())
    step.refresh_from_db()
    assert (step.status, step.note) == ("dropped", "已电话督促")
    last = make.a_step(step.notice, kind="deduct")
    with pytest.raises(Refused, match="扣多少分"):
        steps.send(step=last, by=make.lin())
    assert steps.send(step=last, points=Decimal("0.5"), by=make.lin()).points == Decimal("0.5")


@pytest.mark.parametrize("end", ["closed", "voided"])
def test_the_end_of_a_notice_drops_what_waits(end: str) -> None:
    step = overdue()
    if end == "closed":
        given.closed(step.notice.problems.get(), on(5, 16))
    else:
        notices.void(notice=step.notice, reason="重复", by=make.lin())
    step.refresh_from_db()
    assert step.status == "dropped"


def test_a_deadline_beyond_the_tables_holds_up_nobody_else() -> None:
    beyond = given.issued(deadline_kind="calendar", deadline_days=300, on=date(2023, 3, 10))
    RectificationNotice.objects.filter(pk=beyond.pk).update(due_on=date(2024, 1, 3))
    beyond.problems.update(due_on=date(2024, 1, 3))
    given.issued(deadline_kind="calendar", deadline_days=3, on=date(2023, 12, 25))
    assert steps.run(day=date(2023, 12, 29)) == {"remind": 1, "skipped": 1}
    with pytest.raises(Refused, match="还没有2024年"):
        steps.run(day=date(2024, 3, 1))


def test_the_task_takes_the_steps_of_today(time_machine: object) -> None:
    notice = given.delivered()
    time_machine.move_to(datetime(2022, 5, 11, 9, 20, tzinfo=timezone.get_current_timezone()))
    run_steps()
    assert [step.kind for step in notice.steps.all()] == ["due"]
