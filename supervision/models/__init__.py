"""Who was inspected, what was found, and whether it was put right."""

from supervision.models.assessments import Assessment, AssessmentIndicator, IndicatorMark, UnitAssessment
from supervision.models.campaigns import Campaign, CampaignUnit, Draw, Team, TeamMember
from supervision.models.checklists import Checklist, ChecklistItem
from supervision.models.data_changes import DataChange
from supervision.models.dropout_reports import AbsenceReport, DropoutReturn
from supervision.models.dropout_work import DropoutClosing, DropoutMeasure, DropoutPhoto, DropoutStep, DropoutVisit
from supervision.models.dropouts import DropoutCase, DropoutParameter
from supervision.models.evidence import Evidence
from supervision.models.grievances import Grievance, GrievanceDeadline, GrievanceFile, GrievanceStep, GrievanceYear
from supervision.models.hardship_reports import HardshipReport
from supervision.models.households import Household
from supervision.models.inspectors import InspectorDuty
from supervision.models.issue_words import IssueWord, NoticeTemplate, WordYear
from supervision.models.letters import LetterTemplate, ResponsibilityLetter
from supervision.models.notice_standards import NoticeStandard
from supervision.models.notices import RectificationNotice
from supervision.models.outreach import OutreachActivity
from supervision.models.plans import Plan, PlanLine
from supervision.models.problems import Problem
from supervision.models.replies import Extension, Reinspection, Reply
from supervision.models.self_checks import SelfCheck
from supervision.models.steps import Step, StepRecipient
from supervision.models.visits import Visit, VisitAnswer, VisitFinding
from supervision.models.warning_requests import WarningRequest
from supervision.models.warnings import EarlyWarning, WarningAnswer, WarningSetting
from supervision.models.worklists import WorkEntry, WorkItem
from supervision.models.year_accounts import YearAccount

__all__ = [
    "AbsenceReport", "Assessment", "AssessmentIndicator", "Campaign", "CampaignUnit", "Checklist", "ChecklistItem",
    "DataChange", "Draw", "DropoutCase", "DropoutClosing", "DropoutMeasure", "DropoutParameter", "DropoutPhoto",
    "DropoutReturn", "DropoutStep", "DropoutVisit", "EarlyWarning", "Evidence", "Extension", "Grievance",
    "GrievanceDeadline", "GrievanceFile", "GrievanceStep", "GrievanceYear", "HardshipReport", "Household", "IndicatorMark",
    "InspectorDuty", "IssueWord", "LetterTemplate", "NoticeStandard", "NoticeTemplate", "OutreachActivity", "Plan",
    "PlanLine", "Problem", "RectificationNotice", "Reinspection", "Reply", "ResponsibilityLetter", "SelfCheck", "Step",
    "StepRecipient", "Team", "TeamMember", "UnitAssessment", "Visit", "VisitAnswer", "VisitFinding", "WarningAnswer",
    "WarningRequest", "WarningSetting", "WordYear", "WorkEntry", "WorkItem", "YearAccount",
]  # fmt: skip
