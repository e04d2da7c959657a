"""The months of the plan: every school of a month, one school's month, sending, locking, opening again, the year."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.actions import meal_reports
from subsidies.filters.meal_reports import MealMonthFilter, MealReportFilter, MealYearFilter
from subsidies.forms.meals import SendForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import MealReport
from subsidies.reports.meal_tables import month_sums, year_of
from subsidies.tables.meal_reports import MealMonthTable, MealReportTable, MealYearTable
from subsidies.views.shown_meal_months import month_page
from subsidies.views.shown_meals import tabs


def _schools(request):
    return OrgUnit.objects.visible_to(request.user).schools()


def _reports(request):
    return MealReport.objects.visible_to(request.user)


@require(Permission.MEAL_VIEW)
def month_list(request):
    return list_page(
        request,
        queryset=_schools(request),
        filterset_class=MealMonthFilter,
        table_class=MealMonthTable,
        title=_("营养餐月报"),
        template="subsidies/meals/months.html",
        empty=Empty(_("这个月没有供餐的学校"), _("县里登记食堂后，学校按班登记用餐、按月报送。"), icon="calendar-check"),
        exports=("meal_months",),
        sums_url=rows("subsidies:meal-month-sums"),
        context={"tabs": tabs("subsidies:meal-month-list")},
    )


@require(Permission.MEAL_VIEW)
def month_list_sums(request):
    """What the schools found come to, and who is late."""
    found = MealMonthFilter(request.GET, _schools(request), request=request)
    sums = month_sums(found.rows) if found.form.is_valid() else None
    template = "subsidies/meals/_month_sums.html" if request.htmx else "subsidies/meals/sums.html"
    return render(request, template, {"sums": sums, "part": "subsidies/meals/_month_sums.html", "title": _("营养餐月报合计")})


@require(Permission.MEAL_VIEW)
def report_list(request):
    return list_page(
        request,
        queryset=_reports(request).for_list(),
        filterset_class=MealReportFilter,
        table_class=MealReportTable,
        title=_("全部月报"),
        template="subsidies/meals/reports.html",
        empty=Empty(_("还没有报送月报"), icon="calendar-check"),
        context={"tabs": tabs("subsidies:meal-month-list")},
    )


@require(Permission.MEAL_VIEW)
def year_list(request):
    return list_page(
        request,
        queryset=_schools(request),
        filterset_class=MealYearFilter,
        table_class=MealYearTable,
        title=_("营养餐年度表"),
        template="subsidies/meals/year.html",
        empty=Empty(_("这一年没有锁定的月报"), _("月报由县里锁定后进入年度表。"), icon="calendar-check"),
        exports=("meal_year",),
        sums_url=rows("subsidies:meal-year-sums"),
        context={"tabs": tabs("subsidies:meal-month-list")},
    )


@require(Permission.MEAL_VIEW)
def year_list_sums(request):
    found = MealYearFilter(request.GET, _schools(request), request=request)
    totals = year_of(found.rows) if found.form.is_valid() else None
    template = "subsidies/meals/_year_sums.html" if request.htmx else "subsidies/meals/sums.html"
    return render(request, template, {"totals": totals, "part": "subsidies/meals/_year_sums.html", "title": _("营养餐年度合计")})


def find_month(request, pk, year, month):
    school = get_object_or_404(_schools(request), pk=pk)
    try:
        return school, date(year, month, 1)
    except ValueError:
        raise Http404 from None


@require(Permission.MEAL_VIEW)
def month(request, pk, year, month):
    """Before it is sent as the rows are now; afterwards as it was sent."""
    school, first = find_month(request, pk, year, month)
    report = _reports(request).for_list().filter(school=school, month=first).first()
    return render(request, "subsidies/meals/month.html", month_page(school, first, report, request.user))


@require(Permission.MEAL_VIEW)
def report_detail(request, pk):
    report = get_object_or_404(_reports(request).for_list(), pk=pk)
    return render(request, "subsidies/meals/month.html", month_page(report.school, report.month, report, request.user))


@require_POST
@require(Permission.MEAL_SEND)
@idempotent
def send(request, pk, year, month):
    school, first = find_month(request, pk, year, month)
    form = SendForm(request.POST)
    if form.is_valid():
        meal_reports.send(school=school, month=first, **form.said, by=request.user)
        messages.success(request, _("已报送，等县里审核锁定。"))
    else:
        messages.error(request, _("说明不超过300字。"))
    return redirect(rows("subsidies:meal-month", pk, year, month))


@require_POST
@require(Permission.MEAL_LOCK)
@idempotent
def lock(request, pk):
    report, form = get_object_or_404(_reports(request), pk=pk), OnceForm(request.POST)
    if form.is_valid():
        meal_reports.lock(report=report, by=request.user)
        messages.success(request, _("已锁定，进入年度表，公开页可以看到这个月的账目。"))
    return redirect(report)


@require_POST
@require(Permission.MEAL_LOCK)
@idempotent
def reopen(request, pk):
    report, form = get_object_or_404(_reports(request), pk=pk), OnceNoteForm(request.POST)
    if form.is_valid():
        meal_reports.reopen(report=report, reason=form.said["note"], by=request.user)
        messages.success(request, _("已退回学校更正，学校能看到原因。"))
    else:
        messages.error(request, _("请写明退回、重开的原因，2至200字。"))
    return redirect(report)
