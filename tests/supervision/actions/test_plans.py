"""The plan comes before the report: sent by the unit, let pass or returned by another person, reminded of by the clock."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import InternalError, transaction

from aid_portal.errors import IllegalMove, Refused
from supervision.actions import extensions, notices, plans, replies, steps
from supervision.actions.plans import Planned
from supervision.models import Plan, RectificationNotice, Step
from supervision.reports.clocks import standing_of
from supervision.reports.notices import overdue_board
from tests.factories import notices as given
from tests.factories import supervision as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
PLAN_DUE = date(2022, 4, 28)


def asked(*facts: str, **said: object) -> RectificationNotice:
    """The notice of scenario 38 with a plan wanted within three working days."""
    problems = [given.a_problem(fact, immediate=fact == "立改") for fact in facts or ("资助名单未公示。",)]
    return given.delivered(problems=problems, plan_days=3, **said)


def words(notice: RectificationNotice, day: date) -> str:
    return standing_of(RectificationNotice.objects.with_clocks().get(pk=notice.pk), day).words


def test_the_plan_is_due_before_the_report_in_the_same_kind_of_days() -> None:
    assert (asked().plan_due_on, asked().due_on) == (PLAN_DUE, make.DUE)
    assert asked(deadline_kind="calendar", deadline_days=4).plan_due_on == date(2022, 4, 28)
    assert asked("立改").plan_due_on is None  # what is due at once is not planned
    with pytest.raises(Refused, match="方案期限要短于整改期限10天"):
        given.drafted(plan_days=10)


def test_nothing_is_reported_before_the_plan_was_sent_but_what_is_due_at_once() -> None:
    notice = asked("甲", "立改")
    planned, at_once = notice.problems.all()
    with pytest.raises(Refused, match="请先报送整改方案"):
        given.replied(planned)
    assert given.replied(at_once, make.ISSUED).round == 1
    given.plan_sent(notice)
    assert given.replied(planned).round == 1  # the bureau need not have looked at it


def test_without_the_action_the_database_asks_for_the_plan_first() -> None:
    """The control: the trigger refuses the reply as well."""
    problem = asked().problems.get()
    with pytest.raises(InternalError, match="reply_follows_the_plan"), transaction.atomic():
        make.a_reply(problem)
    given.plan_sent(problem.notice)
    make.a_reply(problem)


def test_a_returned_plan_holds_the_reports_back_until_a_better_one_comes() -> None:
    notice, han = asked("甲", "乙"), make.han()
    first, second = notice.problems.all()
    plan = given.plan_sent(notice)
    given.replied(first)
    with pytest.raises(Refused, match="请写明退回的原因"):
        plans.send_back(plan=plan, note=" ", by=han)
    plans.send_back(plan=plan, note="措施不具体", by=han)
    with pytest.raises(Refused, match="请先报送整改方案"):
        given.replied(second)
    better = given.plan_sent(RectificationNotice.objects.get(pk=notice.pk), on=PLAN_DUE)
    assert [line.problem for line in better.lines.all()] == [second]  # the first is answered already
    assert plans.accept(plan=better, by=han).status == "accepted"
    with pytest.raises(IllegalMove):
        plans.send_back(plan=better, note="再改", by=han)
    assert (better.round, given.replied(second).round) == (2, 1)


def test_sent_twice_it_is_one_plan_and_a_second_one_is_refused_while_the_first_stands() -> None:
    notice, wang = asked(), make.an_officer()
    said = {"notice": notice, "key": uuid4(), "lines": [Planned(notice.problems.get(), "补公示", "王校长", PLAN_DUE)], "by": wang}
    assert plans.send(**said) == plans.send(**said)
    with pytest.raises(Refused, match="方案已经报送"):
        plans.send(**said | {"key": uuid4()})
    with pytest.raises(Refused, match="没有要求整改方案"):
        given.plan_sent(given.delivered())


def test_every_problem_has_a_line_whose_day_lies_before_the_deadline() -> None:
    notice, wang = asked("甲", "乙"), make.an_officer()
    first, second = notice.problems.all()
    for lines in ([first], [first, first, second], []):
        with pytest.raises(Refused, match="请为每一个待整改的问题"):
            plans.send(notice=notice, key=uuid4(), lines=[Planned(each, "补", "王", PLAN_DUE) for each in lines], by=wang)
    for day in (make.DUE + timedelta(1), make.ISSUED - timedelta(1)):
        with pytest.raises(Refused, match="第1项的完成时限应在"):
            given.plan_sent(notice, due_on=day)
    assert not Plan.objects.exists()


def test_the_notice_is_received_first_and_open() -> None:
    issued = given.issued(plan_days=3)
    with pytest.raises(Refused, match="请先签收"):
        given.plan_sent(issued)
    plan = given.plan_sent(asked())
    notices.void(notice=plan.notice, reason="重复", by=make.lin())
    with pytest.raises(Refused, match="不再接收报送"):
        plans.accept(plan=plan, by=make.han())


def test_who_wrote_the_plan_does_not_let_it_pass() -> None:
    plan = given.plan_sent(asked(), by=make.han())
    with pytest.raises(Refused, match="须由另一人审核"):
        plans.accept(plan=plan, by=make.han())


def test_the_clock_of_the_plan_runs_until_it_is_sent_and_again_when_it_is_returned() -> None:
    notice, day_after = asked(), PLAN_DUE + timedelta(1)
    assert words(notice, PLAN_DUE) == "方案今天到期"
    assert words(notice, day_after) == "方案已逾期1天"
    assert list(RectificationNotice.objects.overdue_on(day_after)) == [notice]
    assert not RectificationNotice.objects.overdue_on(PLAN_DUE).exists()
    lapse = overdue_board(RectificationNotice.objects.all(), day_after)[0].lapses[0]
    assert (lapse.plan, lapse.days, lapse.due_on) == (True, 1, PLAN_DUE)
    plan = given.plan_sent(notice, on=day_after)
    assert words(notice, day_after) == "还有12天到期"
    assert not RectificationNotice.objects.overdue_on(day_after).exists()
    plans.send_back(plan=plan, note="不具体", by=make.han())
    assert list(RectificationNotice.objects.overdue_on(day_after)) == [notice]


def test_a_late_plan_is_reminded_of_and_nothing_graver_follows_but_for_the_report() -> None:
    """Every day from the issue to the end of May; the graver steps of the report are sent as they come."""
    notice = asked()
    for day in (make.ISSUED + timedelta(number) for number in range(37)):
        steps.run(day=day)
        for step in Step.objects.filter(status="prepared"):
            steps.send(step=step, on=day, by=make.lin())
    told = [(f"{step.due_on:%m-%d}", f"{step.day:%m-%d}", step.kind, step.subject) for step in notice.steps.order_by("pk")]
    assert told == [
        ("04-28", "04-28", "due", "整改方案"),
        ("04-28", "04-29", "remind", "整改方案"),
        ("05-11", "05-07", "before", "整改情况"),
        ("05-11", "05-11", "due", "整改情况"),
        ("05-11", "05-12", "remind", "整改情况"),
        ("05-11", "05-16", "urge", "整改情况"),
        ("05-11", "05-19", "criticise", "整改情况"),
        ("05-11", "05-26", "talk", "整改情况"),
    ]


def test_nobody_who_has_sent_a_plan_is_reminded_of_it() -> None:
    notice = asked()
    given.plan_sent(notice)
    for day in (make.ISSUED + timedelta(number) for number in range(12)):
        steps.run(day=day)
    assert not notice.steps.exists()


def test_more_time_for_the_report_leaves_the_day_of_the_plan() -> None:
    notice = asked()
    more = extensions.ask(notice=notice, until=date(2022, 5, 20), reason="设备未到", on=PLAN_DUE, by=make.an_officer())
    extensions.decide(extension=more, approved=True, on=PLAN_DUE, by=make.lin())
    notice.refresh_from_db()
    assert (notice.plan_due_on, notice.due_on) == (PLAN_DUE, date(2022, 5, 20))


def test_a_problem_sent_back_after_the_plan_needs_no_second_plan() -> None:
    notice = asked()
    plans.accept(plan=given.plan_sent(notice), by=make.han())
    problem = notice.problems.get()
    given.replied(problem)
    replies.send_back(problem=problem, note="缺照片", on=given.REPLIED, by=make.han())
    assert given.replied(problem).round == 2
