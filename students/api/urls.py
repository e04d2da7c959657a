"""Addresses of the students floor's resources; basenames begin with api-."""

from rest_framework.routers import SimpleRouter

from students.api.matches import MatchViewSet
from students.api.proofs import ProofViewSet
from students.api.releases import ReleaseViewSet
from students.api.terms import TermViewSet

router = SimpleRouter()
router.register("matches", MatchViewSet, basename="api-match")
router.register("proofs", ProofViewSet, basename="api-proof")
router.register("releases", ReleaseViewSet, basename="api-release")
router.register("terms", TermViewSet, basename="api-term")

urlpatterns = router.urls
