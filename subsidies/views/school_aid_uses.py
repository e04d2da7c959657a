"""What a school gave: recorded by its officer, confirmed or refused by another, taken back, reversed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from subsidies.actions import school_aid
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.forms.school_aid import UseForm
from subsidies.models import SchoolAidUse, SchoolAidYear
from subsidies.reports.school_aid import children_of, with_money


@require(Permission.SCHOOL_AID_EDIT)
@idempotent
def record(request, pk):
    visible = SchoolAidYear.objects.visible_to(request.user).for_list()
    year = get_object_or_404(with_money(visible, timezone.localdate()), pk=pk)
    form = UseForm(request.POST or None, year=year, children=children_of(year))
    made = None
    if form.is_valid():
        made = carried_out(form, lambda: school_aid.record(year=year, **form.said, by=request.user))
    if made is None:
        return render(request, "subsidies/school_aid/use.html", {"form": form, "year": year})
    messages.success(request, _("已登记，等另一人确认。"))
    return redirect(year)


@require_POST
@require(Permission.SCHOOL_AID_CONFIRM)
@idempotent
def confirm(request, pk):
    return _decide(request, _find(request, pk), OnceForm(request.POST), _("已确认。"), approved=True)


@require_POST
@require(Permission.SCHOOL_AID_CONFIRM)
@idempotent
def refuse(request, pk):
    return _decide(request, _find(request, pk), OnceNoteForm(request.POST), _("已退回，登记人能看到原因。"), approved=False)


@require_POST
@require(Permission.SCHOOL_AID_EDIT)
@idempotent
def withdraw(request, pk):
    """By whoever recorded it, before anybody has confirmed it."""
    use = get_object_or_404(SchoolAidUse.objects.visible_to(request.user).for_list(), pk=pk, made_by=request.user)
    return _decide(request, use, OnceNoteForm(request.POST), _("已撤回，金额退回结余。"), approved=False)


@require_POST
@require(Permission.SCHOOL_AID_CONFIRM)
@idempotent
def reverse(request, pk):
    use, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        school_aid.reverse(use=use, **form.said, by=request.user)
        messages.success(request, _("已冲回，金额退回结余；原来的登记留着备查。"))
    else:
        messages.error(request, _("请写明冲回的原因。"))
    return redirect(use.year)


def _decide(request, use, form, done, *, approved):
    if form.is_valid():
        school_aid.decide(use=use, approved=approved, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明原因。"))
    return redirect(use.year)


def _find(request, pk):
    return get_object_or_404(SchoolAidUse.objects.visible_to(request.user).for_list(), pk=pk)
