"""Addresses of the subsidies floor: the policy, the check and what it decided."""

from django.urls import path

from subsidies.views import policies

app_name = "subsidies"
urlpatterns = [
    path("policies/", policies.policy_list, name="policy-list"),
    path("policies/<int:pk>/", policies.policy_detail, name="policy-detail"),
    path("policies/<int:pk>/term/", policies.policy_term, name="policy-term"),
    path("policies/<int:pk>/difference/", policies.policy_difference, name="policy-difference"),
    path("policies/<int:pk>/history/", policies.policy_history, name="policy-history"),
]
