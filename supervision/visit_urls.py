"""Addresses of visits and of what they found."""

from django.urls import path

from supervision.views import visits

urlpatterns = [
    path("visits/", visits.visit_list, name="visit-list"),
    path("units/<int:pk>/visit/", visits.visit_add, name="visit-add"),
    path("visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
    path("visits/<int:pk>/signature/", visits.signature, name="visit-signature"),
    path("visits/<int:pk>/void/", visits.void, name="visit-void"),
    path("findings/", visits.finding_list, name="finding-list"),
    path("food-safety/", visits.food_safety, name="food-safety"),
]
