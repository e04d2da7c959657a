"""Who the students are, what the departments say of them, and which record is which child."""

from students.models.applications import Application, ApplicationCode
from students.models.cancellations import Cancellation
from students.models.changes import ReleaseChange
from students.models.determination_lists import DeterminationList
from students.models.determinations import Determination
from students.models.enrolments import Enrolment, EnrolmentVersion
from students.models.matches import MatchPair, SchoolingProof, is_proven, is_pupil
from students.models.public_notices import Objection, PublicNotice, PublicNoticeRow
from students.models.records import Record, Release, ReleaseIssue
from students.models.review_meetings import ReviewMeeting, ReviewMember
from students.models.roster_headings import LearnedHeading
from students.models.rosters import RosterAcceptance, RosterIssue, RosterMend, RosterRow, RosterUpload
from students.models.rounds import AdvanceNotice, DeterminationRound
from students.models.students import Student, StudentMerge
from students.models.terms import TermSetting

__all__ = [
    "AdvanceNotice",
    "Application",
    "ApplicationCode",
    "Cancellation",
    "Determination",
    "DeterminationList",
    "DeterminationRound",
    "Enrolment",
    "EnrolmentVersion",
    "LearnedHeading",
    "MatchPair",
    "Objection",
    "PublicNotice",
    "PublicNoticeRow",
    "Record",
    "Release",
    "ReleaseChange",
    "ReleaseIssue",
    "ReviewMeeting",
    "ReviewMember",
    "RosterAcceptance",
    "RosterIssue",
    "RosterMend",
    "RosterRow",
    "RosterUpload",
    "SchoolingProof",
    "Student",
    "StudentMerge",
    "TermSetting",
    "is_proven",
    "is_pupil",
]
