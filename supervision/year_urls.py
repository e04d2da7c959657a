"""Addresses of the yearly account."""

from django.urls import path

from supervision.views import year_accounts

urlpatterns = [
    path("year/", year_accounts.year_account, name="year-account"),
    path("year/word/", year_accounts.word, name="year-account-word"),
    path("year/freeze/", year_accounts.freeze, name="year-account-freeze"),
    path("year/accounts/<int:pk>/", year_accounts.frozen, name="year-account-detail"),
    path("year/accounts/<int:pk>/word/", year_accounts.frozen_word, name="year-account-frozen-word"),
]
