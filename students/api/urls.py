"""Addresses of the students floor's resources; basenames begin with api-."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from students.api import (
    applications,
    cancellations,
    determination_lists,
    meetings,
    public_notices,
    roster_rows,
    rosters,
    round_children,
    rounds,
)
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
router.register("applications", applications.ApplicationViewSet, basename="api-application")
router.register("review-meetings", meetings.MeetingViewSet, basename="api-review-meeting")
router.register("determination-lists", determination_lists.DeterminationListViewSet, basename="api-determination-list")
router.register("public-notices", public_notices.PublicNoticeViewSet, basename="api-public-notice")
router.register("objections", public_notices.ObjectionViewSet, basename="api-objection")
router.register("cancellations", cancellations.CancellationViewSet, basename="api-cancellation")
LIST = {"get": "list"}

urlpatterns = [
    path("rosters/<int:roster>/issues/", roster_rows.RosterIssueViewSet.as_view(LIST), name="api-roster-issues"),
    path("rosters/<int:roster>/differences/", roster_rows.RosterDifferenceViewSet.as_view(LIST), name="api-roster-differences"),
    path("rosters/<int:roster>/missing/", roster_rows.RosterMissingViewSet.as_view(LIST), name="api-roster-missing"),
    path("terms/<str:term>/doubles/", roster_rows.DoubleViewSet.as_view(LIST), name="api-double-list"),
    path("rounds/<int:round>/children/", round_children.RoundChildViewSet.as_view(LIST), name="api-round-children"),
    path("rounds/<int:round>/codes/", round_children.RoundChildViewSet.as_view({"post": "codes"}), name="api-round-codes"),
    path("rounds/<int:round>/proven/", round_children.RoundChildViewSet.as_view({"post": "proven"}), name="api-round-proven"),
    *router.urls,
]
