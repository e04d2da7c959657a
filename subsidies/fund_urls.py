"""Addresses of the money: documents, budget lines, the ledger, the tie-out."""

from django.urls import path

from subsidies.views import budgets, documents, entries, tie_outs

urlpatterns = [
    path("budgets/", budgets.budget_list, name="budget-list"),
    path("budgets/<int:pk>/", budgets.budget_detail, name="budget-detail"),
    path("budgets/delays/", tie_outs.delay_list, name="delay-list"),
    path("budgets/documents/", documents.document_list, name="document-list"),
    path("budgets/documents/add/", documents.document_add, name="document-add"),
    path("budgets/documents/<int:pk>/", documents.document_detail, name="document-detail"),
    path("budgets/documents/<int:pk>/decide/", documents.document_decide, name="document-decide"),
    path("budgets/documents/<int:pk>/receive/", documents.document_receive, name="document-receive"),
    path("entries/", entries.entry_list, name="entry-list"),
    path("entries/sums/", entries.entry_sums, name="entry-sums"),
    path("entries/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("entries/<int:pk>/reverse/", entries.entry_reverse, name="entry-reverse"),
    path("tie-out/", tie_outs.tie_out_page, name="tie-out"),
]
