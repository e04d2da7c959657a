"""The numbers of a year: the tables, the bridge between three ways of telling a year, and the rows behind each number."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from aid_portal.links import rows
from aid_portal.listing import RESULTS_ID, Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.querysets import ROOT_PATH
from subsidies.filters.statistics import CELL_FILTERS, FlowFilter, SpanFilter
from subsidies.models import MoneyFlow
from subsidies.reports.county_reports import earlier, report
from subsidies.reports.report_grids import grid_of, link_of
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.reports.report_sources import may_read
from subsidies.reports.statistics import held, sums
from subsidies.reports.statistics_bridge import bridges
from subsidies.reports.statistics_words import left_out
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind
from subsidies.tables.statistics import FlowTable
from subsidies.views.shown_statistics import held_lines, kept_query, kind_tabs, shown_bridge


@require(Permission.STATISTICS_VIEW)
def statistics(request, kind=StatisticsKind.ANNUAL):
    if kind not in StatisticsKind.values or not may_read(kind, request.user):
        raise Http404
    found = CELL_FILTERS[kind](request.GET, MoneyFlow.objects.visible_to(request.user), request=request)
    valid = found.form.is_valid()
    context = {
        "list": {"filterset": found, "request": request},
        "kind": kind,
        "tabs": kind_tabs(kind, found),
        "left_out": left_out(),
        **(_tables(request, kind, found) if valid else {"table": None, "narrowed": True}),
    }
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/statistics/_results.html" if part else "subsidies/statistics/table.html", context)


def _tables(request, kind, found):
    span, part, layout, user = found.year, found.part, LAYOUTS[kind], request.user
    made = report(kind, span, user, part)
    whole = ROOT_PATH in user.unit_paths and not part.conditions
    return {
        "table": grid_of(made, before=earlier(kind, span, user, part)) if made.lines else None,
        "narrowed": bool(part.conditions),
        "span": span,
        "query": urlencode({"span": span, **part.conditions}),
        "kept": kept_query(found),
        "total": made.total if layout.may_be_frozen else None,
        "gaps": made.gaps,
        "held": held_lines(held(span, found.qs), link_of(made)) if kind == StatisticsKind.CATEGORY else [],
        "may_freeze": layout.may_be_frozen and whole and bool(made.lines) and user.has(Permission.STATISTICS_FREEZE),
        "exports": _exports_of(kind) if user.has(Permission.EXPORT) and made.lines and not made.gaps else [],
    }


def _exports_of(kind):
    """Names of the files and the words of their buttons."""
    if kind == StatisticsKind.ANNUAL:
        return [("statistics", _("导出"))]
    if kind == StatisticsKind.CATEGORY:
        return [("statistics_category", _("导出（只计主要类型）")), ("statistics_held", _("导出（每一种类型）"))]
    return [(f"statistics_{kind}", _("导出"))]


@require(Permission.STATISTICS_VIEW)
def bridge(request):
    found = SpanFilter(request.GET, MoneyFlow.objects.visible_to(request.user), request=request)
    year = found.year.first if found.form.is_valid() else Span.parse(found.assumed.get("span", "2022")).first
    context = {
        "list": {"filterset": found, "request": request},
        "tabs": kind_tabs("bridge", found),
        "year": year,
        "left_out": left_out(),
        "bridges": [shown_bridge(each) for each in bridges(year, MoneyFlow.objects.visible_to(request.user))],
    }
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/statistics/_bridges.html" if part else "subsidies/statistics/bridge.html", context)


@require(Permission.PAYMENT_VIEW)
def flow_list(request):
    return list_page(
        request,
        queryset=MoneyFlow.objects.visible_to(request.user).for_list(),
        filterset_class=FlowFilter,
        table_class=FlowTable,
        title=_("到账和收回明细"),
        template="subsidies/statistics/flows.html",
        empty=Empty(_("没有到账的资助"), _("银行回盘入账、减免拨付登记之后，到账的明细会列在这里。"), icon="cash-coin"),
        sums_url=rows("subsidies:flow-sums"),
        context={"left_out": left_out()},
    )


@require(Permission.PAYMENT_VIEW)
def flow_sums(request):
    """What the rows come to: the number that led here."""
    found = FlowFilter(request.GET, MoneyFlow.objects.visible_to(request.user), request=request)
    span = Span.parse(found.form.cleaned_data["span"]) if found.form.is_valid() and found.form.cleaned_data["span"] else None
    context = {"sums": sums(span, found.rows) if found.form.is_valid() else None, "back": rows("subsidies:flow-list")}
    template = "subsidies/statistics/_sums.html" if request.htmx else "subsidies/statistics/sums.html"
    return render(request, template, context)
