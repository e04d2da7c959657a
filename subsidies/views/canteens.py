"""Kitchens: the list, one with the schools it feeds, registering, feeding one more, closing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import canteens
from subsidies.filters.meals import CanteenFilter
from subsidies.forms.canteens import CanteenForm, CloseForm, FeedForm
from subsidies.models import Canteen
from subsidies.reports.meal_days import unfed_schools
from subsidies.tables.meals import CanteenTable
from subsidies.views.shown_meals import canteen_page, tabs


def _visible(request):
    return Canteen.objects.visible_to(request.user).for_list()


@require(Permission.MEAL_VIEW)
def canteen_list(request):
    may_add = request.user.has(Permission.MEAL_MANAGE)
    begin = (rows("subsidies:canteen-add"), _("登记食堂")) if may_add else ("", "")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=CanteenFilter,
        table_class=CanteenTable,
        title=_("食堂"),
        template="subsidies/meals/canteens.html",
        empty=Empty(_("还没有登记食堂"), _("登记食堂、供餐模式、许可证和供餐的学校。"), *begin, icon="building"),
        context={"may_add": may_add, "tabs": tabs("subsidies:canteen-list")},
    )


@require(Permission.MEAL_MANAGE)
@idempotent
def canteen_add(request):
    schools = unfed_schools(request.user)
    form = CanteenForm(request.POST or None, schools=schools, initial={"opened_on": timezone.localdate()})
    made = None
    if form.is_valid():
        school = form.cleaned_data["school"]
        made = carried_out(form, lambda: canteens.register(school=school, facts=form.facts, by=request.user))
    if made is None:
        return render(request, "subsidies/meals/canteen_form.html", {"form": form})
    messages.success(request, _("已登记，本校由这个食堂供餐；还给其他学校供餐的，请在下面添加。"))
    return redirect(made)


@require(Permission.MEAL_VIEW)
def canteen_detail(request, pk):
    canteen = get_object_or_404(_visible(request).select_related("made_by"), pk=pk)
    return render(request, "subsidies/meals/canteen.html", canteen_page(canteen, request.user))


@require_POST
@require(Permission.MEAL_MANAGE)
@idempotent
def feed(request, pk):
    canteen = get_object_or_404(_visible(request), pk=pk)
    form = FeedForm(request.POST, schools=unfed_schools(request.user))
    if form.is_valid():
        canteens.feed(canteen=canteen, **form.said, by=request.user)
        messages.success(request, _("已增加供餐学校。"))
    else:
        messages.error(request, _("请选择还没有食堂供餐的学校和开始供餐的日期（不晚于今天）。"))
    return redirect(canteen)


@require_POST
@require(Permission.MEAL_MANAGE)
@idempotent
def close(request, pk):
    canteen = get_object_or_404(_visible(request), pk=pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        canteens.close(canteen=canteen, **form.said, by=request.user)
        messages.success(request, _("已停止供餐，原来供餐的学校可以改由其他食堂供餐。"))
    else:
        messages.error(request, _("请填写停止供餐的日期，不能晚于今天。"))
    return redirect(canteen)
