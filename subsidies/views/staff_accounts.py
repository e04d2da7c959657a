"""Accounts of staff, to which no child's money may go: the list, registering, taking one out."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page, selection
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.actions import staff_accounts
from subsidies.filters.cards import StaffAccountFilter
from subsidies.forms.cards import StaffAccountsForm
from subsidies.models import StaffAccount
from subsidies.tables.cards import StaffAccountTable
from subsidies.views.shown_cards import account_tabs


@require(Permission.BATCH_PREPARE)
def staff_account_list(request):
    begin = (rows("subsidies:staff-account-add"), _("登记账户"))
    return list_page(
        request,
        queryset=StaffAccount.objects.visible_to(request.user).select_related("school", "made_by"),
        filterset_class=StaffAccountFilter,
        table_class=StaffAccountTable,
        title=_("教职工账户"),
        template="subsidies/staff_accounts/list.html",
        empty=Empty(
            _("还没有登记教职工账户"), _("登记以后，编制批次时会查出打到教职工账户上的款。"), *begin, icon="person-badge"
        ),
        batch=(PostAction(_("删去所选"), rows("subsidies:staff-account-remove"), icon="trash", tone="danger"),),
        context={"tabs": account_tabs(request.user, "staff-account-list")},
    )


@require(Permission.BATCH_PREPARE)
@idempotent
def staff_account_add(request):
    units = OrgUnit.objects.visible_to(request.user).open().order_by("path")
    form = StaffAccountsForm(request.POST or None, units=units)
    if form.is_valid():
        said = form.cleaned_data
        fresh = staff_accounts.register(unit=said["unit"], people=said["lines"], by=request.user)
        words = {"fresh": fresh, "known": len(said["lines"]) - fresh}
        messages.success(request, _("新登记%(fresh)s个账户，%(known)s个早已登记。") % words)
        return redirect("subsidies:staff-account-list")
    return render(request, "subsidies/staff_accounts/form.html", {"form": form})


@require_POST
@require(Permission.BATCH_PREPARE)
def staff_account_remove(request):
    """The ticked ones: registered by mistake, or of people who have left."""
    ticked = selection(request, StaffAccount.objects.visible_to(request.user), StaffAccountFilter)
    count = staff_accounts.remove(accounts=ticked.values_list("pk", flat=True), by=request.user)
    messages.success(request, _("已删去%(count)s个账户。") % {"count": count})
    return redirect("subsidies:staff-account-list")
