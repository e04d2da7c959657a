"""The addresses of the gallery, beside those of the portal, so that the frame of every page can be drawn."""

from django.urls import include, path

from tests.house.gallery import views

urlpatterns = [
    path("gallery/", views.components, name="gallery"),
    path("gallery/units/", views.units, name="gallery-units"),
    path("gallery/units/act/", views.act, name="gallery-act"),
    path("gallery/public/", views.public, name="gallery-public"),
    path("gallery/print/", views.printed, name="gallery-print"),
    path("gallery/error/", views.error, name="gallery-error"),
    path("gallery/progress/", views.progress, name="gallery-progress"),
    path("gallery/reveal/", views.reveal, name="gallery-reveal"),
    path("", include("aid_portal.urls")),
]
