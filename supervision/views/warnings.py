"""Warnings: the list, one, what its owner says and asks for, and the second person's word."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.forms.once import OnceNoteForm
from supervision.actions import warning_deeds
from supervision.filters.warnings import CorrectionFilter, WarningFilter
from supervision.forms.warnings import AnswerForm, CloseWarningForm, TimeForm
from supervision.models import EarlyWarning, WarningRequest
from supervision.reports.warning_papers import papers_of
from supervision.tables.warnings import CorrectionTable, WarningTable
from supervision.views.shown_warnings import warning_page
from supervision.warning_choices import WarningKind


def _find(request, pk):
    return get_object_or_404(EarlyWarning.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.WARNING_VIEW)
def warning_list(request):
    return list_page(
        request,
        queryset=EarlyWarning.objects.visible_to(request.user).for_list(),
        filterset_class=WarningFilter,
        table_class=WarningTable,
        title=_("预警"),
        template="supervision/warnings/list.html",
        empty=Empty(_("没有符合条件的预警"), _("名单、花名册、比对或发放有变化后自动更新。"), icon="check-circle"),
        exports=("warnings",),
    )


@require(Permission.WARNING_VIEW)
def warning_detail(request, pk):
    return render(request, "supervision/warnings/detail.html", warning_page(_find(request, pk), request.user))


@require_POST
@require(Permission.WARNING_HANDLE)
@idempotent
def answer(request, pk):
    warning, form = _find(request, pk), AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        warning_deeds.answer(warning=warning, **form.said, by=request.user)
        messages.success(request, _("处理情况已保存。"))
    else:
        messages.error(request, _said(form))
    return redirect(warning)


@require_POST
@require(Permission.WARNING_HANDLE)
@idempotent
def ask_to_close(request, pk):
    warning, form = _find(request, pk), CloseWarningForm(request.POST, request.FILES)
    if form.is_valid():
        warning_deeds.ask_to_close(warning=warning, **form.said, by=request.user)
        messages.success(request, _("已申请办结，等待县局另一人审核。"))
    else:
        messages.error(request, _said(form))
    return redirect(warning)


@require_POST
@require(Permission.WARNING_HANDLE)
@idempotent
def ask_for_time(request, pk):
    warning, form = _find(request, pk), TimeForm(request.POST)
    if form.is_valid():
        warning_deeds.ask_for_time(warning=warning, **form.said, by=request.user)
        messages.success(request, _("已申请延期，同意以前仍按原期限办理。"))
    else:
        messages.error(request, _said(form))
    return redirect(warning)


@require_POST
@require(Permission.WARNING_CLOSE)
@idempotent
def approve(request, pk):
    asked = _request(request, pk)
    warning_deeds.decide(request=asked, approved=True, by=request.user)
    messages.success(request, _("已同意。"))
    return redirect(asked.warning)


@require_POST
@require(Permission.WARNING_CLOSE)
@idempotent
def refuse(request, pk):
    asked, form = _request(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        warning_deeds.decide(request=asked, approved=False, **form.said, by=request.user)
        messages.success(request, _("未同意，责任单位能看到原因。"))
    else:
        messages.error(request, _("请写明不同意的原因。"))
    return redirect(asked.warning)


@require_POST
@require(Permission.WARNING_VIEW)
def proof(request, pk, file):
    """A paper handed in about this warning, for whoever may see the warning."""
    found = next((each for each in papers_of(_find(request, pk)) if each.pk == file), None)
    if found is None:
        raise Http404
    return hand_out(found, by=request.user)


def _request(request, pk):
    return get_object_or_404(WarningRequest.objects.visible_to(request.user).for_list(), pk=pk)


def _said(form):
    return " ".join(each for errors in form.errors.values() for each in errors)


@require(Permission.WARNING_VIEW)
def correction_list(request):
    """What the departments are asked to put right in their lists (数据纠错反馈)."""
    return list_page(
        request,
        queryset=EarlyWarning.objects.visible_to(request.user).filter(kind=WarningKind.STAGE_DIFFERS).for_list(),
        filterset_class=CorrectionFilter,
        table_class=CorrectionTable,
        title=_("数据纠错反馈"),
        template="supervision/warnings/corrections.html",
        empty=Empty(_("没有要反馈的差错"), _("名单与花名册不一致的列在这里，导出后交主管部门。"), icon="check-circle"),
        exports=("list_corrections",),
    )
