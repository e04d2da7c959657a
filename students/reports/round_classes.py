"""The classes of a school in a round: who sits together, and whose applications a class or the school's group has before it."""

from typing import Any

from django.db.models import QuerySet

from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus
from students.determination_choices import ApplicationStatus, MeetingLevel
from students.models import Application, DeterminationRound, Enrolment, ReviewMeeting
from students.sheets.rosters import grade_word

BEFORE_THE_CLASS = (ApplicationStatus.SUBMITTED, ApplicationStatus.REVIEWED)


def class_places(round: DeterminationRound, school: OrgUnit, user: User) -> list[tuple[str, str]]:
    """Key and words of each class, those first that the roster puts first; a grade of two stages stands once for each word."""
    children = Enrolment.objects.visible_to(user).for_term(round.term_id).filter(school=school, status=EnrolmentStatus.ENROLLED)
    places = children.order_by("stage", "grade", "class_name").values_list("stage", "grade", "class_name").distinct()
    return [(f"{grade}|{name}", f"{grade_word(stage, grade)}{name}") for stage, grade, name in places]


def before(meeting: ReviewMeeting, user: User) -> QuerySet[Application]:
    """What the group that sat may give a result to now."""
    rows = Application.objects.visible_to(user).filter(round=meeting.round_id, enrolment__school=meeting.school_id).for_list()
    rows = rows.order_by("enrolment__stage", "enrolment__grade", "enrolment__class_name", "enrolment__pinyin", "pk")
    if meeting.level == MeetingLevel.SCHOOL:
        return rows.filter(status=ApplicationStatus.REVIEWED)
    own = rows.filter(enrolment__grade=meeting.grade, enrolment__class_name=meeting.class_name)
    return own.filter(status__in=BEFORE_THE_CLASS)


def found_by(meeting: ReviewMeeting, user: User) -> QuerySet[Application]:
    """What it has given a result to."""
    role = "school_meeting" if meeting.level == MeetingLevel.SCHOOL else "class_meeting"
    return Application.objects.visible_to(user).filter(**{role: meeting}).for_list().order_by("enrolment__pinyin", "pk")


def last_members(round: DeterminationRound, school: OrgUnit, level: str) -> list[dict[str, Any]]:
    """Who sat the last time: the group is the same for the year."""
    last = ReviewMeeting.objects.filter(round=round, school=school, level=level).order_by("-held_on", "-pk").first()
    return [{"name": each.name, "capacity": each.capacity, "present": True} for each in last.members.all()] if last else []
