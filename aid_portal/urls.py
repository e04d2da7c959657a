"""The roof: every app's pages under its own prefix."""

from django.urls import include, path

from aid_portal import current_term
from aid_portal.views import health, open_data, public_home

urlpatterns = [
    path("alive/", health.alive, name="alive"),
    path("ready/", health.ready, name="ready"),
    path("term/", current_term.choose_term, name="choose-term"),
    path("public/", public_home.public_home, name="public-home"),
    path("public/contacts/", public_home.contacts, name="public-contacts"),
    path("public/data/", open_data.data_list, name="public-data"),
    path("public/data/columns.csv", open_data.data_columns, name="public-data-columns"),
    path("public/data/<slug:name>/<int:year>.csv", open_data.data_file, name="public-data-file"),
    path("public/", include("students.public_urls")),
    path("public/aid/", include("subsidies.public_urls")),
    path("", include("aid_portal.job_urls")),
    path("", include("aid_portal.account_urls")),
    path("students/", include("students.urls")),
    path("subsidies/", include("subsidies.urls")),
    path("supervision/", include("supervision.urls")),
    path("public/grievances/", include("supervision.public_grievance_urls")),
    path("api/", include("aid_portal.api_urls")),
]
