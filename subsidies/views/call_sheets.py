"""A call sheet that comes back: upload, what was read of it, booking its answers, the sheet with its mistakes marked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import call_sheets
from subsidies.actions.made_papers import CONTENT_TYPES, PaperForm
from subsidies.forms.call_sheets import CallSheetForm
from subsidies.models import FilledCallSheet
from subsidies.views.arrivals import find_sample
from subsidies.views.shown_call_sheets import sheet_page


@require(Permission.ARRIVAL_ASK)
@idempotent
def upload(request, pk):
    sample, form = find_sample(request, pk), CallSheetForm(request.POST or None, request.FILES or None)
    made = carried_out(form, lambda: _read(sample, form.said["file"], request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/arrivals/upload.html", {"sample": sample, "batch": sample.batch, "form": form})
    return redirect(made)


def _read(sample, file, user):
    return call_sheets.read(sample=sample, source=file, name=file.name, by=user)


def _find(request, pk):
    return get_object_or_404(FilledCallSheet.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.BATCH_VIEW)
def detail(request, pk):
    return render(request, "subsidies/arrivals/filled.html", sheet_page(_find(request, pk), request.user))


@require_POST
@require(Permission.ARRIVAL_ASK)
@idempotent
def book(request, pk):
    made = call_sheets.book(sheet=_find(request, pk), by=request.user)
    messages.success(request, _("已登记%(count)s笔回访结果，原文件已删除。") % {"count": len(made.rows)})
    return redirect(made.sample)


@require_POST
@require(Permission.ARRIVAL_ASK)
def mark(request, pk):
    return hand_out_made(*call_sheets.mark(sheet=_find(request, pk), by=request.user), CONTENT_TYPES[PaperForm.XLSX])
