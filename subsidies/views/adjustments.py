"""Corrections of what was approved: all of them, one, proposing one, deciding by another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.actions import adjustments
from subsidies.choices import AdjustmentKind
from subsidies.filters.adjustments import AdjustmentFilter
from subsidies.forms.adjustments import AdjustmentForm, AttendanceForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import Adjustment, Recovery
from subsidies.reports.dues import due_of
from subsidies.tables.adjustments import AdjustmentTable
from subsidies.views.entitlement_deeds import keep
from subsidies.views.entitlements import find
from subsidies.views.shown_adjustments import (
    adjustment_doings,
    adjustment_facts,
    before_and_after,
    subject_facts,
    worked_out,
)
from subsidies.views.shown_entitlements import due_facts


@require(Permission.ENTITLEMENT_VIEW)
def adjustment_list(request):
    words = _("补发、追回和取消从学生的享受资助页面提出，另一人批准。")
    return list_page(
        request,
        queryset=Adjustment.objects.visible_to(request.user).for_list(),
        filterset_class=AdjustmentFilter,
        table_class=AdjustmentTable,
        title=_("调整与追回"),
        template="subsidies/adjustments/list.html",
        empty=Empty(_("还没有调整"), words, icon="arrow-left-right"),
    )


@require(Permission.ENTITLEMENT_VIEW)
def adjustment_detail(request, pk):
    found = _find(request, pk)
    recovery = Recovery.objects.visible_to(request.user).filter(adjustment=found).first()
    context = {
        "found": found,
        "subject": subject_facts(found.entitlement),
        "facts": adjustment_facts(found),
        "effect": before_and_after(found, due_of(found.entitlement)),
        "recovery": recovery,
        "may": adjustment_doings(found, request.user),
        "once_form": OnceForm(),
        "note_form": OnceNoteForm(),
    }
    return render(request, "subsidies/adjustments/detail.html", context)


@require(Permission.ADJUST)
@idempotent
def propose(request, pk):
    """For a part of the term the amount can be worked out first; that changes nothing."""
    entitlement = find(request, pk)
    attendance = AttendanceForm(request.GET if "rule" in request.GET else None)
    part = worked_out(entitlement, attendance.cleaned_data) if attendance.is_valid() else None
    begin = {"kind": AdjustmentKind.CLAW_BACK, "amount": part.recover, "trace": part.trace} if part else {}
    form = AdjustmentForm(request.POST or None, request.FILES or None, initial=begin)
    if form.is_valid():
        facts = {**form.said, "evidence": keep(form.cleaned_data["evidence"], entitlement.school, request.user)}
        made = adjustments.propose(entitlement=entitlement, **facts, by=request.user)
        messages.success(request, _("已提出，等待另一人批准。"))
        return redirect(made)
    context = {
        "entitlement": entitlement,
        "subject": subject_facts(entitlement),
        "due": due_facts(entitlement, due_of(entitlement)),
        "attendance": attendance,
        "part": part,
        "form": form,
    }
    return render(request, "subsidies/adjustments/propose.html", context)


@require_POST
@require(Permission.ADJUST_APPROVE)
@idempotent
def approve(request, pk):
    done = adjustments.decide(adjustment=_find(request, pk), approved=True, by=request.user)
    messages.success(request, _("已批准。"))
    return redirect(done)


@require_POST
@require(Permission.ADJUST_APPROVE)
@idempotent
def refuse(request, pk):
    found, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        adjustments.decide(adjustment=found, approved=False, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已不批准。"))
    else:
        messages.error(request, _("请写明不批准的原因。"))
    return redirect(found)


@require_POST
@require(Permission.ENTITLEMENT_VIEW)
def evidence(request, pk):
    found = _find(request, pk)
    if found.evidence is None:
        raise Http404
    return hand_out(found.evidence, by=request.user)


def _find(request, pk):
    visible = Adjustment.objects.visible_to(request.user).for_list()
    return get_object_or_404(visible.select_related("evidence"), pk=pk)
