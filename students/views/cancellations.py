"""Cancelling a determination that rested on a false statement: proposed with its evidence, decided by another person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.forms.once import OnceNoteForm
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from students.actions import cancellations
from students.filters.determination_lists import CancellationFilter
from students.forms.determination_lists import CancelForm
from students.models import Cancellation
from students.tables.determination_lists import CancellationTable
from students.views.applications import found
from students.views.shown_applications import sees_form


@require(Permission.ROUND_VIEW)
def cancellation_list(request):
    return list_page(
        request,
        queryset=Cancellation.objects.visible_to(request.user).for_list(),
        filterset_class=CancellationFilter,
        table_class=CancellationTable,
        title=_("取消认定"),
        template="students/applications/cancellations.html",
        empty=Empty(_("还没有取消认定的"), _("查实隐瞒或虚报的，在学生的认定申请页提出。"), icon="x-circle"),
        exports=("cancellations",),
    )


@require(Permission.OBJECTION_HANDLE)
@idempotent
def propose(request, pk):
    application = found(request, pk)
    form = CancelForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _proposed(form, application, request.user):
        messages.success(request, _("已提出，等另一人批准；批准前认定照常有效。"))
        return redirect(application)
    return render(request, "students/applications/cancel.html", {"form": form, "application": application})


def _proposed(form, application, user):
    return carried_out(form, lambda: cancellations.propose(application=application, **form.said, by=user))


def _asked(request, pk):
    return get_object_or_404(Cancellation.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ROUND_VIEW)
def cancellation_detail(request, pk):
    """It is read and decided on the application's own page."""
    return redirect(_asked(request, pk).application)


@require_POST
@require(Permission.ROUND_VIEW)
def evidence(request, pk):
    asked = get_object_or_404(Cancellation.objects.visible_to(request.user), pk=pk, evidence__isnull=False)
    if not sees_form(request.user):
        raise PermissionDenied(Permission.OBJECTION_HANDLE.label)
    return hand_out(asked.evidence, by=request.user)


@require_POST
@require(Permission.DETERMINATION_APPROVE)
@idempotent
def approve(request, pk):
    asked = cancellations.approve(cancellation=_asked(request, pk), note=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("已取消认定，下一次资格比对起不再享受；已发的按追回办理。"))
    return redirect(asked)


@require_POST
@require(Permission.DETERMINATION_APPROVE)
@idempotent
def refuse(request, pk):
    asked, form = _asked(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        cancellations.refuse(cancellation=asked, note=form.said["note"], by=request.user)
        messages.success(request, _("未批准，认定照常有效。"))
    else:
        messages.error(request, _("请写明不批准的原因，2至200字。"))
    return redirect(asked)
