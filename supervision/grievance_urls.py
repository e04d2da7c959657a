"""Addresses of the grievance desk."""

from django.urls import path

from supervision.views import data_changes, grievance_deeds, grievances

urlpatterns = [
    path("grievances/", grievances.grievance_list, name="grievance-list"),
    path("grievances/add/", grievances.add, name="grievance-add"),
    path("grievances/choose/", grievances.choose, name="grievances-choose"),
    path("grievances/assign/", grievances.assign, name="grievances-assign"),
    path("grievances/statistics/", grievances.statistics, name="grievance-statistics"),
    path("grievances/deadlines/", grievances.deadlines, name="grievance-deadlines"),
    path("grievances/<int:pk>/", grievances.grievance_detail, name="grievance-detail"),
    path("grievances/<int:pk>/register/", grievances.register, name="grievance-register"),
    path("grievances/<int:pk>/note/", grievance_deeds.note, name="grievance-note"),
    path("grievances/<int:pk>/report/", grievance_deeds.report, name="grievance-report"),
    path("grievances/<int:pk>/answer/", grievance_deeds.answer, name="grievance-answer"),
    path("grievances/<int:pk>/decline/", grievance_deeds.decline, name="grievance-decline"),
    path("grievances/<int:pk>/reopen/", grievance_deeds.reopen, name="grievance-reopen"),
    path("grievances/<int:pk>/reveal/", grievance_deeds.reveal, name="grievance-reveal"),
    path("grievance-files/<int:pk>/", grievance_deeds.file, name="grievance-file"),
    path("data-changes/", data_changes.data_change_list, name="data-change-list"),
    path("data-changes/add/<int:pk>/<str:field>/", data_changes.propose, name="data-change-add"),
    path("data-changes/<int:pk>/", data_changes.data_change_detail, name="data-change-detail"),
    path("data-changes/<int:pk>/approve/", data_changes.approve, name="data-change-approve"),
    path("data-changes/<int:pk>/refuse/", data_changes.refuse, name="data-change-refuse"),
    path("data-changes/<int:pk>/settle/", data_changes.settle, name="data-change-settle"),
    path("data-changes/<int:pk>/reveal/", data_changes.reveal, name="data-change-reveal"),
]
