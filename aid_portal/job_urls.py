"""Pages of background work and of the files that come of it."""

from django.urls import path

from aid_portal.views import exports, job_runs, stored_files

urlpatterns = [
    path("jobs/", job_runs.index, name="job-run-list"),
    path("jobs/<int:pk>/", job_runs.detail, name="job-run-detail"),
    path("jobs/<int:pk>/progress/", job_runs.progress, name="job-run-progress"),
    path("jobs/<int:pk>/cancel/", job_runs.cancel, name="job-run-cancel"),
    path("jobs/<int:pk>/retry/", job_runs.retry, name="job-run-retry"),
    path("exports/<int:pk>/again/", exports.again, name="export-again"),
    path("exports/granted/<int:pk>/", exports.resume, name="export-resume"),
    path("exports/<str:name>/", exports.create, name="export-create"),
    path("exports/<str:name>/propose/", exports.propose, name="export-propose"),
    path("files/<uuid:key>/", stored_files.download, name="stored-file"),
]
