"""Addresses of the aid floor that need no login."""

from django.urls import path

from subsidies.views import public_policies

app_name = "public-aid"
urlpatterns = [
    path("policies/", public_policies.policies, name="policies"),
    path("self-check/", public_policies.self_check, name="self-check"),
]
