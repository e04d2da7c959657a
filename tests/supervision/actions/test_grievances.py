"""From the letter to the answer: number, day, code, who sees it, who answers it, asking anew, one mark."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from aid_portal import audit
from aid_portal.choices import Role
from aid_portal.errors import AlreadyDone, IllegalMove, Refused
from aid_portal.models import AuditEvent
from supervision.actions import grievance_steps, grievances, public_grievances
from supervision.grievance_choices import GrievanceStatus, GrievanceStepKind
from supervision.models import Grievance
from supervision.reports.grievances import waiting
from supervision.sealing import open_grievance, open_step
from tests.factories.grievances import PHONE, RESIDENT_ID, TOLD, received
from tests.factories.portal import a_person

pytestmark = pytest.mark.django_db
APRIL = datetime(2022, 4, 20, 1, tzinfo=UTC)


@pytest.fixture
def han(bureau):
    return a_person("han", "韩督查", Role.INSPECTOR, bureau)


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐审核", Role.COUNTY_REVIEWER, bureau)


def given(grievance, unit, by, **more):
    [found] = grievance_steps.assign(grievances=[grievance], unit=unit, by=by, **more)
    return found


def test_numbers_follow_each_other_in_a_year_and_the_day_counts_working_days(chen, holiday_table) -> None:
    first, _code = received(by=chen, at=APRIL)
    second, _code = received("question", by=chen, at=APRIL)
    assert (str(first), str(second)) == ("扶资诉〔2022〕1号", "扶资诉〔2022〕2号")
    assert (first.due_on, second.due_on) == (date(2022, 5, 12), date(2022, 4, 26))  # April 24 and May 7 were worked
    assert str(received(by=chen, at=APRIL + timedelta(365))[0]) == "扶资诉〔2023〕1号"


def test_nobody_is_turned_away_because_a_holiday_table_is_missing(chen) -> None:
    assert received(by=chen)[0].due_on is None


def test_what_was_written_lies_sealed_and_nothing_of_it_in_the_log(chen) -> None:
    grievance, code = received(by=chen)
    row = str(Grievance.objects.filter(pk=grievance.pk).values().get())
    log = str(list(AuditEvent.objects.values("target", "note", "unit_name")))
    for secret in (PHONE, RESIDENT_ID, "张家长", "班主任", code):
        assert secret not in row
        assert secret not in log
    assert open_grievance(grievance) == TOLD


def test_a_form_sent_twice_is_one_grievance(chen) -> None:
    key = uuid4()
    received(by=chen, key=key)
    with pytest.raises(AlreadyDone, match="已经提交过"):
        received(by=chen, key=key)
    assert Grievance.objects.count() == 1


def test_a_school_sees_what_it_was_given_and_a_tip_off_only_who_is_meant_for_it(chen, lin, wang, han, sun, school) -> None:
    plain, tip = received(by=None)[0], received("tip_off", by=None)[0]
    assert [set(Grievance.objects.visible_to(user)) for user in (chen, lin, han, sun, wang)] == [
        {plain}, {plain, tip}, {plain, tip}, {plain}, set(),
    ]  # fmt: skip
    given(plain, school, chen)
    assert list(Grievance.objects.visible_to(wang)) == [plain]
    with pytest.raises(Refused, match="只能由县局办理"):
        given(tip, school, lin)
    with pytest.raises(Refused, match="没有查看权限"):
        given(tip, han.assignments_in_force[0].unit, lin, person=chen)


def test_counts_do_not_tell_of_tip_offs(chen, lin) -> None:
    received("tip_off", by=None)
    assert [waiting(user, "accept").count() for user in (chen, lin)] == [0, 1]


def test_it_goes_from_the_desk_to_the_school_and_back_to_an_answer(chen, xu, wang, school) -> None:
    grievance, code = received(by=chen)
    given(grievance, school, chen, note="三日内核实")
    assert waiting(wang, "handle").count() == 1
    grievance_steps.note(grievance=grievance, text="已电话联系", by=wang)
    grievance_steps.report(grievance=grievance, text="补助已于4月发放", by=wang)
    assert waiting(xu, "answer").count() == 1
    done = grievance_steps.answer(grievance=grievance, text="已核实，补助已发放。", by=xu)
    assert (done.status, done.ended_on) == (GrievanceStatus.ANSWERED, timezone.localdate())
    assert [step.kind for step in done.steps.all()] == ["assigned", "noted", "reported", "answered"]
    assert public_grievances.find(code.lower()) == grievance
    with pytest.raises(IllegalMove):
        grievance_steps.report(grievance=grievance, text="再报一次", by=wang)


def test_only_who_was_given_it_reports_on_it(chen, xu, wang, school) -> None:
    grievance, _code = received(by=chen)
    given(grievance, school, chen)
    with pytest.raises(Refused, match="不由您办理"):
        grievance_steps.report(grievance=grievance, text="已核实", by=xu)


def test_who_dealt_with_it_does_not_answer_it(chen, xu, bureau) -> None:
    grievance, _code = received(by=chen)
    given(grievance, bureau, chen, person=xu)
    grievance_steps.report(grievance=grievance, text="已核实", by=xu)
    with pytest.raises(Refused, match="须由另一人答复"):
        grievance_steps.answer(grievance=grievance, text="已核实。", by=xu)


def test_all_are_given_or_none(chen, xu, school) -> None:
    first, second = (received(by=chen)[0] for _each in range(2))
    grievance_steps.answer(grievance=second, text="请看政策明白卡。", by=xu)
    with pytest.raises(Refused, match="重新办理"):
        grievance_steps.assign(grievances=[first, second], unit=school, by=chen)
    first.refresh_from_db()
    assert first.status == GrievanceStatus.RECEIVED


def test_whoever_asked_may_ask_anew_for_thirty_days_and_rate_once(chen, xu, time_machine) -> None:
    time_machine.move_to("2022-04-20T09:00+08:00", tick=False)
    grievance, code = received(by=None)
    grievance_steps.answer(grievance=grievance, text="已核实。", by=xu)
    public_grievances.rate(code=code, satisfaction=2)
    with pytest.raises(AlreadyDone, match="评价过"):
        public_grievances.rate(code=code, satisfaction=5)
    time_machine.move_to("2022-05-20T09:00+08:00", tick=False)
    again = public_grievances.reopen(code=code, text="钱还是没有收到")
    assert (again.status, again.rounds, again.ended_on, again.satisfaction) == ("handling", 2, None, 2)
    assert again.steps.get(kind=GrievanceStepKind.REOPENED).by is None
    with pytest.raises(Refused, match="正在办理"):
        public_grievances.reopen(code=code, text="再催一次")
    grievance_steps.answer(grievance=again, text="已补发。", by=xu)
    time_machine.move_to("2022-06-20T09:00+08:00", tick=False)
    with pytest.raises(Refused, match="已过"):
        public_grievances.reopen(code=code, text="又没有收到")


def test_another_kind_has_another_day_and_a_tip_off_closes_itself_off(chen, lin, school, holiday_table) -> None:
    grievance, _code = received(by=chen, at=APRIL)
    plain = {"unit": school, "student": None, "sensitive": False, "urgent": True, "by": lin}
    grievance_steps.register(grievance=grievance, kind="question", **plain)
    grievance.refresh_from_db()
    assert (grievance.due_on, grievance.urgent) == (date(2022, 4, 26), True)
    given(grievance, school, chen)
    with pytest.raises(Refused, match="先改派到县局"):
        grievance_steps.register(grievance=grievance, kind="tip_off", **plain)
    grievance.refresh_from_db()
    assert open_step(grievance.steps.get()).startswith("分派给城关第一小学")


def test_deadlines_count_for_what_comes_in_from_now_on(chen, lin, holiday_table) -> None:
    before, _code = received("question", by=chen, at=APRIL)
    grievances.set_deadline(kind="question", days=2, source="扶教体发〔2022〕8号", by=lin)
    after, _code = received("question", by=chen, at=APRIL)
    before.refresh_from_db()
    assert (before.due_on, after.due_on) == (date(2022, 4, 26), date(2022, 4, 22))


def test_who_writes_from_outside_is_not_found_by_his_address(chen) -> None:
    token = audit.origin.set(audit.Origin("203.0.113.9", "request"))
    received("tip_off", by=None)
    received(by=chen)
    audit.origin.reset(token)
    found = AuditEvent.objects.filter(event="supervision.grievance.received").order_by("pk")
    assert list(found.values_list("address", "unit_name")) == [("", ""), ("203.0.113.9", "")]
