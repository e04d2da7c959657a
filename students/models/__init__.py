"""Who the students are, what the departments say of them, and which record is which child."""

from students.models.changes import ReleaseChange
from students.models.enrolments import Enrolment, EnrolmentVersion
from students.models.matches import MatchPair, SchoolingProof
from students.models.records import Determination, Record, Release, ReleaseIssue
from students.models.rosters import RosterAcceptance, RosterIssue, RosterMend, RosterRow, RosterUpload
from students.models.students import Student, StudentMerge
from students.models.terms import TermSetting

__all__ = [
    "Determination",
    "Enrolment",
    "EnrolmentVersion",
    "MatchPair",
    "Record",
    "Release",
    "ReleaseChange",
    "ReleaseIssue",
    "RosterAcceptance",
    "RosterIssue",
    "RosterMend",
    "RosterRow",
    "RosterUpload",
    "SchoolingProof",
    "Student",
    "StudentMerge",
    "TermSetting",
]
