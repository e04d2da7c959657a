"""The roof of the REST API: every app's resources, the schema and its offline pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from aid_portal.api.job_runs import JobRunViewSet

router = SimpleRouter()
router.register("job-runs", JobRunViewSet, basename="api-job-run")

urlpatterns = [
    path("", include("aid_portal.api.urls")),
    *router.urls,
    path("", include("students.api.urls")),
    path("", include("subsidies.api.urls")),
    path("", include("supervision.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    # Our own page: the library's has an inline style, which the policy forbids.
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="aid_portal/api_docs/detail.html"),
        name="api-docs",
    ),
]
