"""send, accept, send_back, reinspect: a problem is answered by the unit, reviewed, looked at again, closed or sent back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from supervision.actions import evidence, notice_drafts, steps
from supervision.actions.days import day_of, moment
from supervision.actions.notices import close_settled
from supervision.choices import NoticeStatus, ProblemStatus
from supervision.models import Problem, RectificationNotice, Reinspection, Reply


@transaction.atomic
def send(
    *, problem: Problem, key: UUID, measure: str, result: str, person: str, done_on: date, files: Sequence[File] = (),
    on: date | None = None, by: User,
) -> Reply:  # fmt: skip
    """`key` is the sender's: the same reply sent again over a bad line is the one that is there."""
    notice, problem = _locked(problem)
    known = Reply.objects.filter(key=key, problem=problem, made_by=by).first()
    if known:
        return known
    refuse_unreceived(notice)
    if notice.owes_plan and not problem.immediate:
        raise Refused(_("请先报送整改方案，再报送整改情况；被退回的请改好重报。"), code="plan_first")
    if done_on > day_of(on):
        raise Refused(_("完成日期不能晚于报送日期，请核对。"), code="too_late")
    problem.move_to(ProblemStatus.REPLIED)
    problem.save(update_fields=["status"])
    last = problem.replies.aggregate(last=Max("round"))["last"] or 0
    reply = Reply.objects.create(
        key=key, problem=problem, round=last + 1, measure=measure.strip(), result=result.strip(), person=person.strip(),
        done_on=done_on, made_by=by, made_at=moment(on),
    )  # fmt: skip
    evidence.attach(files=files, reply=reply, unit=notice.unit, by=by)
    steps.read(notice=notice, by=by)
    audit.record("supervision.reply.sent", by=by, target=problem, unit=notice.unit, after={"round": reply.round})
    return reply


def refuse_unreceived(notice: RectificationNotice) -> None:
    if notice.status == NoticeStatus.ISSUED:
        raise Refused(_("“%(notice)s”还没有签收，请先签收再报送。") % {"notice": notice}, code="not_received")
    if notice.status != NoticeStatus.DELIVERED:
        words = {"notice": notice, "status": notice.get_status_display()}
        raise Refused(_("“%(notice)s”%(status)s，不再接收报送。") % words, code="not_open")


@transaction.atomic
def accept(*, problem: Problem, note: str = "", on: date | None = None, by: User) -> Problem:
    """What was sent is enough; somebody goes and looks before the problem is closed."""
    return _review(problem, accepted=True, note=note, on=on, by=by)


@transaction.atomic
def send_back(*, problem: Problem, note: str, on: date | None = None, by: User) -> Problem:
    refuse_empty(note, _("请写明退回的原因，单位据此重新整改。"))
    return _review(problem, accepted=False, note=note, on=on, by=by)


def _review(problem: Problem, *, accepted: bool, note: str, on: date | None, by: User) -> Problem:
    notice, problem = _locked(problem)
    _refuse_ended(notice)
    problem.move_to(ProblemStatus.ACCEPTED if accepted else ProblemStatus.RETURNED)
    reply = problem.replies.get(reviewed_by=None)
    if reply.made_by_id in by.stands_for:
        raise Refused(_("这项整改情况由您本人报送，须由另一人审核。"), code="own_work")
    reply.reviewed_by, reply.reviewed_at, reply.accepted, reply.review_note = by, moment(on), accepted, note.strip()
    reply.save(update_fields=["reviewed_by", "reviewed_at", "accepted", "review_note"])
    problem.save(update_fields=["status"])
    event = "supervision.reply.accepted" if accepted else "supervision.reply.returned"
    audit.record(event, by=by, target=problem, unit=notice.unit, note=note)
    return problem


@transaction.atomic
def reinspect(
    *, problem: Problem, passed: bool, note: str, inspected_on: date | None = None, files: Sequence[File] = (),
    on: date | None = None, by: User,
) -> Reinspection:  # fmt: skip
    """Only who never answered for the problem may close it; with the last problem the notice closes itself."""
    refuse_empty(note, _("请写明复查看到的情况。"), code="no_note")
    notice, problem = _locked(problem)
    _refuse_ended(notice)
    if problem.replies.filter(made_by__in=by.stands_for).exists():
        raise Refused(_("您报送过这项整改情况，须由没有参与整改的人复查。"), code="own_work")
    problem.move_to(ProblemStatus.CLOSED if passed else ProblemStatus.RETURNED)
    reply = problem.replies.filter(accepted=True).order_by("-round").first()
    done = Reinspection.objects.create(
        problem=problem, reply=reply, inspected_on=inspected_on or day_of(on), passed=passed, note=note.strip(), made_by=by,
        made_at=moment(on),
    )  # fmt: skip
    evidence.attach(files=files, reinspection=done, unit=notice.unit, by=by)
    problem.closed_by, problem.closed_at = (by, moment(on)) if passed else (None, None)
    problem.save(update_fields=["status", "closed_by", "closed_at"])
    event = "supervision.problem.closed" if passed else "supervision.problem.reopened"
    audit.record(event, by=by, target=problem, unit=notice.unit, note=note)
    close_settled(notice, on=on, by=by)
    return done


def _refuse_ended(notice: RectificationNotice) -> None:
    if notice.status != NoticeStatus.DELIVERED:
        words = {"notice": notice, "status": notice.get_status_display()}
        raise Refused(_("“%(notice)s”%(status)s，不能再审核或复查。") % words, code="not_open")


def _locked(problem: Problem) -> tuple[RectificationNotice, Problem]:
    """The notice first, always: its end depends on all its problems."""
    notice = notice_drafts.locked(problem.notice)
    return notice, Problem.objects.locked().select_related("notice__word").get(pk=problem.pk)
