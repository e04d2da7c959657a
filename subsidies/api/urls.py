"""Addresses of the subsidies floor's resources; basenames begin with api-."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from subsidies.api import policies, results, runs

router = SimpleRouter()
router.register("policies", policies.PolicyVersionViewSet, basename="api-policy")
router.register("decisions", results.DecisionViewSet, basename="api-decision")
router.register("findings", results.FindingViewSet, basename="api-finding")
router.register("whereabouts", results.WhereaboutsViewSet, basename="api-whereabouts")
router.register("runs", runs.RunViewSet, basename="api-run")

urlpatterns = [
    path("runs/<int:run>/changes/", runs.RunChangeViewSet.as_view({"get": "list"}), name="api-run-changes"),
    *router.urls,
]
