"""Wrong names, ids and accounts: asked for from a grievance, decided by another person, put right by the school."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.forms.carrying import carried_out
from aid_portal.forms.reveals import ReasonForm
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from subsidies.forms.once import OnceNoteForm
from supervision.actions import data_changes
from supervision.filters.grievances import DataChangeFilter
from supervision.forms.grievances import change_form
from supervision.grievance_choices import ChangedField
from supervision.models import DataChange
from supervision.tables.grievances import DataChangeTable
from supervision.views.grievances import find as find_grievance
from supervision.views.shown_grievances import MASKS, change_page, wanted_of


def _find(request, pk):
    return get_object_or_404(DataChange.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.GRIEVANCE_VIEW)
def data_change_list(request):
    return list_page(
        request,
        queryset=DataChange.objects.visible_to(request.user).for_list(),
        filterset_class=DataChangeFilter,
        table_class=DataChangeTable,
        title=_("信息更正"),
        template="supervision/grievances/changes.html",
        empty=Empty(
            _("没有信息更正"), _("在一件诉求里登记学生以后，可以提出更正姓名、身份证号或银行账户。"), icon="pencil-square"
        ),
        exports=("data_changes",),
    )


@require(Permission.GRIEVANCE_HANDLE)
@sensitive_post_parameters()
@idempotent
def propose(request, pk, field):
    """`pk` is the grievance's."""
    if field not in ChangedField.values:
        raise Http404
    grievance = find_grievance(request, pk)
    form = change_form(field, request.POST or None)
    if form.is_valid() and (made := _proposed(form, grievance, field, request.user)):
        messages.success(request, _("已提出，等待另一人批准。"))
        return redirect(made)
    context = {"form": form, "grievance": grievance, "label": ChangedField(field).label}
    return render(request, "supervision/grievances/change_form.html", context)


def _proposed(form, grievance, field, user):
    reason = form.cleaned_data["reason"]
    return carried_out(
        form, lambda: data_changes.propose(grievance=grievance, field=field, wanted=form.wanted, reason=reason, by=user)
    )


@require(Permission.GRIEVANCE_VIEW)
def data_change_detail(request, pk):
    return render(request, "supervision/grievances/change.html", change_page(_find(request, pk), request.user))


@require_POST
@require(Permission.GRIEVANCE_ANSWER)
@idempotent
def approve(request, pk):
    change = data_changes.decide(change=_find(request, pk), approved=True, by=request.user)
    told = _("已批准，以后发放用新账户。") if change.applied_at else _("已批准，已交学校更正花名册。")
    messages.success(request, told)
    return redirect(change)


@require_POST
@require(Permission.GRIEVANCE_ANSWER)
@idempotent
def refuse(request, pk):
    change, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        data_changes.decide(change=change, approved=False, **form.said, by=request.user)
        messages.success(request, _("已退回。"))
    else:
        messages.error(request, _("请写明不批准的原因。"))
    return redirect(change)


@require_POST
@require(Permission.GRIEVANCE_HANDLE)
@idempotent
def settle(request, pk):
    change = data_changes.settle(change=_find(request, pk), by=request.user)
    messages.success(request, _("花名册已是正确的内容，更正办结。"))
    return redirect(change)


@require_POST
@require(Permission.GRIEVANCE_HANDLE)
def reveal(request, pk):
    """The value that is wanted, whole, with a reason."""
    change, form = _find(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明查看的事由。"))
        return redirect(change)
    reason = form.cleaned_data["reason"]
    unmasking.reveal(target=change, fields=[change.field], reason=reason, unit=change.school, by=request.user)
    return show_revealed(request, wanted_of(change), MASKS[ChangedField(change.field)], back=change.get_absolute_url())
