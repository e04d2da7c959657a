"""On which days food is due and for how much: dated standards, periods of supply, days that were set otherwise."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.permissions import Permission, require
from students.models import TermSetting
from subsidies.actions import canteens, meal_standards
from subsidies.forms.canteens import PeriodForm, StandardForm, SupplyDayForm
from subsidies.models import MealStandard, SupplyException, SupplyPeriod
from subsidies.views.meal_days import fed_schools
from subsidies.views.second_words import decided
from subsidies.views.shown_meals import tabs
from subsidies.views.shown_supply import standard_page


@require(Permission.MEAL_VIEW)
def supply(request):
    """Of the term that is looked at; the standards of all years."""
    term = current_term(request)
    within = {"day__gte": term.first_day, "day__lte": term.last_day}
    context = {
        "term": term,
        "standards": MealStandard.objects.visible_to(request.user).for_list(),
        "periods": SupplyPeriod.objects.visible_to(request.user).filter(term=str(term)).for_list(),
        "exceptions": SupplyException.objects.visible_to(request.user).filter(**within).for_list().select_related("made_by"),
        "may_manage": request.user.has(Permission.MEAL_MANAGE),
        "tabs": tabs("subsidies:supply-days"),
    }
    return render(request, "subsidies/meals/supply.html", context)


@require(Permission.MEAL_MANAGE)
@idempotent
def set_period(request):
    terms = TermSetting.objects.visible_to(request.user).order_by("-position")
    schools, term = fed_schools(request).order_by("path"), current_term(request)
    begin = {"term": str(term), "first_on": term.first_day, "last_on": term.last_day}
    form = PeriodForm(request.POST or None, terms=terms, schools=schools, initial=begin)
    words = (
        _("设定供餐时段"),
        _("从哪天到哪天供餐；其中的工作日（含调休补课）为供餐日。起止不同的学校单独设定。"),
        _("已设定。"),
    )
    return _set(request, form, canteens.set_period, words)


@require(Permission.MEAL_MANAGE)
@idempotent
def set_day(request):
    begin = {"day": request.GET.get("day") or timezone.localdate(), "school": request.GET.get("school")}
    form = SupplyDayForm(request.POST or None, schools=fed_schools(request).order_by("path"), initial=begin)
    words = (_("调整供餐日"), _("放假日供餐，或者上学日不供餐的，逐日调整并写明原因。"), _("已调整。"))
    return _set(request, form, canteens.set_day, words)


@require(Permission.MEAL_MANAGE)
@idempotent
def set_standard(request):
    form = StandardForm(request.POST or None, initial={"from_on": timezone.localdate().replace(day=1)})
    title, lead = _("拟定补助标准"), _("经另一人批准后，从执行日期起的月报按新标准计算；已报送的月份不变。")
    made = carried_out(form, lambda: meal_standards.propose(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/meals/supply_form.html", {"form": form, "title": title, "lead": lead})
    messages.success(request, _("已提交，另一人批准后起用。"))
    return redirect(made)


@require(Permission.MEAL_VIEW)
def standard_detail(request, pk):
    standard = get_object_or_404(MealStandard.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "subsidies/meals/standard.html", standard_page(standard, request.user))


@require_POST
@require(Permission.POLICY_APPROVE)
@idempotent
def decide_standard(request, pk):
    standard = get_object_or_404(MealStandard.objects.visible_to(request.user), pk=pk)
    yes, no = _("已批准，从执行日期起的月报按这个标准计算。"), _("已记为未批准，拟定人能看到原因。")
    return decided(request, standard, partial(meal_standards.decide, standard=standard), yes=yes, no=no)


def _set(request, form, deed, words):
    title, lead, done = words
    made = carried_out(form, lambda: deed(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/meals/supply_form.html", {"form": form, "title": title, "lead": lead})
    messages.success(request, done)
    return redirect(rows("subsidies:supply-days"))
