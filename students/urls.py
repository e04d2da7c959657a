"""Addresses of the students floor: who the children are, what the departments say of them."""

from django.urls import path

from students.views import records, releases, terms

app_name = "students"
urlpatterns = [
    path("releases/", releases.release_list, name="release-list"),
    path("releases/upload/<str:kind>/", releases.upload, name="release-upload"),
    path("releases/<int:pk>/", releases.release_detail, name="release-detail"),
    path("releases/<int:pk>/confirm/", releases.confirm, name="release-confirm"),
    path("releases/<int:pk>/withdraw/", releases.withdraw, name="release-withdraw"),
    path("releases/<int:pk>/changes/", records.changes, name="release-changes"),
    path("releases/<int:pk>/issues/", records.issues, name="release-issues"),
    path("releases/<int:pk>/report/", records.report, name="release-report"),
    path("releases/<int:pk>/records/", records.record_list, name="record-list"),
    path("releases/<int:pk>/determinations/", records.determination_list, name="determination-list"),
    path("terms/", terms.term_list, name="term-list"),
    path("terms/begin/", terms.begin_next, name="term-begin"),
    path("terms/<str:pk>/", terms.term_detail, name="term-detail"),
    path("terms/<str:pk>/cut-off/", terms.cut_off, name="term-cut-off"),
    path("terms/<str:pk>/lock/", terms.lock, name="term-lock"),
    path("terms/<str:pk>/unlock/", terms.unlock, name="term-unlock"),
    path("records/<int:pk>/", records.record_detail, name="record-detail"),
    path("records/<int:pk>/reveal/", records.reveal, name="record-reveal"),
]
