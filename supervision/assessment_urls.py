"""Addresses of the year-end assessment."""

from django.urls import path

from supervision.views import assessments, unit_assessments

urlpatterns = [
    path("assessments/", assessments.assessment_list, name="assessment-list"),
    path("assessments/begin/", assessments.assessment_begin, name="assessment-begin"),
    path("assessments/<int:pk>/", assessments.assessment_detail, name="assessment-detail"),
    path("assessments/<int:pk>/weights/", assessments.assessment_weights, name="assessment-weights"),
    path("assessments/<int:pk>/compute/", assessments.assessment_compute, name="assessment-compute"),
    path("assessments/<int:pk>/submit/", assessments.assessment_submit, name="assessment-submit"),
    path("assessments/<int:pk>/send-back/", assessments.assessment_send_back, name="assessment-send-back"),
    path("assessments/<int:pk>/publish/", assessments.assessment_publish, name="assessment-publish"),
    path("assessments/<int:pk>/result/", assessments.assessment_result, name="assessment-result"),
    path("assessments/units/<int:pk>/", unit_assessments.unit_assessment_detail, name="unit-assessment-detail"),
    path("assessments/units/<int:pk>/adjust/<str:code>/", unit_assessments.unit_assessment_adjust, name="unit-assessment-adjust"),
]
