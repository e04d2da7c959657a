"""record, weigh, weigh_all: a group sits, and its class results stand at the applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.actions.applications import taken_up
from students.actions.rounds import running
from students.determination_choices import ApplicationStatus, MeetingLevel
from students.models import Application, DeterminationRound, ReviewMeeting, ReviewMember
from students.rules.review_groups import Seat, lacks_of

MINUTES = "review_minutes"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a class group found of one child: a recommended tier or none, votes or a score where they were taken."""

    tier: str
    reason: str
    votes_for: int | None = None
    votes_all: int | None = None
    score: int | None = None


@transaction.atomic
def record(
    *, round: DeterminationRound, school: OrgUnit, facts: dict[str, Any], seats: Sequence[Seat], minutes: File | None, by: User
) -> ReviewMeeting:
    """`facts`: level, grade, class_name, held_on, summary. Refused where the group could not decide (quorum, members)."""
    round = running(round)
    refuse_empty(facts["summary"], _("请写明会议纪要。"), code="no_minutes")
    if facts["held_on"] > timezone.localdate():
        raise Refused(_("会议日期不能晚于今天，请核对。"), code="future")
    least = round.class_members if facts["level"] == MeetingLevel.CLASS else round.school_members
    if lacks := lacks_of(facts["level"], seats, least, school.school_type):
        raise Refused(_("会议不符合规定：%(lacks)s。") % {"lacks": "；".join(lacks)}, code="no_quorum")
    file = minutes and stored_files.store(source=minutes, name=minutes.name or "", kind=MINUTES, by=by, unit=school)
    meeting = ReviewMeeting.objects.create(round=round, school=school, minutes=file, recorded_by=by, **facts)
    ReviewMember.objects.bulk_create(ReviewMember(meeting=meeting, **seat._asdict()) for seat in seats)
    audit.record("students.meeting.recorded", by=by, target=meeting, unit=school, after={"members": len(seats)})
    return meeting


@transaction.atomic
def weigh(*, application: Application, meeting: ReviewMeeting, found: Weighed, by: User) -> Application:
    """The class's recommendation goes to the school's group, which decides; weighed anew, the later result stands."""
    application = taken_up(application)
    _refuse_other_class(application, meeting)
    refuse_empty(found.reason, _("请写明评议理由。"))
    if application.status == ApplicationStatus.REVIEWED:
        application.move_to(ApplicationStatus.SUBMITTED)
    application.move_to(ApplicationStatus.REVIEWED)
    application.class_meeting, application.class_tier, application.class_reason = meeting, found.tier, found.reason.strip()
    application.votes_for, application.votes_all, application.score = found.votes_for, found.votes_all, found.score
    application.save(update_fields=["status", "class_meeting", "class_tier", "class_reason", "votes_for", "votes_all", "score"])
    after = {"tier": found.tier, "meeting": meeting.pk}
    audit.record("students.application.weighed", by=by, target=application, unit=application.enrolment.school, after=after)
    return application


@transaction.atomic
def weigh_all(*, meeting: ReviewMeeting, found: Sequence[tuple[Application, Weighed]], by: User) -> list[Application]:
    """All of one sitting, or none of them."""
    return [weigh(application=application, meeting=meeting, found=result, by=by) for application, result in found]


def _refuse_other_class(application: Application, meeting: ReviewMeeting) -> None:
    child = application.enrolment
    place = (meeting.round_id, meeting.school_id, meeting.level, meeting.grade, meeting.class_name)
    if place != (application.round_id, child.school_id, MeetingLevel.CLASS, child.grade, child.class_name):
        words = {"name": child.name, "meeting": meeting}
        raise Refused(_("“%(name)s”不在“%(meeting)s”评议的班级里。") % words, code="other_class")
