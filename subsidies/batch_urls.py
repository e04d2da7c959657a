"""Addresses of the payment batches: from the trial to the closed batch, and its papers."""

from django.urls import path

from subsidies.views import approval_bands, arrivals, batch_deeds, batches, call_sheets, papers

urlpatterns = [
    path("batches/", batches.batch_list, name="batch-list"),
    path("batches/try/", batches.batch_try, name="batch-try"),
    path("batches/build/", batches.batch_build, name="batch-build"),
    path("batches/<int:pk>/", batches.batch_detail, name="batch-detail"),
    path("batches/<int:pk>/submit/", batch_deeds.submit, name="batch-submit"),
    path("batches/<int:pk>/review/", batch_deeds.review, name="batch-review"),
    path("batches/<int:pk>/countersign/", batch_deeds.countersign, name="batch-countersign"),
    path("batches/<int:pk>/release/", batch_deeds.release, name="batch-release"),
    path("batches/<int:pk>/send-back/", batch_deeds.send_back, name="batch-send-back"),
    path("batches/<int:pk>/hold-back/", batch_deeds.hold_back, name="batch-hold-back"),
    path("batches/<int:pk>/cancel/", batch_deeds.cancel, name="batch-cancel"),
    path("batches/<int:pk>/send/", batch_deeds.send, name="batch-send"),
    path("batches/<int:pk>/settle/", batch_deeds.settle, name="batch-settle"),
    path("batches/<int:pk>/close/", batch_deeds.close, name="batch-close"),
    path("batches/<int:pk>/reissue/", batch_deeds.reissue, name="batch-reissue"),
    path("batches/<int:pk>/request/", papers.payment_request, name="paper-request"),
    path("batches/<int:pk>/returned/", papers.returned_payments, name="paper-returned"),
    path("batches/<int:pk>/arrivals/", arrivals.arrival_draw, name="arrival-draw"),
    path("arrivals/", arrivals.arrival_list, name="arrival-list"),
    path("arrivals/<int:pk>/", arrivals.arrival_detail, name="arrival-detail"),
    path("arrivals/<int:pk>/sheet/", arrivals.arrival_sheet, name="arrival-sheet"),
    path("arrivals/<int:pk>/call-sheets/", call_sheets.upload, name="call-sheet-upload"),
    path("call-sheets/<int:pk>/", call_sheets.detail, name="call-sheet-detail"),
    path("call-sheets/<int:pk>/book/", call_sheets.book, name="call-sheet-book"),
    path("call-sheets/<int:pk>/mark/", call_sheets.mark, name="call-sheet-mark"),
    path("arrival-questions/<int:pk>/", arrivals.question_detail, name="arrival-question-detail"),
    path("arrival-questions/<int:pk>/answer/", arrivals.question_answer, name="arrival-answer"),
    path("arrival-questions/<int:pk>/settle/", arrivals.question_settle, name="arrival-settle"),
    path("approval-bands/", approval_bands.band_list, name="band-list"),
    path("approval-bands/add/", approval_bands.band_add, name="band-add"),
    path("approval-bands/<int:pk>/", approval_bands.band_detail, name="band-detail"),
    path("approval-bands/<int:pk>/decide/", approval_bands.band_decide, name="band-decide"),
]
