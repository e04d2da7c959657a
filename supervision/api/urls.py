"""Addresses of the supervision floor's resources; basenames begin with api-."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from supervision.api.absences import AbsenceViewSet
from supervision.api.as_of import ChildThenViewSet, HouseholdThenViewSet
from supervision.api.assessments import AssessmentViewSet, UnitAssessmentViewSet
from supervision.api.campaigns import CampaignViewSet, DrawViewSet, TeamViewSet
from supervision.api.checklists import ChecklistItemViewSet, ChecklistViewSet
from supervision.api.corrections import CorrectionViewSet
from supervision.api.data_changes import DataChangeViewSet
from supervision.api.dropout_ledgers import ComparisonViewSet, DropoutDaysViewSet, SchoolAgeViewSet
from supervision.api.dropout_returns import DropoutReturnViewSet
from supervision.api.dropout_work import DropoutClosingViewSet
from supervision.api.dropouts import DropoutCaseViewSet
from supervision.api.evidence import EvidenceViewSet
from supervision.api.grievance_numbers import GrievanceDeadlineViewSet, GrievanceStatisticsViewSet
from supervision.api.grievances import GrievanceViewSet
from supervision.api.households import HouseholdViewSet
from supervision.api.inspectors import InspectorViewSet
from supervision.api.kept_files import DropoutMeasureViewSet, DropoutPhotoViewSet, DropoutStepViewSet, GrievanceFileViewSet
from supervision.api.letters import LetterTemplateViewSet, LetterViewSet
from supervision.api.notice_settings import IssueWordViewSet, NoticeTemplateViewSet
from supervision.api.notice_standards import NoticeStandardViewSet
from supervision.api.notices import ExtensionViewSet, NoticeViewSet, ProblemViewSet, StepViewSet
from supervision.api.outreach import OutreachViewSet
from supervision.api.plans import PlanViewSet
from supervision.api.radar import RadarViewSet
from supervision.api.self_checks import SelfCheckViewSet
from supervision.api.visits import FindingViewSet, VisitViewSet
from supervision.api.warning_settings import WarningSettingViewSet
from supervision.api.warnings import HardshipReportViewSet, WarningRequestViewSet, WarningViewSet
from supervision.api.worklists import WorkEntryViewSet, WorkItemViewSet
from supervision.api.year_accounts import YearAccountViewSet

router = SimpleRouter()
router.register("campaigns", CampaignViewSet, basename="api-campaign")
router.register("teams", TeamViewSet, basename="api-team")
router.register("checklists", ChecklistViewSet, basename="api-checklist")
router.register("checklist-items", ChecklistItemViewSet, basename="api-checklist-item")
router.register("work-items", WorkItemViewSet, basename="api-work-item")
router.register("draws", DrawViewSet, basename="api-draw")
router.register("work-entries", WorkEntryViewSet, basename="api-work-entry")
router.register("letter-templates", LetterTemplateViewSet, basename="api-letter-template")
router.register("letters", LetterViewSet, basename="api-letter")
router.register("assessments", AssessmentViewSet, basename="api-assessment")
router.register("unit-assessments", UnitAssessmentViewSet, basename="api-unit-assessment")
router.register("notices", NoticeViewSet, basename="api-notice")
router.register("issue-words", IssueWordViewSet, basename="api-issue-word")
router.register("notice-standards", NoticeStandardViewSet, basename="api-notice-standard")
router.register("notice-templates", NoticeTemplateViewSet, basename="api-notice-template")
router.register("plans", PlanViewSet, basename="api-plan")
router.register("problems", ProblemViewSet, basename="api-problem")
router.register("evidence", EvidenceViewSet, basename="api-evidence")
router.register("extensions", ExtensionViewSet, basename="api-extension")
router.register("steps", StepViewSet, basename="api-step")
router.register("visits", VisitViewSet, basename="api-visit")
router.register("visit-findings", FindingViewSet, basename="api-visit-finding")
router.register("inspectors", InspectorViewSet, basename="api-inspector")
router.register("self-checks", SelfCheckViewSet, basename="api-self-check")
router.register("grievances", GrievanceViewSet, basename="api-grievance")
router.register("grievance-deadlines", GrievanceDeadlineViewSet, basename="api-grievance-deadline")
router.register("grievance-files", GrievanceFileViewSet, basename="api-grievance-file")
router.register("data-changes", DataChangeViewSet, basename="api-data-change")
router.register("outreach", OutreachViewSet, basename="api-outreach")
router.register("households", HouseholdViewSet, basename="api-household")
router.register("dropout-cases", DropoutCaseViewSet, basename="api-dropout-case")
router.register("dropout-photos", DropoutPhotoViewSet, basename="api-dropout-photo")
router.register("dropout-steps", DropoutStepViewSet, basename="api-dropout-step")
router.register("dropout-measures", DropoutMeasureViewSet, basename="api-dropout-measure")
router.register("dropout-closings", DropoutClosingViewSet, basename="api-dropout-closing")
router.register("school-age-children", SchoolAgeViewSet, basename="api-school-age")
router.register("absences", AbsenceViewSet, basename="api-absence")
router.register("dropout-returns", DropoutReturnViewSet, basename="api-dropout-return")
router.register("warnings", WarningViewSet, basename="api-warning")
router.register("warning-requests", WarningRequestViewSet, basename="api-warning-request")
router.register("warning-settings", WarningSettingViewSet, basename="api-warning-setting")
router.register("list-corrections", CorrectionViewSet, basename="api-list-correction")
router.register("hardship-reports", HardshipReportViewSet, basename="api-hardship-report")
router.register("year-accounts", YearAccountViewSet, basename="api-year-account")

urlpatterns = [
    path("dropout-comparison/", ComparisonViewSet.as_view({"get": "retrieve"}), name="api-dropout-comparison"),
    path("dropout-days/", DropoutDaysViewSet.as_view({"get": "list"}), name="api-dropout-days"),
    path("dropout-days/<slug:code>/", DropoutDaysViewSet.as_view({"post": "change"}), name="api-dropout-days-change"),
    path("grievances/statistics/", GrievanceStatisticsViewSet.as_view({"get": "list"}), name="api-grievance-statistics"),
    path("radar/", RadarViewSet.as_view({"get": "county"}), name="api-radar"),
    path("radar/<slug:code>/", RadarViewSet.as_view({"get": "unit"}), name="api-radar-unit"),
    path("as-of/students/<int:pk>/", ChildThenViewSet.as_view({"get": "retrieve"}), name="api-as-of-child"),
    path("as-of/records/<int:pk>/", HouseholdThenViewSet.as_view({"get": "retrieve"}), name="api-as-of-household"),
    path("", include(router.urls)),
]
