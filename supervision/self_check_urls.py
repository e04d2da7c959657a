"""Addresses of problems that units found themselves."""

from django.urls import path

from supervision.views import self_checks

urlpatterns = [
    path("self-checks/", self_checks.self_check_list, name="self-check-list"),
    path("self-checks/add/", self_checks.self_check_add, name="self-check-add"),
    path("self-checks/<int:pk>/", self_checks.self_check_detail, name="self-check-detail"),
    path("self-checks/<int:pk>/answer/", self_checks.answer, name="self-check-answer"),
    path("self-checks/<int:pk>/close/", self_checks.close, name="self-check-close"),
    path("self-checks/<int:pk>/send-back/", self_checks.send_back, name="self-check-send-back"),
    path("self-checks/<int:pk>/withdraw/", self_checks.withdraw, name="self-check-withdraw"),
]
