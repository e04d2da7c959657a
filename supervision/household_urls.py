"""Addresses of the households."""

from django.urls import path

from supervision.views import households

urlpatterns = [
    path("households/", households.household_list, name="household-list"),
    path("households/<int:pk>/", households.household_detail, name="household-detail"),
]
