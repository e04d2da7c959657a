"""对账 and 滞拨: the two pages that say whether the books agree, and whether money lies."""

from django.shortcuts import render
from django.utils import timezone

from aid_portal.listing import RESULTS_ID
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.filters.budgets import BudgetLineFilter
from subsidies.filters.tie_outs import TieOutFilter
from subsidies.models import BudgetLine
from subsidies.reports import delays, tie_out
from subsidies.views.shown_documents import delay_rows
from subsidies.views.shown_tie_outs import balance_rows, tie_page


@require(Permission.BUDGET_VIEW)
def tie_out_page(request):
    found = TieOutFilter(request.GET, request=request)
    asked = found.form.cleaned_data if found.form.is_valid() else {}
    schools = OrgUnit.objects.visible_to(request.user).called(asked.get("school", ""))
    cells = tie_out.cells(found.terms, schools) if asked else []
    context = {"list": {"filterset": found, "request": request}, "asked": asked, **tie_page(cells, asked)}
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/tie_outs/_results.html" if part else "subsidies/tie_outs/detail.html", context)


@require(Permission.BUDGET_VIEW)
def delay_list(request):
    found = BudgetLineFilter(request.GET, BudgetLine.objects.visible_to(request.user), request=request)
    lines, today = set(found.rows.values_list("pk", flat=True)), timezone.localdate()
    year = int(found.form.cleaned_data["year"]) if found.form.is_valid() else today.year
    delayed = [each for each in delays.delays(today, year=year) if each.line.pk in lines]
    context = {
        "list": {"filterset": found, "request": request},
        "rows": delay_rows(sorted(delayed, key=lambda each: not each.lies_too_long)),
        "too_long": [each for each in delayed if each.lies_too_long],
        "balances": balance_rows([each for each in delays.balances(today, year) if each.line.pk in lines]),
        "limit": delays.LIMIT_DAYS,
        "year": year,
    }
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/delays/_results.html" if part else "subsidies/delays/list.html", context)
