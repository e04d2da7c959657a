"""Addresses of the supervision floor: each family of pages brings its own."""

from django.urls import include, path

app_name = "supervision"
urlpatterns = [
    path("", include("supervision.campaign_urls")),
    path("", include("supervision.letter_urls")),
    path("", include("supervision.notice_urls")),
    path("", include("supervision.assessment_urls")),
    path("", include("supervision.visit_urls")),
    path("", include("supervision.self_check_urls")),
    path("", include("supervision.inspector_urls")),
    path("", include("supervision.dropout_urls")),
    path("", include("supervision.warning_urls")),
    path("", include("supervision.household_urls")),
    path("", include("supervision.outreach_urls")),
    path("", include("supervision.grievance_urls")),
    path("", include("supervision.year_urls")),
]
