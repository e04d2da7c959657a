"""Addresses of what goes to a bank and comes back: files, layouts, returns."""

from django.urls import path

from subsidies.views import bank_files, bank_returns, layouts

urlpatterns = [
    path("batches/<int:pk>/preview/", bank_files.file_preview, name="file-preview"),
    path("batches/<int:pk>/preview/whole/", bank_files.file_preview_whole, name="file-preview-whole"),
    path("batches/<int:pk>/files/", bank_files.file_make, name="file-make"),
    path("batches/<int:pk>/returns/", bank_returns.return_upload, name="return-upload"),
    path("bank-files/<int:pk>/download/", bank_files.file_download, name="file-download"),
    path("bank-files/<int:pk>/pack/", bank_files.file_pack, name="file-pack"),
    path("returns/", bank_returns.return_list, name="return-list"),
    path("returns/<int:pk>/", bank_returns.return_detail, name="return-detail"),
    path("returns/<int:pk>/book/", bank_returns.return_book, name="return-book"),
    path("returns/<int:pk>/refuse/", bank_returns.return_refuse, name="return-refuse"),
    path("layouts/", layouts.layout_list, name="layout-list"),
    path("layouts/add/", layouts.layout_add, name="layout-add"),
    path("layouts/preview/", layouts.layout_preview, name="layout-preview"),
    path("layouts/<int:pk>/decide/", layouts.layout_decide, name="layout-decide"),
    path("layouts/<int:pk>/", layouts.layout_detail, name="layout-detail"),
]
