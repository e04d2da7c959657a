"""Taking back an agreement, a gift, a hand-over list or a balance carried over that nobody has decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from subsidies.actions import donation_withdrawals
from subsidies.forms.once import OnceNoteForm
from subsidies.models import CarryOver, DonationAgreement, Gift, HandOver


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def agreement_withdraw(request, pk):
    return _withdrawn(request, get_object_or_404(DonationAgreement.objects.visible_to(request.user), pk=pk))


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def gift_withdraw(request, pk):
    return _withdrawn(request, get_object_or_404(Gift.objects.visible_to(request.user), pk=pk))


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def hand_over_withdraw(request, pk):
    return _withdrawn(request, get_object_or_404(HandOver.objects.visible_to(request.user), pk=pk))


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def carry_over_withdraw(request, pk):
    return _withdrawn(request, get_object_or_404(CarryOver.objects.visible_to(request.user), pk=pk))


def _withdrawn(request, paper):
    form = OnceNoteForm(request.POST)
    if form.is_valid():
        donation_withdrawals.withdraw(paper=paper, **form.said, by=request.user)
        messages.success(request, _("已撤回，更正后可以重新登记。"))
    else:
        messages.error(request, _("请写明撤回的原因。"))
    return redirect(paper)
