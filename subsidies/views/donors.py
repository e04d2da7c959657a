"""Who gives: the donors, one of them with what was given, entering one, putting one right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.term_filters import ALL
from subsidies.actions import donors
from subsidies.filters.donations import DonorFilter
from subsidies.forms.donations import DonorForm
from subsidies.models import Donor
from subsidies.reports.donation_rows import with_gifts
from subsidies.tables.donations import DonorTable
from subsidies.views.shown_donations import donor_page

FACTS = ("name", "kind", "credit_code")


@require(Permission.DONATION_VIEW)
def donor_list(request):
    may_add = request.user.has(Permission.DONATION_EDIT)
    begin = (rows("subsidies:donor-add"), _("登记捐赠人")) if may_add else ("", "")
    return list_page(
        request,
        queryset=with_gifts(Donor.objects.visible_to(request.user)),
        filterset_class=DonorFilter,
        table_class=DonorTable,
        title=_("捐赠人"),
        template="subsidies/donations/donors.html",
        empty=Empty(_("还没有捐赠人"), _("先登记捐赠人，再登记捐赠协议和捐赠。"), *begin, icon="heart"),
        exports=("donors",),
        context={"may_add": may_add},
    )


@require(Permission.DONATION_VIEW)
def donor_detail(request, pk):
    donor = get_object_or_404(with_gifts(Donor.objects.visible_to(request.user)), pk=pk)
    gifts_url = rows("subsidies:gift-list", year=ALL, donor=donor.name)
    return render(request, "subsidies/donations/donor.html", {**donor_page(donor, request.user), "gifts_url": gifts_url})


@require(Permission.DONATION_EDIT)
@idempotent
def donor_add(request):
    form = DonorForm(request.POST or None)
    made = carried_out(form, lambda: donors.register(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/donor_form.html", {"form": form, "donor": None})
    messages.success(request, _("已登记捐赠人“%(donor)s”。") % {"donor": made})
    return redirect(made)


@require(Permission.DONATION_EDIT)
@idempotent
def donor_change(request, pk):
    donor = get_object_or_404(Donor.objects.visible_to(request.user), pk=pk)
    form = DonorForm(request.POST or None, record=donor, initial={name: getattr(donor, name) for name in FACTS})
    made = carried_out(form, lambda: donors.change(donor=donor, **form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/donor_form.html", {"form": form, "donor": donor})
    messages.success(request, _("已更正；已开的票据上仍是当时的内容。"))
    return redirect(made)
