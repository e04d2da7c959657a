"""Addresses of the subsidies floor: the policy, the check and what it decided."""

from django.urls import path

from subsidies.views import policies, runs

app_name = "subsidies"
urlpatterns = [
    path("policies/", policies.policy_list, name="policy-list"),
    path("policies/<int:pk>/", policies.policy_detail, name="policy-detail"),
    path("policies/<int:pk>/term/", policies.policy_term, name="policy-term"),
    path("policies/<int:pk>/difference/", policies.policy_difference, name="policy-difference"),
    path("policies/<int:pk>/history/", policies.policy_history, name="policy-history"),
    path("runs/", runs.run_list, name="run-list"),
    path("runs/start/", runs.start, name="run-start"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/changes/", runs.run_changes, name="run-changes"),
]
