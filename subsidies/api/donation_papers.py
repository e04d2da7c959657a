"""The papers of gifts over the API: the pages' doors, and each on record like theirs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from subsidies.actions import donation_papers
from subsidies.api.papers import PaperResource, PaperSerializer
from subsidies.models import DonationReceipt, HandOver
from subsidies.views.donor_reports import found
from subsidies.views.papers import handed_out


class DonationPaperViewSet(PaperResource):
    """The report and the stub are PDF only."""

    permission = Permission.DONATION_VIEW

    @extend_schema(request=None, responses=A_FILE)
    def donor_report(self, request: Request, pk: int, donor: int) -> HttpResponse:
        agreement, told = found(request.user, pk, donor)
        return handed_out(donation_papers.donor_report(agreement=agreement, donor=told, by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    def receipt_stub(self, request: Request, pk: int) -> HttpResponse:
        receipt = get_object_or_404(DonationReceipt.objects.visible_to(request.user).for_list(), pk=pk)
        return handed_out(donation_papers.receipt_stub(receipt=receipt, by=request.user))

    @extend_schema(request=PaperSerializer, responses=A_FILE)
    def hand_over_list(self, request: Request, pk: int) -> HttpResponse:
        hand_over = get_object_or_404(HandOver.objects.visible_to(request.user).for_list(), pk=pk)
        return handed_out(donation_papers.hand_over_list(hand_over=hand_over, **self.asked(PaperSerializer)))
