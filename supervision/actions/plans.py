"""send, accept, send_back: the unit says how it will put problems right, and the bureau lets it or asks for a better plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from supervision.actions import notice_drafts, steps
from supervision.actions.days import moment
from supervision.actions.replies import refuse_unreceived
from supervision.choices import PlanStatus
from supervision.models import Plan, PlanLine, Problem, RectificationNotice
from supervision.reports.plans import planned_problems


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be done of one problem, by whom, by when."""

    problem: Problem
    measure: str
    person: str
    due_on: date


@transaction.atomic
def send(*, notice: RectificationNotice, key: UUID, lines: Sequence[Planned], on: date | None = None, by: User) -> Plan:
    """`key` is the sender's. The unit goes to work by what it has sent; only a plan that is returned holds its reports back."""
    notice = notice_drafts.locked(notice)
    if known := Plan.objects.filter(key=key, notice=notice, made_by=by).first():
        return known
    refuse_unreceived(notice)
    if not notice.owes_plan:
        raise Refused(_("这份通知书没有要求整改方案，或者方案已经报送。"), code="no_plan_owed")
    _refuse_lines(notice, lines)
    last = notice.plans.aggregate(last=Max("round"))["last"] or 0
    plan = Plan.objects.create(key=key, notice=notice, round=last + 1, made_by=by, made_at=moment(on))
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, problem=each.problem, measure=each.measure.strip(), person=each.person.strip(), due_on=each.due_on)
        for each in lines
    )
    steps.read(notice=notice, by=by)
    audit.record("supervision.plan.sent", by=by, target=plan, unit=notice.unit, after={"round": plan.round})
    return plan


def _refuse_lines(notice: RectificationNotice, lines: Sequence[Planned]) -> None:
    """Each problem that is to be put right by a plan, once, in time."""
    asked = {problem.pk: problem for problem in planned_problems(notice)}
    if sorted(each.problem.pk for each in lines) != sorted(asked):
        raise Refused(_("请为每一个待整改的问题写明措施、责任人和完成时限。"), code="not_every_problem")
    for each in lines:
        due_on = asked[each.problem.pk].due_on
        if not notice.issued_on <= each.due_on <= due_on:
            words = {"number": each.problem.position, "first": notice.issued_on, "last": due_on}
            message = _("第%(number)s项的完成时限应在签发日期%(first)s和整改期限%(last)s之间。")
            raise Refused(message % words, code="other_time")


@transaction.atomic
def accept(*, plan: Plan, note: str = "", on: date | None = None, by: User) -> Plan:
    return _review(plan, PlanStatus.ACCEPTED, note, on, by)


@transaction.atomic
def send_back(*, plan: Plan, note: str, on: date | None = None, by: User) -> Plan:
    """The unit sends a better one before it reports further."""
    refuse_empty(note, _("请写明退回的原因，单位据此修改方案。"))
    return _review(plan, PlanStatus.RETURNED, note, on, by)


def _review(plan: Plan, status: str, note: str, on: date | None, by: User) -> Plan:
    notice = notice_drafts.locked(plan.notice)
    plan = Plan.objects.locked().select_related("notice__word").get(pk=plan.pk)
    refuse_unreceived(notice)
    if plan.made_by_id in by.stands_for:
        raise Refused(_("这份整改方案由您本人报送，须由另一人审核。"), code="own_work")
    plan.move_to(status)
    plan.reviewed_by, plan.reviewed_at, plan.review_note = by, moment(on), note.strip()
    plan.save(update_fields=["status", "reviewed_by", "reviewed_at", "review_note"])
    event = "supervision.plan.accepted" if status == PlanStatus.ACCEPTED else "supervision.plan.returned"
    audit.record(event, by=by, target=plan, unit=notice.unit, note=note)
    return plan
