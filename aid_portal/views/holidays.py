"""The table of public holidays and make-up working days."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import holidays
from aid_portal.filters.holidays import HolidayFilter
from aid_portal.forms.holidays import HolidayForm, SeedForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import Holiday
from aid_portal.permissions import Permission, require
from aid_portal.tables.holidays import HolidayTable
from aid_portal.views.shown import holiday_facts


@require(Permission.HOLIDAY_MANAGE)
def holiday_list(request):
    return list_page(
        request,
        queryset=Holiday.objects.visible_to(request.user),
        filterset_class=HolidayFilter,
        table_class=HolidayTable,
        title=_("节假日"),
        template="aid_portal/holidays/list.html",
        empty=Empty(_("还没有节假日"), _("载入一年的公布安排，或逐日录入。"), icon="calendar3"),
        context={"day_form": HolidayForm(), "seed_form": SeedForm(), "latest": holidays.published_years()[-1]},
    )


@require(Permission.HOLIDAY_MANAGE)
def holiday_detail(request, pk):
    holiday = get_object_or_404(Holiday.objects.visible_to(request.user), pk=pk)
    return render(request, "aid_portal/holidays/detail.html", {"holiday": holiday, "facts": holiday_facts(holiday)})


@require_POST
@require(Permission.HOLIDAY_MANAGE)
def set_day(request):
    form = HolidayForm(request.POST)
    if form.is_valid():
        holiday = holidays.set_day(**form.cleaned_data, by=request.user)
        messages.success(request, _("已设定：%(holiday)s。") % {"holiday": holiday})
    else:
        messages.error(request, _("请填写日期、安排和名称（名称不超过20字）。"))
    return redirect("holiday-list")


@require_POST
@require(Permission.HOLIDAY_MANAGE)
def seed(request):
    form = SeedForm(request.POST)
    if form.is_valid():
        count = holidays.seed(years=[form.cleaned_data["year"]], by=request.user)
        messages.success(request, _("已载入%(count)s天；已有的日期保持不变。") % {"count": count})
    else:
        messages.error(request, _("请填写四位年份，如2026。"))
    return redirect("holiday-list")


@require_POST
@require(Permission.HOLIDAY_MANAGE)
def remove(request, pk):
    holiday = get_object_or_404(Holiday.objects.visible_to(request.user), pk=pk)
    holidays.remove(holiday=holiday, by=request.user)
    messages.success(request, _("已删除，这一天恢复为按星期计算。"))
    return redirect("holiday-list")
