"""Addresses of the aid floor that need no login."""

from django.urls import path

from subsidies.views import public_donations, public_figures, public_meals, public_policies, public_surveys

app_name = "public-aid"
urlpatterns = [
    path("donations/", public_donations.donations, name="donations"),
    path("figures/", public_figures.figures, name="figures"),
    path("meals/", public_meals.school_list, name="meals"),
    path("meals/<slug:code>/", public_meals.school, name="meal-school"),
    path("meals/<slug:code>/<int:year>/<int:month>/", public_meals.month, name="meal-month"),
    path("meals/surveys/<slug:code>/", public_surveys.survey, name="meal-survey"),
    path("policies/", public_policies.policies, name="policies"),
    path("self-check/", public_policies.self_check, name="self-check"),
]
