"""The day at the table: the schools of a day, one school's classes, counting a class, leave by name."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.actions import meal_counts
from subsidies.filters.meals import MealDayFilter
from subsidies.forms.meals import CountForm, LeaveForm
from subsidies.forms.once import OnceForm
from subsidies.models import MealLeave
from subsidies.reports.meal_classes import classes_seen, day_to_show, with_day
from subsidies.reports.meal_pupils import of_class, on_leave
from subsidies.tables.meals import MealDayTable
from subsidies.views.shown_meals import asked_day, day_page, tabs


def fed_schools(request):
    return OrgUnit.objects.visible_to(request.user).filter(canteen_place__isnull=False)


def find_school(request, pk):
    return get_object_or_404(fed_schools(request).select_related("canteen_place__canteen"), pk=pk)


def the_day(request, schools):
    return asked_day(request.GET.get("day", ""), day_to_show(schools, current_term(request), timezone.localdate()))


@require(Permission.MEAL_VIEW)
def school_list(request):
    """Who sees one school only is at its day at once."""
    schools = fed_schools(request)
    day, only = the_day(request, schools), list(schools[:2])
    if len(only) == 1:
        return redirect(rows("subsidies:meal-school", only[0].pk, day=request.GET.get("day")))
    may_add = request.user.has(Permission.MEAL_MANAGE)
    begin = (rows("subsidies:canteen-add"), _("登记食堂")) if may_add else ("", "")
    return list_page(
        request,
        queryset=with_day(schools, day),
        filterset_class=MealDayFilter,
        table_class=MealDayTable,
        title=_("营养餐"),
        template="subsidies/meals/list.html",
        empty=Empty(
            _("还没有供餐的学校"), _("县里先登记食堂和供餐学校、设定供餐日，学校每天按班登记用餐。"), *begin, icon="people"
        ),
        context={"day": day, "tabs": tabs("subsidies:meal-list")},
    )


@require(Permission.MEAL_VIEW)
def school_day(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    return render(request, "subsidies/meals/school.html", day_page(school, day, request.user))


def _find_class(request, school):
    """The day and the class that the address names."""
    day = the_day(request, fed_schools(request).filter(pk=school.pk))
    found = [each for each in classes_seen(school, day, request.user) if each.key == request.GET.get("place")]
    if not found:
        raise Http404
    return day, found[0]


@require(Permission.MEAL_COUNT)
@idempotent
def count(request, pk):
    school = find_school(request, pk)
    day, here = _find_class(request, school)
    pupils = of_class(school, day, here.place)
    present = pupils.exclude(pk__in=on_leave(pupils, day).values("pk")).order_by("pinyin", "pk")
    begin = {"meals": here.counted.meals} if here.counted else {}
    form, made = CountForm(request.POST or None, here=present, initial=begin), None
    if form.is_valid():
        facts = {"school": school, "day": day, "place": here.place, **form.said}
        made = carried_out(form, lambda: meal_counts.count(**facts, by=request.user))
    if made is None:
        leaves = MealLeave.objects.visible_to(request.user).on(day).filter(enrolment__in=pupils).for_list()
        context = {"form": form, "school": school, "day": day, "here": here, "leaves": leaves, "once_form": OnceForm()}
        return render(request, "subsidies/meals/count.html", context)
    messages.success(request, _("%(class)s已登记%(meals)d份。") % {"class": here.label, "meals": made.meals})
    return redirect(rows("subsidies:meal-school", pk, day=day.isoformat()))


@require(Permission.MEAL_COUNT)
@idempotent
def leave(request, pk):
    school = find_school(request, pk)
    day, here = _find_class(request, school)
    pupils = of_class(school, day, here.place).order_by("pinyin", "pk")
    form, made = LeaveForm(request.POST or None, pupils=pupils, initial={"first_on": day, "last_on": day}), None
    if form.is_valid():
        made = carried_out(form, lambda: meal_counts.give_leave(**form.said, by=request.user))
    if made is None:
        return render(request, "subsidies/meals/leave.html", {"form": form, "school": school, "day": day, "here": here})
    messages.success(request, _("已登记%(name)s请假；这些天已登记用餐的，请重新登记。") % {"name": made.enrolment.name})
    return redirect(rows("subsidies:meal-school", pk, day=day.isoformat()))


@require_POST
@require(Permission.MEAL_COUNT)
@idempotent
def take_back_leave(request, pk):
    leave = get_object_or_404(MealLeave.objects.visible_to(request.user).for_list(), pk=pk)
    meal_counts.take_back_leave(leave=leave, by=request.user)
    messages.success(request, _("已取消%(name)s的请假，请重新登记这些天的用餐。") % {"name": leave.enrolment.name})
    return redirect(rows("subsidies:meal-school", leave.enrolment.school_id, day=leave.first_on.isoformat()))
