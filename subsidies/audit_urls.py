"""Addresses of the auditors' bench."""

from django.urls import path

from subsidies.views import audit_checks

urlpatterns = [
    path("audit-checks/", audit_checks.audit_bench, name="audit-bench"),
    path("audit-checks/start/", audit_checks.audit_start, name="audit-start"),
    path("audit-checks/runs/", audit_checks.audit_run_list, name="audit-run-list"),
    path("audit-checks/runs/<int:pk>/", audit_checks.audit_run_detail, name="audit-run-detail"),
    path("audit-checks/hits/<int:pk>/", audit_checks.audit_hit_detail, name="audit-hit-detail"),
    path("audit-checks/hits/<int:pk>/explain/", audit_checks.audit_explain, name="audit-hit-explain"),
    path("audit-checks/<str:code>/", audit_checks.audit_check, name="audit-check"),
]
