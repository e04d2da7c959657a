"""Papers of gifts: each is made for the moment, handed out by a POST and put on record."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from aid_portal.permissions import Permission, require
from subsidies.actions import donation_papers
from subsidies.models import DonationReceipt, HandOver
from subsidies.views.donor_reports import found
from subsidies.views.papers import asked_form, handed_out


@require_POST
@require(Permission.DONATION_VIEW)
def donor_report(request, pk, donor):
    agreement, donor = found(request.user, pk, donor)
    return handed_out(donation_papers.donor_report(agreement=agreement, donor=donor, by=request.user))


@require_POST
@require(Permission.DONATION_VIEW)
def receipt_stub(request, pk):
    receipt = get_object_or_404(DonationReceipt.objects.visible_to(request.user).for_list(), pk=pk)
    return handed_out(donation_papers.receipt_stub(receipt=receipt, by=request.user))


@require_POST
@require(Permission.DONATION_VIEW)
def hand_over_list(request, pk):
    hand_over = get_object_or_404(HandOver.objects.visible_to(request.user).for_list(), pk=pk)
    return handed_out(donation_papers.hand_over_list(hand_over=hand_over, form=asked_form(request), by=request.user))
