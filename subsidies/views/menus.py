"""带量食谱: a school's menus of a week, planning a meal, copying the week before."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.permissions import Permission, require
from subsidies.actions import menus
from subsidies.forms.meal_store import MenuForm
from subsidies.forms.once import OnceForm
from subsidies.meal_choices import Dish
from subsidies.models import MenuLine
from subsidies.reports.menus import dishes_of, monday_of
from subsidies.rules.menus import written
from subsidies.views.meal_days import fed_schools, find_school, the_day
from subsidies.views.shown_menus import menu_page


@require(Permission.MEAL_VIEW)
def week(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    return render(request, "subsidies/meals/menu.html", menu_page(school, day, request.user))


@require(Permission.MEAL_ACCOUNT)
@idempotent
def plan(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    asked = request.GET.get("meal", "")
    meal = asked if asked in Dish.values else Dish.LUNCH.value
    begin = {"day": day, "meal": meal, "dishes": written(dishes_of(school, day, meal))}
    form = MenuForm(request.POST or None, initial=begin)
    made = carried_out(form, lambda: _planned(school, form, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/meals/menu_form.html", {"form": form, "school": school, "day": day})
    messages.success(request, _("已保存食谱。") if made else _("已取消这一餐的食谱。"))
    return redirect(rows("subsidies:meal-school-menu", pk, day=form.cleaned_data["day"].isoformat()))


def _planned(school, form, user) -> list[MenuLine]:
    return menus.plan(school=school, **form.said, by=user)


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def copy(request, pk):
    school, form = find_school(request, pk), OnceForm(request.POST)
    monday = monday_of(the_day(request, fed_schools(request).filter(pk=pk)))
    if form.is_valid():
        copied = menus.copy_week(school=school, monday=monday, by=request.user)
        messages.success(request, _("照抄了上一周的%(meals)d餐，请按这一周的采购核对。") % {"meals": copied})
    return redirect(rows("subsidies:meal-school-menu", pk, day=monday.isoformat()))
