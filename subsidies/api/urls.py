"""Addresses of the subsidies floor's resources; basenames begin with api-."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()

urlpatterns = router.urls
