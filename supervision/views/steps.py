"""What is overdue and what follows: the board, the steps, one step with its recipients, sending it or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.forms.once import OnceNoteForm
from supervision.actions import steps
from supervision.choices import StepKind
from supervision.filters.notices import StepFilter
from supervision.forms.notices import DeductForm, SendForm
from supervision.models import RectificationNotice, Step
from supervision.tables.notices import StepTable
from supervision.views.shown_steps import board, step_page, tabs


@require(Permission.NOTICE_VIEW)
def overdue(request):
    visible = RectificationNotice.objects.visible_to(request.user)
    found = board(visible, timezone.localdate())
    context = {"board": found, "tabs": tabs(request.user, "overdue"), "today": timezone.localdate()}
    return render(request, "supervision/steps/board.html", context)


@require(Permission.NOTICE_VIEW)
def step_list(request):
    return list_page(
        request,
        queryset=Step.objects.visible_to(request.user).for_list().prefetch_related("recipients__user"),
        filterset_class=StepFilter,
        table_class=StepTable,
        title=_("督办步骤"),
        template="supervision/steps/list.html",
        empty=Empty(
            _("没有督办步骤"), _("提醒到时自动发出；督办、通报、约谈、扣分先列出接收人，由签发人发出。"), icon="check-circle"
        ),
        context={"tabs": tabs(request.user, request.GET.get("status", ""))},
    )


def _find(request, pk):
    visible = Step.objects.visible_to(request.user).for_list()
    return get_object_or_404(visible.prefetch_related("recipients__user__assignments__unit"), pk=pk)


@require(Permission.NOTICE_VIEW)
def step_detail(request, pk):
    return render(request, "supervision/steps/detail.html", step_page(_find(request, pk), request.user))


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def send(request, pk):
    step = _find(request, pk)
    form = (DeductForm if step.kind == StepKind.DEDUCT else SendForm)(request.POST)
    if form.is_valid():
        steps.send(step=step, **form.said, by=request.user)
        messages.success(request, _("已发出，接收人登录后能看到。"))
    else:
        messages.error(request, _("请填写考核扣多少分。"))
    return redirect(step)


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def drop(request, pk):
    step, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        steps.drop(step=step, **form.said, by=request.user)
        messages.success(request, _("已记为不再发出。"))
    else:
        messages.error(request, _("请写明不发出的原因。"))
    return redirect(step)
