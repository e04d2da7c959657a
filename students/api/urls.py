"""Addresses of the students floor's resources; basenames begin with api-."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from students.api import determination_lists, roster_rows, rosters, rounds
from students.api.matches import MatchViewSet
from students.api.merges import MergeViewSet
from students.api.proofs import ProofViewSet
from students.api.releases import ReleaseViewSet
from students.api.students import StudentViewSet
from students.api.terms import TermViewSet

router = SimpleRouter()
router.register("matches", MatchViewSet, basename="api-match")
router.register("merges", MergeViewSet, basename="api-merge")
router.register("proofs", ProofViewSet, basename="api-proof")
router.register("releases", ReleaseViewSet, basename="api-release")
router.register("rosters", rosters.RosterViewSet, basename="api-roster")
router.register("students", StudentViewSet, basename="api-student")
router.register("terms", TermViewSet, basename="api-term")
router.register("rounds", rounds.RoundViewSet, basename="api-round")
router.register("advance-notices", rounds.AdvanceNoticeViewSet, basename="api-advance-notice")
router.register("applications", rounds.ApplicationViewSet, basename="api-application")
router.register("review-meetings", rounds.MeetingViewSet, basename="api-review-meeting")
router.register("determination-lists", determination_lists.DeterminationListViewSet, basename="api-determination-list")
router.register("public-notices", determination_lists.PublicNoticeViewSet, basename="api-public-notice")
router.register("objections", determination_lists.ObjectionViewSet, basename="api-objection")
router.register("cancellations", determination_lists.CancellationViewSet, basename="api-cancellation")
LIST = {"get": "list"}

urlpatterns = [
    path("rosters/<int:roster>/issues/", roster_rows.RosterIssueViewSet.as_view(LIST), name="api-roster-issues"),
    path("rosters/<int:roster>/differences/", roster_rows.RosterDifferenceViewSet.as_view(LIST), name="api-roster-differences"),
    path("rosters/<int:roster>/missing/", roster_rows.RosterMissingViewSet.as_view(LIST), name="api-roster-missing"),
    path("terms/<str:term>/doubles/", roster_rows.DoubleViewSet.as_view(LIST), name="api-double-list"),
    *router.urls,
]
