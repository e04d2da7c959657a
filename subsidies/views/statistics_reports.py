"""Tables that are kept: freezing one, reading it again with its rows, and what has changed since."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.current_term import current_term
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import statistics
from subsidies.filters.statistics import FrozenFlowFilter, ReportFilter
from subsidies.forms.statistics import FreezeForm
from subsidies.models import FrozenFlow, MoneyFlow, StatisticsReport
from subsidies.reports import frozen
from subsidies.reports.report_grids import grid_of
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.reports.statistics import span_of, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.statistics_choices import StatisticsKind
from subsidies.tables.statistics import FrozenFlowTable, ReportTable
from subsidies.views.shown_statistics import difference_lines, report_facts


@require(Permission.STATISTICS_VIEW)
def report_list(request):
    return list_page(
        request,
        queryset=StatisticsReport.objects.visible_to(request.user).for_list(),
        filterset_class=ReportFilter,
        table_class=ReportTable,
        title=_("固定报表"),
        template="subsidies/statistics/reports.html",
        empty=Empty(_("还没有固定过报表"), _("上报前把统计表固定下来，以后随时能看到同样的数和同样的明细。"), icon="lock"),
    )


@require(Permission.STATISTICS_FREEZE)
def freeze(request, kind):
    if kind not in StatisticsKind.values or not LAYOUTS[kind].may_be_frozen:
        raise Http404
    span = span_of(request.GET.get("span") or str(current_term(request).year))
    form = FreezeForm(request.POST or None)
    if form.is_valid():
        report = statistics.freeze(kind=kind, span=span, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("“%(report)s”已固定。") % {"report": report})
        return redirect(report)
    found = table(kind, span, MoneyFlow.objects.visible_to(request.user).within(span), paid_out(span, request.user))
    context = {
        "form": form, "kind": StatisticsKind(kind), "span": span, "total": found.total, "gaps": found.gaps,
        "back": rows("subsidies:statistics-kind", kind, span=str(span)),
    }  # fmt: skip
    return render(request, "subsidies/statistics/freeze.html", context)


@require(Permission.STATISTICS_VIEW)
def report_detail(request, pk):
    report = get_object_or_404(StatisticsReport.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    context = {
        "report": report,
        "table": grid_of(frozen.as_kept(report), partial(_flows, report.pk)),
        "facts": report_facts(report),
        "unharmed": frozen.unharmed(report),
    }
    return render(request, "subsidies/statistics/report.html", context)


def _flows(pk, query):
    return rows("subsidies:statistics-report-flows", pk, **query)


@require(Permission.STATISTICS_VIEW)
def report_compare(request, pk):
    """The same computation over the rows of today."""
    report = get_object_or_404(StatisticsReport.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    found = frozen.differences(frozen.as_kept(report), frozen.now_of(report))
    context = {"report": report, "same": frozen.still_true(report), "lines": difference_lines(report.kind, found)}
    return render(request, "subsidies/statistics/compare.html", context)


@require(Permission.PAYMENT_VIEW)
def report_flows(request, pk):
    report = get_object_or_404(StatisticsReport.objects.visible_to(request.user), pk=pk)
    return list_page(
        request,
        queryset=FrozenFlow.objects.visible_to(request.user).filter(report=report).for_list(),
        filterset_class=FrozenFlowFilter,
        table_class=FrozenFlowTable,
        title=_("固定报表的明细"),
        template="subsidies/statistics/report_flows.html",
        context={"report": report},
    )
