"""Addresses of the desk for those without a login; nothing of a grievance ever stands in one."""

from django.urls import path

from supervision.views import public_grievances

app_name = "public-desk"
urlpatterns = [
    path("", public_grievances.send, name="grievance"),
    path("follow/", public_grievances.follow, name="follow"),
    path("reopen/", public_grievances.reopen, name="reopen"),
    path("rate/", public_grievances.rate, name="rate"),
]
