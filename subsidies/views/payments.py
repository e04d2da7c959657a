"""Payments one by one, with what they come to."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.filters.payments import PaymentFilter
from subsidies.forms.papers import RosterForm
from subsidies.models import Payment
from subsidies.reports.batch_papers import rosters
from subsidies.reports.payments import payment_sums
from subsidies.tables.payments import PaymentTable


@require(Permission.PAYMENT_VIEW)
def payment_list(request):
    visible = Payment.objects.visible_to(request.user)
    return list_page(
        request,
        queryset=visible.for_list(),
        filterset_class=PaymentFilter,
        table_class=PaymentTable,
        title=_("发放明细"),
        template="subsidies/payments/list.html",
        empty=Empty(_("本学期还没有发放明细"), _("发放批次编制完成后，每名学生的每笔资助会列在这里。"), icon="cash-coin"),
        exports=("payments",),
        sums_url=rows("subsidies:payment-sums"),
        context={"roster_form": _rosters(request.user, visible)},
    )


def _rosters(user, visible):
    """For schools and towns; who sees the batch finds its rosters there."""
    found = [] if user.has(Permission.BATCH_VIEW) else rosters(visible)
    return RosterForm.of_batches(found) if found else None


@require(Permission.PAYMENT_VIEW)
def payment_sums_page(request):
    """What stands above the list, for exactly its filter."""
    found = PaymentFilter(request.GET, Payment.objects.visible_to(request.user), request=request)
    context = {"sums": payment_sums(found.rows) if found.form.is_valid() else None}
    template = "subsidies/payments/_sums.html" if request.htmx else "subsidies/payments/sums.html"
    return render(request, template, context)
