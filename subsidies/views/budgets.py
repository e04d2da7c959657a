"""预算执行: the lines of a year as one table in which every number leads to its rows; one line with all that moved it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aid_portal.listing import RESULTS_ID
from aid_portal.permissions import Permission, require
from subsidies.filters.budgets import BudgetLineFilter
from subsidies.models import BudgetLine, LedgerEntry
from subsidies.reports.budgets import execution
from subsidies.reports.delays import delays
from subsidies.views.shown_budgets import budget_rows, line_cards, movement_table, total_row, yuan
from subsidies.views.shown_documents import delay_rows


@require(Permission.BUDGET_VIEW)
def budget_list(request):
    visible = BudgetLine.objects.visible_to(request.user).select_related("programme")
    found = BudgetLineFilter(request.GET, visible, request=request)
    counted = execution(found.rows)
    context = {
        "list": {"filterset": found, "request": request},
        "rows": budget_rows(counted),
        "total": total_row(counted, found.form.cleaned_data),
        "problems": [(each.line, problem) for each in counted.lines for problem in each.figures.problems],
        "query": urlencode(found.data),
        "may_export": request.user.has(Permission.EXPORT),
    }
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/budgets/_results.html" if part else "subsidies/budgets/list.html", context)


@require(Permission.BUDGET_VIEW)
def budget_detail(request, pk):
    line = get_object_or_404(BudgetLine.objects.visible_to(request.user).select_related("programme"), pk=pk)
    counted = execution([line]).lines[0]
    entries = LedgerEntry.objects.visible_to(request.user).for_list().with_fen(account__line=line)[:20]
    delayed = [each for each in delays(timezone.localdate(), year=line.year) if each.line == line]
    context = {
        "line": line,
        "cards": line_cards(counted),
        "problems": counted.figures.problems,
        "movements": movement_table(counted),
        "allotments": line.allotments.select_related("document").order_by("document__issued_on", "pk"),
        "entries": [(entry, yuan(entry.fen)) for entry in entries],
        "delays": delay_rows(delayed),
        "title": _("%(line)s预算指标") % {"line": line},
    }
    return render(request, "subsidies/budgets/detail.html", context)
