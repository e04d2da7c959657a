"""Money asked back: all of it, one task, its receipt, and what is written off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import adjustments
from subsidies.filters.adjustments import RecoveryFilter
from subsidies.forms.adjustments import ReceiveForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import Recovery
from subsidies.tables.adjustments import RECOVERY_LOOKS, RecoveryTable
from subsidies.views.shown_adjustments import recovery_doings, recovery_facts, subject_facts


@require(Permission.ENTITLEMENT_VIEW)
def recovery_list(request):
    return list_page(
        request,
        queryset=Recovery.objects.visible_to(request.user).for_list(),
        filterset_class=RecoveryFilter,
        table_class=RecoveryTable,
        title=_("追回任务"),
        template="subsidies/recoveries/list.html",
        empty=Empty(_("没有追回任务"), _("已经发放的钱要收回时，批准追回或取消后在这里跟踪。"), icon="check-circle"),
    )


@require(Permission.ENTITLEMENT_VIEW)
def recovery_detail(request, pk):
    found = _find(request, pk)
    context = {
        "found": found,
        "look": RECOVERY_LOOKS[found.status],
        "subject": subject_facts(found.adjustment.entitlement),
        "facts": recovery_facts(found),
        "may": recovery_doings(found, request.user),
        "receive_form": ReceiveForm(),
        "note_form": OnceNoteForm(),
    }
    return render(request, "subsidies/recoveries/detail.html", context)


@require_POST
@require(Permission.BUDGET_EDIT)
@idempotent
def receive(request, pk):
    return _close(request, pk, ReceiveForm(request.POST), adjustments.receive, _("已登记收回，资金回到可用指标。"))


@require_POST
@require(Permission.ADJUST_APPROVE)
@idempotent
def write_off(request, pk):
    return _close(request, pk, OnceNoteForm(request.POST), adjustments.write_off, _("已核销。"))


def _close(request, pk, form, act, done):
    found = _find(request, pk)
    if form.is_valid():
        act(recovery=found, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
    return redirect(found)


def _find(request, pk):
    return get_object_or_404(Recovery.objects.visible_to(request.user).for_list().select_related("closed_by"), pk=pk)
