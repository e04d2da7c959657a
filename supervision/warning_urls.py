"""Addresses of early warning."""

from django.urls import path

from supervision.views import as_of, hardship_reports, radar, warning_settings, warnings

urlpatterns = [
    path("radar/", radar.county, name="radar"),
    path("radar/<int:pk>/", radar.unit, name="radar-unit"),
    path("warnings/", warnings.warning_list, name="warning-list"),
    path("warnings/<int:pk>/", warnings.warning_detail, name="warning-detail"),
    path("warnings/<int:pk>/answer/", warnings.answer, name="warning-answer"),
    path("warnings/<int:pk>/close/", warnings.ask_to_close, name="warning-close"),
    path("warnings/<int:pk>/extend/", warnings.ask_for_time, name="warning-extend"),
    path("warnings/<int:pk>/files/<int:file>/", warnings.proof, name="warning-file"),
    path("corrections/", warnings.correction_list, name="correction-list"),
    path("warning-settings/", warning_settings.settings, name="warning-settings"),
    path("warning-settings/<int:pk>/", warning_settings.setting_change, name="warning-setting"),
    path("students/<int:pk>/hardship/", hardship_reports.report_add, name="hardship-report-add"),
    path("hardship-reports/", hardship_reports.report_list, name="hardship-report-list"),
    path("hardship-reports/<int:pk>/", hardship_reports.report_detail, name="hardship-report-detail"),
    path("hardship-reports/<int:pk>/withdraw/", hardship_reports.withdraw, name="hardship-report-withdraw"),
    path("hardship-reports/<int:pk>/scan/", hardship_reports.scan, name="hardship-report-scan"),
    path("as-of/students/<int:pk>/", as_of.child, name="as-of-child"),
    path("as-of/records/<int:pk>/", as_of.household, name="as-of-household"),
    path("warning-requests/<int:pk>/approve/", warnings.approve, name="warning-request-approve"),
    path("warning-requests/<int:pk>/refuse/", warnings.refuse, name="warning-request-refuse"),
]
