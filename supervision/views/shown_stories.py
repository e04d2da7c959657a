"""The story of a notice: who did what when, the newest first."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from subsidies.choices import PaperStatus
from supervision.choices import PlanStatus, StepStatus
from supervision.models import Extension, Plan, Problem, RectificationNotice, Step


def story(
    notice: RectificationNotice, problems: list[Problem], steps: list[Step], extensions: list[Extension]
) -> list[dict[str, Any]]:
    told = [
        *_life(notice),
        *(each for problem in problems for each in _of_problem(problem)),
        *(each for plan in notice.plans.all() for each in _of_plan(plan)),
        *_of_steps(steps),
        *(each for extension in extensions for each in _of_extension(extension)),
    ]
    told.sort(key=lambda each: each["order"])
    return told[::-1]


def _life(notice: RectificationNotice) -> Iterator[dict[str, Any]]:
    yield _told(notice.drafted_at, notice.drafted_by, _("拟稿"))
    if notice.issued_on:
        yield _told(
            notice.issued_on, notice.issued_by, _("签发%(number)s") % {"number": notice.document_number}, "success", rank=1
        )
    if notice.delivered_on:
        yield _told(notice.delivered_on, notice.received_by, _("签收"), rank=2)
    if notice.closed_on:
        yield _told(notice.closed_on, "", _("全部问题销号，通知书办结"), "success", rank=9)
    if notice.voided_by:
        yield _told(timezone.localdate(), notice.voided_by, _("作废"), "danger", notice.void_reason, rank=9) | {"when": ""}


def _of_plan(plan: Plan) -> Iterator[dict[str, Any]]:
    yield _told(plan.made_at, plan.made_by, _("报送整改方案"), rank=3)
    if plan.reviewed_by:
        accepted = plan.status == PlanStatus.ACCEPTED
        what, tone = (_("整改方案审核通过"), "success") if accepted else (_("退回整改方案"), "warning")
        yield _told(plan.reviewed_at, plan.reviewed_by, what, tone, plan.review_note, rank=4)


def _of_problem(problem: Problem) -> Iterator[dict[str, Any]]:
    number = {"number": problem.position}
    for reply in problem.replies.all():
        yield _told(reply.made_at, reply.made_by, _("报送第%(number)s项整改情况") % number, rank=3)
        if reply.reviewed_by:
            what = _("第%(number)s项审核通过") if reply.accepted else _("退回第%(number)s项")
            tone = "success" if reply.accepted else "warning"
            yield _told(reply.reviewed_at, reply.reviewed_by, what % number, tone, reply.review_note, rank=4)
    for looked in problem.reinspections.all():
        what = _("第%(number)s项复查通过，销号") if looked.passed else _("第%(number)s项复查未通过")
        yield _told(looked.made_at, looked.made_by, what % number, "success" if looked.passed else "danger", looked.note, rank=5)


def _of_steps(steps: Iterable[Step]) -> Iterator[dict[str, Any]]:
    for step in steps:
        if step.status != StepStatus.SENT:
            continue
        to = _("、").join(recipient.user.name for recipient in step.recipients.all())
        note = _("发给%(to)s。%(note)s") % {"to": to, "note": step.note}
        yield _told(step.sent_at, step.sent_by or _("系统"), step.get_kind_display(), "warning", note, rank=6)


def _of_extension(extension: Extension) -> Iterator[dict[str, Any]]:
    until = {"day": figures.day(extension.due_after)}
    yield _told(extension.made_at, extension.made_by, _("申请延期至%(day)s") % until, "", extension.reason, rank=3)
    if extension.decided_at:
        approved = extension.status == PaperStatus.APPROVED
        what, tone = (_("批准延期至%(day)s"), "success") if approved else (_("不批准延期至%(day)s"), "danger")
        yield _told(extension.decided_at, extension.decided_by, what % until, tone, extension.decision_note, rank=4)


def _told(at: date | datetime, who: User | str, what: str, tone: str = "", note: str = "", *, rank: int = 0) -> dict[str, Any]:
    """`rank` orders what happened on one day at no known hour."""
    moment = at if isinstance(at, datetime) else timezone.make_aware(datetime.combine(at, time(12)))
    when = figures.minute(at) if isinstance(at, datetime) else figures.day(at)
    order = (timezone.localdate(moment), rank, moment)
    return {"order": order, "when": when, "who": getattr(who, "name", who), "what": what, "tone": tone, "note": note}
