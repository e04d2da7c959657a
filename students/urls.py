"""Addresses of the students floor: who the children are, what the departments say of them."""

from django.urls import path

from students.views import matches, proofs, records, releases, terms

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
    path("matches/", matches.match_list, name="match-list"),
    path("matches/next/", matches.match_next, name="match-next"),
    path("matches/<int:pk>/", matches.match_detail, name="match-detail"),
    path("matches/<int:pk>/answer/", matches.answer, name="match-answer"),
    path("matches/<int:pk>/ask-again/", matches.ask_again, name="match-ask-again"),
    path("matches/<int:pk>/reveal/", matches.reveal, name="match-reveal"),
    path("proofs/", proofs.proof_list, name="proof-list"),
    path("proofs/submit/", proofs.submit, name="proof-submit"),
    path("proofs/<int:pk>/", proofs.proof_detail, name="proof-detail"),
    path("proofs/<int:pk>/verify/", proofs.verify, name="proof-verify"),
    path("proofs/<int:pk>/refuse/", proofs.refuse, name="proof-refuse"),
    path("proofs/<int:pk>/aid/", proofs.add_aid, name="proof-aid"),
    path("proofs/<int:pk>/reveal/", proofs.reveal, name="proof-reveal"),
]
