"""Addresses of what was paid: payments one by one, the numbers of a year, reports that are kept."""

from django.urls import path

from subsidies.views import papers, payments, statistics, statistics_reports

urlpatterns = [
    path("payments/", payments.payment_list, name="payment-list"),
    path("payments/sums/", payments.payment_sums_page, name="payment-sums"),
    path("payments/roster/", papers.payment_roster, name="paper-roster"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/bridge/", statistics.bridge, name="statistics-bridge"),
    path("statistics/flows/", statistics.flow_list, name="flow-list"),
    path("statistics/flows/sums/", statistics.flow_sums, name="flow-sums"),
    path("statistics/reports/", statistics_reports.report_list, name="statistics-report-list"),
    path("statistics/reports/<int:pk>/", statistics_reports.report_detail, name="statistics-report-detail"),
    path("statistics/reports/<int:pk>/compare/", statistics_reports.report_compare, name="statistics-report-compare"),
    path("statistics/reports/<int:pk>/flows/", statistics_reports.report_flows, name="statistics-report-flows"),
    path("statistics/<str:kind>/", statistics.statistics, name="statistics-kind"),
    path("statistics/<str:kind>/freeze/", statistics_reports.freeze, name="statistics-freeze"),
]
