"""Addresses of the students floor: who the children are, what the departments say of them."""

from django.urls import URLPattern

app_name = "students"
urlpatterns: list[URLPattern] = []
