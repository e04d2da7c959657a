"""Addresses of the subsidies floor: the policy, the check and what it decided."""

from django.urls import URLPattern

app_name = "subsidies"
urlpatterns: list[URLPattern] = []
