"""What stands beside the counts of a day: who ate along, what was kept of each dish."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.permissions import Permission, require
from subsidies.actions import meal_notes
from subsidies.forms.meals import CompanionForm, SampleForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import CompanionMeal, FoodSample
from subsidies.views.meal_days import fed_schools, find_school, the_day


@require(Permission.MEAL_COUNT)
@idempotent
def companion(request, pk):
    words = (_("登记陪餐"), _("学校负责人、教师、家长陪餐的，按名登记；陪餐费由本人承担。"), _("已登记陪餐。"))
    return _note(request, pk, CompanionForm, meal_notes.eat_along, words)


@require(Permission.MEAL_COUNT)
@idempotent
def sample(request, pk):
    words = (_("登记留样"), _("每餐每个品种留样，不少于125克，冷藏48小时以上。"), _("已登记留样。"))
    return _note(request, pk, SampleForm, meal_notes.keep_sample, words)


def _note(request, pk, form_class, deed, words):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    form = form_class(request.POST or None, initial={"day": day})
    made = carried_out(form, lambda: deed(school=school, **form.said, by=request.user)) if form.is_valid() else None
    title, lead, done = words
    if made is None:
        context = {"form": form, "school": school, "day": day, "title": title, "lead": lead}
        return render(request, "subsidies/meals/note.html", context)
    messages.success(request, done)
    return redirect(rows("subsidies:meal-school", pk, day=made.day.isoformat()))


@require_POST
@require(Permission.MEAL_COUNT)
@idempotent
def companion_take_back(request, pk):
    return _taken_back(request, get_object_or_404(CompanionMeal.objects.visible_to(request.user).for_list(), pk=pk))


@require_POST
@require(Permission.MEAL_COUNT)
@idempotent
def sample_take_back(request, pk):
    return _taken_back(request, get_object_or_404(FoodSample.objects.visible_to(request.user).for_list(), pk=pk))


def _taken_back(request, note):
    form, page = OnceNoteForm(request.POST), rows("subsidies:meal-school", note.school_id, day=note.day.isoformat())
    if form.is_valid():
        meal_notes.take_back(note=note, reason=form.said["note"], by=request.user)
        messages.success(request, _("已删除，原来的内容留在审计记录里。"))
    else:
        messages.error(request, _("请写明删除的原因，2至200字。"))
    return redirect(page)
