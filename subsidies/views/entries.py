"""台账: the entries with what caused them, one entry with its legs and the payments behind it, taking an allotment back."""

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import budgets
from subsidies.filters.budgets import LedgerEntryFilter
from subsidies.forms.once import OnceNoteForm
from subsidies.models import LedgerEntry
from subsidies.tables.entries import LedgerEntryTable
from subsidies.views.shown_budgets import yuan
from subsidies.views.shown_entries import entry_page


@require(Permission.BUDGET_VIEW)
def entry_list(request):
    return list_page(
        request,
        queryset=LedgerEntry.objects.visible_to(request.user).for_list(),
        filterset_class=LedgerEntryFilter,
        table_class=LedgerEntryTable,
        title=_("台账"),
        template="subsidies/entries/list.html",
        empty=Empty(_("台账还没有分录"), _("资金文件批准后，第一笔分录就是下达指标。"), icon="journal-text"),
        exports=("ledger",),
        sums_url=rows("subsidies:entry-sums"),
    )


@require(Permission.BUDGET_VIEW)
def entry_sums(request):
    """What stands above the list, for exactly its conditions."""
    found = LedgerEntryFilter(request.GET, LedgerEntry.objects.visible_to(request.user), request=request)
    asked = found.form.cleaned_data if found.form.is_valid() else {}
    summable = bool(asked.get("kind") or asked.get("account"))
    fen = found.rows.aggregate(sum=Sum("fen"))["sum"] if summable else None
    context = {"summable": summable, "sum": None if fen is None else yuan(fen), "account": asked.get("account", "")}
    template = "subsidies/entries/_sums.html" if request.htmx else "subsidies/entries/sums.html"
    return render(request, template, context)


@require(Permission.BUDGET_VIEW)
def entry_detail(request, pk):
    entry = get_object_or_404(LedgerEntry.objects.visible_to(request.user).for_list().with_fen(), pk=pk)
    return render(request, "subsidies/entries/detail.html", entry_page(entry, request.user))


@require_POST
@require(Permission.BUDGET_APPROVE)
@idempotent
def entry_reverse(request, pk):
    entry = get_object_or_404(LedgerEntry.objects.visible_to(request.user), pk=pk)
    form = OnceNoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明冲正原因。"))
        return redirect(entry)
    back = budgets.take_back(entry=entry, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("已冲正第%(number)s号分录，这是冲正的分录。") % {"number": entry.pk})
    return redirect(back)
