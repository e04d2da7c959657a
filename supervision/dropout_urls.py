"""Addresses of dropout control."""

from django.urls import path

from supervision.views import absences, dropout_comparison, dropout_days, dropout_returns, dropout_work, dropouts

urlpatterns = [
    path("absences/", absences.absence_list, name="absence-list"),
    path("absences/report/", absences.report, name="absence-report"),
    path("absences/<int:pk>/", absences.absence_detail, name="absence-detail"),
    path("absences/<int:pk>/contact/", absences.contact, name="absence-contact"),
    path("absences/<int:pk>/end/", absences.end, name="absence-end"),
    path("dropouts/school-age/", dropout_comparison.school_age, name="school-age-list"),
    path("dropouts/comparison/", dropout_comparison.comparison, name="dropout-comparison"),
    path("dropouts/months/", dropout_returns.month_list, name="dropout-month-list"),
    path("dropouts/months/send/", dropout_returns.send_month, name="dropout-month-send"),
    path("dropouts/quarters/", dropout_returns.quarter_list, name="dropout-quarter-list"),
    path("dropouts/quarters/send/", dropout_returns.send_quarter, name="dropout-quarter-send"),
    path("dropouts/returns/<int:pk>/", dropout_returns.detail, name="dropout-return-detail"),
    path("dropouts/returns/<int:pk>/correct/", dropout_returns.correct, name="dropout-return-correct"),
    path("dropouts/days/", dropout_days.days, name="dropout-days"),
    path("dropouts/days/<slug:code>/", dropout_days.set_days, name="dropout-days-set"),
    path("dropouts/", dropouts.dropout_list, name="dropout-list"),
    path("dropouts/register/", dropouts.register, name="dropout-register"),
    path("dropouts/<int:pk>/", dropouts.dropout_detail, name="dropout-detail"),
    path("dropouts/<int:pk>/confirm/", dropouts.confirm, name="dropout-confirm"),
    path("dropouts/<int:pk>/assign/", dropout_work.assign, name="dropout-assign"),
    path("dropouts/<int:pk>/visit/", dropout_work.visit, name="dropout-visit"),
    path("dropouts/<int:pk>/step/", dropout_work.step, name="dropout-step"),
    path("dropouts/<int:pk>/measure/", dropout_work.measure, name="dropout-measure"),
    path("dropouts/<int:pk>/close/", dropout_work.close, name="dropout-close"),
    path("dropouts/closings/<int:pk>/approve/", dropout_work.approve, name="dropout-closing-approve"),
    path("dropouts/closings/<int:pk>/refuse/", dropout_work.refuse, name="dropout-closing-refuse"),
    path("dropouts/closings/<int:pk>/file/", dropout_work.closing_file, name="dropout-closing-file"),
    path("dropouts/steps/<int:pk>/file/", dropout_work.step_file, name="dropout-step-file"),
    path("dropouts/measures/<int:pk>/file/", dropout_work.measure_file, name="dropout-measure-file"),
    path("dropouts/photos/<int:pk>/", dropout_work.photo, name="dropout-photo"),
    path("dropouts/photos/<int:pk>/file/", dropout_work.photo_file, name="dropout-photo-file"),
    path("dropouts/photos/<int:pk>/thumbnail/", dropout_work.photo_thumbnail, name="dropout-photo-thumbnail"),
]
