"""Addresses of the ground floor's resources."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from aid_portal.api import api_tokens, exports, inbox, permits, saved_searches, views

router = SimpleRouter()
router.register("org-units", views.OrgUnitViewSet, basename="api-org-unit")
router.register("users", views.UserViewSet, basename="api-user")
router.register("role-assignments", views.RoleAssignmentViewSet, basename="api-role-assignment")
router.register("api-tokens", api_tokens.ApiTokenViewSet, basename="api-token")
router.register("audit-events", views.AuditEventViewSet, basename="api-audit-event")
router.register("unmask-requests", permits.UnmaskRequestViewSet, basename="api-unmask-request")
router.register("exports", exports.ExportViewSet, basename="api-export")
router.register("saved-searches", saved_searches.SavedSearchViewSet, basename="api-saved-search")
router.register("holidays", permits.HolidayViewSet, basename="api-holiday")

urlpatterns = [
    path("me/", views.MeView.as_view(), name="api-me"),
    path("inbox/", inbox.TodoView.as_view(), name="api-inbox"),
    path("inbox/decided/", inbox.DecidedView.as_view(), name="api-inbox-decided"),
    path("inbox/started/", inbox.StartedView.as_view(), name="api-inbox-started"),
    *router.urls,
]
