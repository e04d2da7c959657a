"""Addresses of returned payments and of the accounts that put them right."""

from django.urls import path

from subsidies.views import cards, staff_accounts

urlpatterns = [
    path("returned/", cards.returned_list, name="returned-list"),
    path("returned/<int:pk>/card/", cards.card_propose, name="card-propose"),
    path("cards/", cards.card_list, name="card-list"),
    path("cards/<int:pk>/", cards.card_detail, name="card-detail"),
    path("cards/<int:pk>/approve/", cards.card_approve, name="card-approve"),
    path("cards/<int:pk>/refuse/", cards.card_refuse, name="card-refuse"),
    path("cards/<int:pk>/reveal/", cards.card_reveal, name="card-reveal"),
    path("staff-accounts/", staff_accounts.staff_account_list, name="staff-account-list"),
    path("staff-accounts/add/", staff_accounts.staff_account_add, name="staff-account-add"),
    path("staff-accounts/remove/", staff_accounts.staff_account_remove, name="staff-account-remove"),
]
