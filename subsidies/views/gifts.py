"""Gifts: the list with its sums, one gift and where it went, entering one, the second person's word."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import gifts
from subsidies.filters.donations import GiftFilter
from subsidies.forms.gifts import GiftForm
from subsidies.models import DonationAgreement, Gift
from subsidies.reports.donation_rows import gift_sums
from subsidies.tables.donations import GiftTable
from subsidies.views.donations import handed_out
from subsidies.views.entitlement_deeds import keep
from subsidies.views.second_words import decided
from subsidies.views.shown_gifts import gift_page

KIND = "gift"


def _visible(request):
    return Gift.objects.visible_to(request.user).for_list().with_receipt()


@require(Permission.DONATION_VIEW)
def gift_list(request):
    may_add = request.user.has(Permission.DONATION_EDIT)
    begin = (rows("subsidies:gift-add"), _("登记捐赠")) if may_add else ("", "")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=GiftFilter,
        table_class=GiftTable,
        title=_("捐赠"),
        template="subsidies/donations/gifts.html",
        empty=Empty(_("这一年还没有捐赠"), _("协议批准后登记收到的现金、实物和服务。"), *begin, icon="gift"),
        exports=("gifts",),
        sums_url=rows("subsidies:gift-sums"),
        context={"may_add": may_add},
    )


@require(Permission.DONATION_VIEW)
def gift_sums_of(request):
    found = GiftFilter(request.GET, Gift.objects.visible_to(request.user).with_receipt(), request=request)
    template = "subsidies/donations/_gift_sums.html" if request.htmx else "subsidies/donations/gift_sums.html"
    return render(request, template, {"sums": gift_sums(found.rows) if found.form.is_valid() else None})


@require(Permission.DONATION_VIEW)
def gift_detail(request, pk):
    gift = get_object_or_404(_visible(request).select_related("evidence"), pk=pk)
    return render(request, "subsidies/donations/gift.html", gift_page(gift, request.user))


@require(Permission.DONATION_EDIT)
@idempotent
def gift_add(request):
    """For a programme that the address names, or one chosen in the form."""
    form = GiftForm(request.POST or None, request.FILES or None, initial=_begin(request))
    made = carried_out(form, lambda: _registered(form, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/gift_form.html", {"form": form})
    messages.success(request, _("已登记，等另一人批准。"))
    return redirect(made)


def _begin(request):
    begin = {"received_on": timezone.localdate()}
    code = request.GET.get("programme", "")
    agreement = DonationAgreement.objects.visible_to(request.user).in_force().filter(programme__code=code).first()
    if agreement is None:
        return begin
    donors = list(agreement.donors.all()[:2])
    return {**begin, "agreement": agreement, "donor": donors[0] if len(donors) == 1 else None}


def _registered(form, user):
    said = form.cleaned_data
    evidence = keep(said["file"], user.home_unit, user, KIND)
    return gifts.register(programme=said["agreement"].programme, donor=said["donor"], evidence=evidence, **form.facts, by=user)


@require_POST
@require(Permission.DONATION_APPROVE)
@idempotent
def gift_decide(request, pk):
    gift = get_object_or_404(Gift.objects.visible_to(request.user), pk=pk)
    return decided(request, gift, partial(gifts.decide, gift=gift), yes=_("已批准，可以安排发放。"))


@require_POST
@require(Permission.DONATION_VIEW)
def gift_evidence(request, pk):
    found = Gift.objects.visible_to(request.user).select_related("evidence")
    return handed_out(request, get_object_or_404(found, pk=pk))
