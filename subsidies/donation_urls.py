"""Addresses of social donations: programmes and agreements, awards, donors, gifts, receipts, hand-over lists, consents."""

from django.urls import path

from subsidies.views import consents, donation_awards, donation_receipts, donations, donors, gifts, hand_overs
from subsidies.views import donation_withdrawals as withdrawals

urlpatterns = [
    path("donations/", donations.donation_list, name="donation-list"),
    path("donations/sums/", donations.donation_sums, name="donation-sums"),
    path("donations/agreements/add/", donations.agreement_add, name="donation-agreement-add"),
    path("donations/agreements/<int:pk>/", donations.agreement_detail, name="donation-agreement-detail"),
    path("donations/agreements/<int:pk>/change/", donations.agreement_change, name="donation-agreement-change"),
    path("donations/agreements/<int:pk>/withdraw/", withdrawals.agreement_withdraw, name="donation-agreement-withdraw"),
    path("donations/agreements/<int:pk>/decide/", donations.agreement_decide, name="donation-agreement-decide"),
    path("donations/agreements/<int:pk>/evidence/", donations.agreement_evidence, name="donation-agreement-evidence"),
    path("donations/agreements/<int:pk>/children/", donation_awards.child_list, name="donation-children"),
    path("donations/agreements/<int:pk>/award/", donation_awards.award, name="donation-award"),
    path("donations/donors/", donors.donor_list, name="donor-list"),
    path("donations/donors/add/", donors.donor_add, name="donor-add"),
    path("donations/donors/<int:pk>/", donors.donor_detail, name="donor-detail"),
    path("donations/donors/<int:pk>/change/", donors.donor_change, name="donor-change"),
    path("donations/gifts/", gifts.gift_list, name="gift-list"),
    path("donations/gifts/sums/", gifts.gift_sums_of, name="gift-sums"),
    path("donations/gifts/add/", gifts.gift_add, name="gift-add"),
    path("donations/gifts/<int:pk>/", gifts.gift_detail, name="gift-detail"),
    path("donations/gifts/<int:pk>/withdraw/", withdrawals.gift_withdraw, name="gift-withdraw"),
    path("donations/gifts/<int:pk>/decide/", gifts.gift_decide, name="gift-decide"),
    path("donations/gifts/<int:pk>/evidence/", gifts.gift_evidence, name="gift-evidence"),
    path("donations/gifts/<int:pk>/receipt/", donation_receipts.receipt_add, name="gift-receipt"),
    path("donations/gifts/<int:pk>/hand-over/", hand_overs.hand_over_add, name="gift-hand-over"),
    path("donations/receipts/", donation_receipts.receipt_list, name="donation-receipt-list"),
    path("donations/receipts/<int:pk>/void/", donation_receipts.receipt_void, name="donation-receipt-void"),
    path("donations/hand-overs/", hand_overs.hand_over_list, name="hand-over-list"),
    path("donations/hand-overs/<int:pk>/", hand_overs.hand_over_detail, name="hand-over-detail"),
    path("donations/hand-overs/<int:pk>/attach/", hand_overs.hand_over_attach, name="hand-over-attach"),
    path("donations/hand-overs/<int:pk>/withdraw/", withdrawals.hand_over_withdraw, name="hand-over-withdraw"),
    path("donations/hand-overs/<int:pk>/decide/", hand_overs.hand_over_decide, name="hand-over-decide"),
    path("donations/hand-overs/<int:pk>/evidence/", hand_overs.hand_over_evidence, name="hand-over-evidence"),
    path("consents/", consents.consent_list, name="consent-list"),
    path("consents/<int:pk>/", consents.consent_detail, name="consent-detail"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent-withdraw"),
    path("consents/<int:pk>/evidence/", consents.consent_evidence, name="consent-evidence"),
    path("consents/add/<int:pk>/", consents.consent_add, name="consent-add"),
]
