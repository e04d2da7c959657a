"""decide, refuse, take_back: the school's group determines the tier, and not below what the lists prove without a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from students.actions.applications import taken_up
from students.determination_choices import ApplicationStatus, MeetingLevel, Origin, Tier
from students.models import Application, ReviewMeeting
from students.proven_tiers import Proven, proven_tiers_of

HEIGHT = {"": 0, Tier.GENERAL: 1, Tier.SEVERE: 2}
FIELDS = [
    "status", "school_meeting", "tier", "reason", "below_reason", "proven_tier", "proven_by", "decided_by", "decided_at",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """`tier` is empty where the child is not found to be in hardship; `below_reason` where the lists prove more."""

    tier: str
    reason: str
    below_reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """`tier` is the higher of what the class recommended and what the lists prove; empty where there is neither."""

    application: Application
    tier: str
    proof: Proven


@transaction.atomic
def decide(*, application: Application, meeting: ReviewMeeting, found: Decided, by: User) -> Application:
    """What is below the proven tier is put before the county with its reason; without one it is refused."""
    application = taken_up(application)
    proven = proven_tiers_of([application.enrolment], application.round.term)[application.enrolment_id]
    return _settle(application, meeting, found, proven, by)


@transaction.atomic
def decide_all(*, applications: Sequence[Application], meeting: ReviewMeeting, by: User) -> list[Application]:
    """As the class recommended or the lists prove, whichever is higher; who has neither is decided one by one."""
    found = proposed([taken_up(each) for each in applications], meeting)
    return [
        _settle(each.application, meeting, Decided(each.tier, _usual_reason(each)), each.proof, by) for each in found if each.tier
    ]


def proposed(applications: Sequence[Application], meeting: ReviewMeeting) -> list[Proposed]:
    """What `decide_all` would decide, for a second look; it asks the departments' lists, so it belongs to a POST."""
    proven = proven_tiers_of([each.enrolment for each in applications], meeting.round.term)
    return [
        Proposed(each, max((each.class_tier, proven[each.enrolment_id].tier), key=HEIGHT.__getitem__), proven[each.enrolment_id])
        for each in applications
    ]


def _usual_reason(found: Proposed) -> str:
    """What the class said where the tier is its own; else the lists are the reason."""
    own = found.application.class_reason if found.application.class_tier == found.tier else ""
    return own or _("部门数据比对确认")


def _settle(application: Application, meeting: ReviewMeeting, found: Decided, proven: Proven, by: User) -> Application:
    _refuse_other_school(application, meeting)
    refuse_empty(found.reason, _("请写明认定理由。"))
    _refuse_below(application, found, proven)
    application.move_to(ApplicationStatus.DECIDED if found.tier else ApplicationStatus.REFUSED)
    application.school_meeting, application.tier, application.reason = meeting, found.tier, found.reason.strip()
    application.below_reason = found.below_reason.strip() if HEIGHT[found.tier] < HEIGHT[proven.tier] else ""
    application.proven_tier, application.proven_by = proven.tier, list(proven.categories)
    application.decided_by, application.decided_at = by, timezone.now()
    application.save(update_fields=FIELDS)
    after = {"tier": found.tier, "proven": proven.tier, "meeting": meeting.pk}
    audit.record("students.application.decided", by=by, target=application, unit=application.enrolment.school, after=after)
    return application


@transaction.atomic
def take_back(*, application: Application, note: str, by: User) -> Application:
    """Before it is approved: the group looks once more. It leaves its list."""
    refuse_empty(note, _("请写明原因。"))
    application = taken_up(application)
    if application.status not in (ApplicationStatus.DECIDED, ApplicationStatus.REFUSED):
        words = {"name": application.enrolment.name, "status": application.get_status_display()}
        raise Refused(
            _("“%(name)s”现在是“%(status)s”，学校还没有认定的结果可以撤回。") % words, code="not_decided", ids=[application.pk]
        )
    back(application)
    audit.record("students.application.taken_back", by=by, target=application, unit=application.enrolment.school, note=note)
    return application


def back(application: Application) -> None:
    """To the school's group again; what was decided is no longer so."""
    application.move_to(ApplicationStatus.REVIEWED)
    application.list, application.tier, application.below_reason = None, "", ""
    application.save(update_fields=["status", "list", "tier", "below_reason"])


def _refuse_other_school(application: Application, meeting: ReviewMeeting) -> None:
    place = (meeting.round_id, meeting.school_id, meeting.level)
    if place != (application.round_id, application.enrolment.school_id, MeetingLevel.SCHOOL):
        words = {"name": application.enrolment.name, "meeting": meeting}
        raise Refused(_("“%(meeting)s”不是“%(name)s”所在学校的认定会议。") % words, code="other_school")


def _refuse_below(application: Application, found: Decided, proven: Proven) -> None:
    if application.origin == Origin.PROVEN and not proven.tier:
        words = {"name": application.enrolment.name}
        message = _("部门数据已不再证明“%(name)s”属于特殊困难群体；请撤回这条登记，由家庭自愿申请。")
        raise Refused(message % words, code="no_longer_proven", ids=[application.pk])
    if HEIGHT[found.tier] < HEIGHT[proven.tier] and not found.below_reason.strip():
        words = {"name": application.enrolment.name, "tier": Tier(proven.tier).label}
        message = _("部门数据证明“%(name)s”应认定为“%(tier)s”；低于该档次的，须写明原因并由县级审批。")
        raise Refused(message % words, code="below_proven", ids=[application.pk])
