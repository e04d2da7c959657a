"""Addresses of responsible inspectors."""

from django.urls import path

from supervision.views import inspectors

urlpatterns = [
    path("inspectors/", inspectors.inspector_list, name="inspector-list"),
    path("inspectors/give/", inspectors.give, name="inspector-give"),
]
