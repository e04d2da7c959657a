"""Addresses of the aid floor that need no login."""

from django.urls import path

from subsidies.views import public_donations, public_figures, public_policies

app_name = "public-aid"
urlpatterns = [
    path("donations/", public_donations.donations, name="donations"),
    path("figures/", public_figures.figures, name="figures"),
    path("figures/<int:year>.csv", public_figures.figures_file, name="figures-file"),
    path("policies/", public_policies.policies, name="policies"),
    path("self-check/", public_policies.self_check, name="self-check"),
]
