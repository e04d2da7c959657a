"""Balances carried into a later year: the list, one of them, writing one, the second person's word."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import carry_overs
from subsidies.filters.carry_overs import CarryOverFilter
from subsidies.forms.carry_overs import CarryOverForm
from subsidies.models import CarryOver, DonationAgreement
from subsidies.reports.donations import with_money
from subsidies.tables.carry_overs import CarryOverTable
from subsidies.views.donations import handed_out
from subsidies.views.entitlement_deeds import keep
from subsidies.views.second_words import decided
from subsidies.views.shown_carry_overs import carry_over_page

KIND = "carry_over"


def _visible(request):
    return CarryOver.objects.visible_to(request.user).for_list()


@require(Permission.DONATION_VIEW)
def carry_over_list(request):
    words = _("项目当年没有安排完的现金，捐赠人同意后，在项目的页面结转到下一年的项目。")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=CarryOverFilter,
        table_class=CarryOverTable,
        title=_("结余结转"),
        template="subsidies/donations/carry_overs.html",
        empty=Empty(_("这一年没有结转"), words, icon="box-arrow-right"),
        exports=("carry_overs",),
    )


@require(Permission.DONATION_EDIT)
@idempotent
def carry_over_add(request, pk):
    """From the programme of an agreement in force that has something left."""
    running = DonationAgreement.objects.visible_to(request.user).in_force().for_list()
    leaving = get_object_or_404(with_money(running), pk=pk)
    if leaving.unplaced <= 0:
        raise Http404
    form = CarryOverForm(request.POST or None, request.FILES or None, initial={"amount": leaving.unplaced}, leaving=leaving)
    made = carried_out(form, lambda: _proposed(form, leaving, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/carry_over_form.html", {"form": form, "leaving": leaving})
    messages.success(request, _("已登记结转，等另一人批准；批准前钱还在原项目。"))
    return redirect(made)


def _proposed(form, leaving, user):
    said = form.cleaned_data
    facts = {"target": said["target"].programme, "amount": said["amount"], "paper": said["paper"]}
    evidence = keep(said["file"], user.home_unit, user, KIND)
    return carry_overs.propose(source=leaving.programme, evidence=evidence, **facts, by=user)


@require(Permission.DONATION_VIEW)
def carry_over_detail(request, pk):
    found = get_object_or_404(_visible(request).select_related("evidence"), pk=pk)
    return render(request, "subsidies/donations/carry_over.html", carry_over_page(found, request.user))


@require_POST
@require(Permission.DONATION_APPROVE)
@idempotent
def carry_over_decide(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    return decided(request, found, partial(carry_overs.decide, carry_over=found), yes=_("已批准，钱已转入下一年的项目。"))


@require_POST
@require(Permission.DONATION_VIEW)
def carry_over_evidence(request, pk):
    return handed_out(request, get_object_or_404(_visible(request).select_related("evidence"), pk=pk))
