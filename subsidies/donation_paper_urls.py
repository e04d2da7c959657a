"""Addresses of the papers of gifts: what a donor is told, the stub of a receipt, the list to sign; photos for donors."""

from django.urls import path

from subsidies.views import donation_papers, donation_photos, donor_reports

urlpatterns = [
    path("donations/agreements/<int:pk>/donors/<int:donor>/", donor_reports.donor_report, name="donor-report"),
    path("donations/agreements/<int:pk>/donors/<int:donor>/paper/", donation_papers.donor_report, name="donor-report-paper"),
    path("donations/children/<int:pk>/photos/", donation_photos.child_photos, name="donation-photos"),
    path("donations/photos/<int:pk>/", donation_photos.donation_photo, name="donation-photo"),
    path("donations/photos/<int:pk>/remove/", donation_photos.photo_remove, name="donation-photo-remove"),
    path("donations/receipts/<int:pk>/paper/", donation_papers.receipt_stub, name="donation-receipt-paper"),
    path("donations/hand-overs/<int:pk>/paper/", donation_papers.hand_over_list, name="hand-over-paper"),
]
