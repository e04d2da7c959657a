"""What the page of a sitting shows: who sat, what it found, what is still before it."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.determination_choices import MeetingLevel, RoundStatus
from students.models import ReviewMeeting
from students.reports.round_classes import before, found_by


def meeting_page(meeting: ReviewMeeting, user: User) -> dict[str, Any]:
    of_class = meeting.level == MeetingLevel.CLASS
    needed = Permission.APPLICATION_COLLECT if of_class else Permission.DETERMINATION_DECIDE
    waiting = before(meeting, user).count()
    members = list(meeting.members.all())
    words = {"came": sum(each.present for each in members), "all": len(members)}
    return {
        "meeting": meeting,
        "members": members,
        "facts": [
            (_("认定轮次"), meeting.round, meeting.round.get_absolute_url()),
            (_("学校"), meeting.school, rows("students:round-school", meeting.round_id, meeting.school_id)),
            *([(_("班级"), meeting.class_name)] if of_class else []),
            (_("会议日期"), figures.day(meeting.held_on)),
            (_("到会"), _("%(came)d人，共%(all)d人") % words),
            (_("登记"), f"{meeting.recorded_by.name} {figures.minute(meeting.recorded_at)}"),
        ],
        "results": list(found_by(meeting, user)),
        "of_class": of_class,
        "waiting": waiting,
        "may_fill": waiting and user.has(needed) and meeting.round.status == RoundStatus.RUNNING,
        "fill_url": rows("students:meeting-weigh" if of_class else "students:meeting-decide", meeting.pk),
    }
