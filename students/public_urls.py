"""Addresses of the students floor that need no login: notices on the web, the application on a phone."""

from django.urls import path

from students.views import phone_applications, privacy, shown_to_all

app_name = "public"
urlpatterns = [
    path("apply/", phone_applications.apply, name="apply"),
    path("apply/form/", phone_applications.apply_form, name="apply-form"),
    path("apply/state/", phone_applications.apply_state, name="apply-state"),
    path("apply/take-back/", phone_applications.take_back, name="apply-take-back"),
    path("apply/leave/", phone_applications.leave, name="apply-leave"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("notices/", shown_to_all.notice_list, name="notice-list"),
    path("notices/<uuid:token>/", shown_to_all.notice, name="notice"),
    path("notices/<uuid:token>/objection/", shown_to_all.object_to, name="objection"),
    path("notices/<uuid:token>/objection/received/", shown_to_all.objection_received, name="objection-received"),
]
