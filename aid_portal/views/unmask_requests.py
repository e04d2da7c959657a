"""Asking for, and allowing, much unmasked data."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.actions import unmask_requests
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.filters.unmask_requests import UnmaskRequestFilter
from aid_portal.forms.unmask_requests import RevealRequestForm
from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import UnmaskRequest
from aid_portal.permissions import Permission, require
from aid_portal.tables.unmask_requests import UnmaskRequestTable
from aid_portal.views.shown import request_facts


@require(Permission.REVEAL)
def unmask_request_list(request):
    return list_page(
        request,
        queryset=UnmaskRequest.objects.visible_to(request.user).for_list(),
        filterset_class=UnmaskRequestFilter,
        table_class=UnmaskRequestTable,
        title=_("查看完整信息的申请"),
        template="aid_portal/unmask_requests/list.html",
        empty=Empty(
            _("没有申请"), _("一小时内查看超过30条完整信息，或导出超过500行完整信息，需要另一人批准。"), icon="shield-check"
        ),
        context={"left": unmasking.reveals_left(request.user)},
    )


@require(Permission.REVEAL)
def unmask_request_detail(request, pk):
    asked = get_object_or_404(UnmaskRequest.objects.visible_to(request.user).for_list(), pk=pk)
    may_decide = request.user.has(Permission.UNMASK_APPROVE) and asked.requested_by_id not in request.user.stands_for
    context = {
        "asked": asked,
        "facts": request_facts(asked),
        "note_form": NoteForm(),
        "may_decide": may_decide and UnmaskStatus.GRANTED in asked.open_moves(),
        "may_export": asked.requested_by_id == request.user.pk and asked.may_be_used,
    }
    return render(request, "aid_portal/unmask_requests/detail.html", context)


@require(Permission.REVEAL)
def propose(request):
    form = RevealRequestForm(request.POST or None)
    if form.is_valid():
        asked = unmask_requests.propose(kind=UnmaskKind.REVEAL, **form.cleaned_data, by=request.user)
        messages.success(request, _("已提交，待审批人批准。"))
        return redirect(asked)
    return render(request, "aid_portal/unmask_requests/form.html", {"form": form})


@require_POST
@require(Permission.UNMASK_APPROVE)
def grant(request, pk):
    asked = get_object_or_404(UnmaskRequest.objects.visible_to(request.user), pk=pk)
    unmask_requests.grant(request=asked, by=request.user)
    messages.success(request, _("已批准。"))
    return redirect(asked)


@require_POST
@require(Permission.UNMASK_APPROVE)
def refuse(request, pk):
    asked = get_object_or_404(UnmaskRequest.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        unmask_requests.refuse(request=asked, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已不予批准。"))
    else:
        messages.error(request, _("请写明不批准的原因。"))
    return redirect(asked)
