"""The bands of countersigning: which hold from which day, proposing one, the second person's word."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import approval_bands
from subsidies.filters.approval_bands import ApprovalBandFilter
from subsidies.forms.approval_bands import BandForm
from subsidies.models import ApprovalBand
from subsidies.tables.approval_bands import ApprovalBandTable
from subsidies.views.second_words import decided
from subsidies.views.shown_bands import band_page


@require(Permission.POLICY_VIEW)
def band_list(request):
    may_add = request.user.has(Permission.POLICY_EDIT)
    begin = (rows("subsidies:band-add"), _("拟定标准")) if may_add else ("", "")
    return list_page(
        request,
        queryset=ApprovalBand.objects.visible_to(request.user).for_list(),
        filterset_class=ApprovalBandFilter,
        table_class=ApprovalBandTable,
        title=_("会签标准"),
        template="subsidies/bands/list.html",
        empty=Empty(_("还没有会签标准"), _("没有标准时，名单和批次不需要会签。"), *begin, icon="people"),
        context={"may_add": may_add},
        exports=("approval_bands",),
    )


@require(Permission.POLICY_EDIT)
@idempotent
def band_add(request):
    form = BandForm(request.POST or None)
    made = carried_out(form, lambda: approval_bands.propose(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/bands/form.html", {"form": form})
    messages.success(request, _("已提交，另一人批准后执行。"))
    return redirect(made)


@require(Permission.POLICY_VIEW)
def band_detail(request, pk):
    band = get_object_or_404(ApprovalBand.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "subsidies/bands/detail.html", band_page(band, request.user))


@require_POST
@require(Permission.POLICY_APPROVE)
@idempotent
def band_decide(request, pk):
    band = get_object_or_404(ApprovalBand.objects.visible_to(request.user), pk=pk)
    yes, no = _("已批准，执行日期起按这个标准会签。"), _("已记为未批准，拟定人能看到原因。")
    return decided(request, band, partial(approval_bands.decide, band=band), yes=yes, no=no)
