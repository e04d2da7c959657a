"""What the database promises of notices, replies and steps, whoever writes and by whatever road."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import connection, transaction
from django.utils import timezone

from supervision.choices import OUTSIDE, NoticeStatus
from supervision.models import (
    Extension,
    IssueWord,
    NoticeStandard,
    Plan,
    PlanLine,
    RectificationNotice,
    Reinspection,
    StepRecipient,
    WordYear,
)
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
JUDGED = {"reviewed_at": NOW, "review_note": "不具体"}


def test_a_number_is_given_once_in_order_and_for_good() -> None:
    first, second, third = (make.a_notice() for _each in range(3))
    make.issue(first)
    numbered = {"status": "issued", "year": 2022, "issued_by": make.lin(), "issued_on": make.ISSUED, "due_on": make.DUE}
    refused("notice_number_follows_the_last_one", changed(second, number=3, **numbered))
    refused("notice_number_follows_the_last_one", changed(second, number=1, **numbered))
    make.issue(second)
    refused("notice_is_final_once_issued", changed(second, number=7))
    refused("notice_is_final_once_issued", changed(second, title="别的"))
    refused("notice_with_a_number_is_never_deleted", make.issue(make.a_notice(problems=0)).delete)
    changed(second, status="voided", voided_by=make.lin(), void_reason="编号后发现单位有误")()
    assert make.issue(third).number == 4  # the void one keeps its number
    with pgtrigger.ignore("supervision.RectificationNotice:numbered_once"):  # the index alone, as two issuers at once meet it
        is_kept("rectificationnotice_number_once", changed(third, number=1))


def test_numbers_go_on_from_the_last_one_on_paper_and_begin_anew_each_year() -> None:
    word = IssueWord.objects.get(word="扶教体督")
    paper = WordYear.objects.create(word=word, year=2022, last_on_paper=14)
    is_kept("wordyear_one_sequence", lambda: WordYear.objects.create(word=word, year=2022))
    notice = make.a_notice()
    refused("notice_number_follows_the_last_one", lambda: make.issue(notice))
    given = {
        "status": "issued", "issued_by": make.lin(), "issued_on": make.ISSUED, "due_on": make.DUE,
        "standard": NoticeStandard.objects.get(),
    }  # fmt: skip
    changed(notice, year=2022, number=paper.last_on_paper + 1, **given)()
    changed(make.a_notice(), year=2023, number=1, **given)()


def test_a_notice_is_signed_by_another_person_and_has_all_that_its_state_needs() -> None:
    draft, issued = make.a_notice(), make.a_notice(status="issued")
    is_kept("rectificationnotice_numbered_iff_issued", changed(draft, status="issued"))
    is_kept("rectificationnotice_numbered_iff_issued", changed(draft, due_on=make.DUE))
    is_kept("rectificationnotice_signer_is_not_drafter", lambda: make.a_notice(status="issued", drafted_by=make.lin()))
    is_kept("rectificationnotice_void_says_who_and_why", changed(issued, status="voided", voided_by=make.lin()))
    is_kept("rectificationnotice_delivered_to_somebody", changed(issued, status="delivered", delivered_on=make.ISSUED))
    is_kept("rectificationnotice_closed_iff_dated", changed(issued, closed_on=make.DUE))
    is_kept("rectificationnotice_leaves_a_day", lambda: make.a_notice(deadline_days=0))


def test_a_plan_is_due_before_the_report_and_its_day_stays_as_it_was_issued() -> None:
    for days in (0, 10, 11):
        is_kept("rectificationnotice_plan_before_the_report", lambda days=days: make.a_notice(plan_days=days))
    draft, issued = make.a_notice(plan_days=3), make.a_notice(status="issued", plan_days=3)
    is_kept("rectificationnotice_plan_before_the_report", changed(draft, plan_due_on=make.VISITED))
    is_kept("rectificationnotice_plan_before_the_report", changed(draft, plan_days=None, plan_due_on=make.VISITED))
    for change in ({"plan_days": 4}, {"plan_due_on": make.ISSUED}):
        refused("notice_is_final_once_issued", changed(issued, **change))


def test_one_plan_stands_a_notice_and_is_judged_by_another_person() -> None:
    notice, wang = make.a_notice(status="delivered"), make.an_officer()
    facts = {"notice": notice, "round": 1, "made_by": wang}
    plan = Plan.objects.create(**facts)
    is_kept("plan_round_once", lambda: Plan.objects.create(**facts, status="returned", reviewed_by=make.han(), **JUDGED))
    is_kept("plan_one_stands_a_notice", lambda: Plan.objects.create(**facts | {"round": 2}))
    is_kept("plan_reviewed_iff_judged", changed(plan, status="accepted"))
    is_kept("plan_review_has_its_time", changed(plan, status="accepted", reviewed_by=make.han()))
    is_kept("plan_reviewer_did_not_write_it", changed(plan, status="accepted", reviewed_by=wang, reviewed_at=NOW))
    is_kept("plan_returned_says_why", changed(plan, status="returned", reviewed_by=make.han(), reviewed_at=NOW))
    line = {"plan": plan, "problem": notice.problems.get(), "measure": "补公示", "person": "王校长", "due_on": make.DUE}
    is_kept("planline_says_what_and_who", lambda: PlanLine.objects.create(**line | {"person": ""}))
    kept = PlanLine.objects.create(**line)
    is_kept("planline_once_a_problem", lambda: PlanLine.objects.create(**line))
    refused("Cannot update or delete", changed(kept, measure="改过"))


def test_problems_are_stated_once_with_their_basis_and_stay_as_issued() -> None:
    notice = make.a_notice()
    problem = notice.problems.get()
    is_kept("problem_position_once", lambda: make.a_problem(notice, position=1))
    is_kept("problem_states_fact_and_basis", lambda: make.a_problem(notice, basis=""))
    is_kept("problem_closed_iff_stamped", changed(problem, status="closed"))
    make.issue(notice)
    refused("problem_is_final_once_issued", changed(problem, demand="不用整改"))
    refused("problem_is_final_once_issued", lambda: make.a_problem(notice))
    refused("problem_is_final_once_issued", problem.delete)
    finding = make.a_finding()
    make.a_problem(make.a_notice(problems=0), finding=finding)
    is_kept("supervision_problem_finding_id_key", lambda: make.a_problem(make.a_notice(problems=0), finding=finding))


def test_a_notice_closes_only_when_its_last_problem_is_closed() -> None:
    notice = make.a_notice(status="delivered", problems=2)

    def close() -> None:
        changed(notice, status="closed", closed_on=make.DUE)()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    refused("notice_closes_with_its_last_problem", close)
    notice.problems.update(status="closed", closed_by=make.han(), closed_at=NOW)
    close()


def test_a_reply_is_reviewed_by_another_person_who_says_why_it_comes_back() -> None:
    problem, wang = make.a_notice(status="delivered").problems.get(), make.an_officer()
    reply = make.a_reply(problem)
    is_kept("reply_round_once", lambda: make.a_reply(problem, round=1))
    is_kept("reply_one_waits_a_problem", lambda: make.a_reply(problem))
    is_kept("supervision_reply_key_key", lambda: make.a_reply(problem, key=reply.key))
    said = {"reviewed_at": NOW, "accepted": True}
    is_kept("reply_reviewer_did_not_write_it", changed(reply, reviewed_by=wang, **said))
    is_kept("reply_review_has_its_time", changed(reply, reviewed_by=make.han(), accepted=True))
    is_kept("reply_review_says_yes_or_no", changed(reply, reviewed_by=make.han(), reviewed_at=NOW))
    is_kept("reply_sent_back_says_why", changed(reply, reviewed_by=make.han(), reviewed_at=NOW, accepted=False))


def test_who_put_a_problem_right_does_not_inspect_it_again() -> None:
    problem, wang = make.a_notice(status="delivered").problems.get(), make.an_officer()
    first = make.a_reply(problem)
    changed(first, reviewed_by=make.han(), reviewed_at=NOW, accepted=False, review_note="缺照片")()
    reply = make.a_reply(problem, made_by=a_hand("li"))
    facts = {"problem": problem, "reply": reply, "inspected_on": make.DUE, "passed": True, "note": "属实"}
    refused("reinspection_is_by_another_person", lambda: Reinspection.objects.create(**facts, made_by=wang))
    refused("reinspection_is_by_another_person", lambda: Reinspection.objects.create(**facts, made_by=a_hand("li")))
    is_kept("reinspection_says_what_it_saw", lambda: Reinspection.objects.create(**facts | {"note": ""}, made_by=make.han()))
    done = Reinspection.objects.create(**facts, made_by=make.han())
    refused("Cannot update or delete rows from supervision_reinspection", changed(done, passed=False))


def test_more_time_is_granted_before_the_deadline_by_another_person() -> None:
    notice, wang = make.a_notice(status="delivered"), make.an_officer()
    facts = {"notice": notice, "due_before": notice.due_on, "reason": "设备到货推迟", "made_by": wang}
    is_kept("extension_moves_the_deadline_on", lambda: Extension.objects.create(**facts, due_after=notice.due_on))
    asked = Extension.objects.create(**facts, due_after=notice.due_on + timedelta(7))
    is_kept("extension_one_waits_a_notice", lambda: Extension.objects.create(**facts, due_after=notice.due_on + timedelta(9)))
    said = {"status": "approved", "decided_at": NOW}
    is_kept("extension_decided_iff_stamped", changed(asked, status="approved", decided_on=make.DUE, decided_by=make.lin()))
    is_kept("extension_approver_is_not_maker", changed(asked, **said, decided_by=wang, decided_on=make.DUE))
    is_kept("extension_granted_before_the_deadline", changed(asked, **said, decided_by=make.lin(), decided_on=date(2022, 5, 12)))


def test_a_step_is_taken_once_a_deadline_and_the_graver_ones_by_somebody() -> None:
    step = make.a_step()
    is_kept("step_once_a_deadline", lambda: make.a_step(step.notice))
    is_kept("step_sent_iff_timed", changed(step, status="sent"))
    is_kept("step_graver_than_a_reminder_is_sent_by_somebody", changed(step, kind="urge", status="sent", sent_at=NOW))
    is_kept("step_points_are_deducted_by_the_last_one", changed(step, points=1))
    StepRecipient.objects.create(step=step, user=make.an_officer())
    is_kept("steprecipient_once_a_step", lambda: StepRecipient.objects.create(step=step, user=make.an_officer()))


def test_a_unit_sees_its_own_notices_once_they_are_issued() -> None:
    draft, issued = make.a_notice(), make.a_notice(status="issued")
    wang, neighbour = make.an_officer(), make.an_officer(a_school())
    assert {*RectificationNotice.objects.visible_to(make.han())} == {draft, issued}
    assert list(RectificationNotice.objects.visible_to(wang)) == [issued]
    assert not RectificationNotice.objects.visible_to(neighbour).exists()
    assert NoticeStatus.DRAFT not in OUTSIDE


def test_a_unit_sees_the_steps_that_have_reached_it() -> None:
    step, wang = make.a_step(), make.an_officer()
    assert not type(step).objects.visible_to(wang).exists()
    changed(step, status="sent", sent_at=NOW)()
    assert list(type(step).objects.visible_to(wang)) == [step]
    with transaction.atomic():
        assert type(step).objects.locked().get(pk=step.pk) == step
