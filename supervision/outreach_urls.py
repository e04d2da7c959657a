"""Addresses of outreach."""

from django.urls import path

from supervision.views import outreach, outreach_contacts

urlpatterns = [
    path("outreach/", outreach.outreach_list, name="outreach-list"),
    path("outreach/totals/", outreach.totals, name="outreach-totals"),
    path("outreach/add/", outreach.begin, name="outreach-begin"),
    path("outreach/add/<str:kind>/", outreach.add, name="outreach-add"),
    path("outreach/contacts/", outreach_contacts.contacts, name="outreach-contacts"),
    path("outreach/<int:pk>/", outreach.outreach_detail, name="outreach-detail"),
    path("outreach/<int:pk>/change/", outreach.change, name="outreach-change"),
    path("outreach/<int:pk>/void/", outreach.void, name="outreach-void"),
]
