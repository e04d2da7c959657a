"""Acting for a colleague who is away: what I have handed on and taken over, proposing it, ending it early."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import delegations as found
from aid_portal.actions import delegations
from aid_portal.choices import AssignmentStatus
from aid_portal.filters.delegations import DelegationFilter
from aid_portal.forms.delegations import DelegationForm
from aid_portal.forms.users import NoteForm
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.tables.delegations import DelegationTable
from aid_portal.views.shown import assignment_facts


def delegation_list(request):
    words = _("外出、请假时，可以把自己的任职委托给本单位的同事，经安全管理员批准后在约定的日期内生效。")
    return list_page(
        request,
        queryset=found.of_mine(request.user),
        filterset_class=DelegationFilter,
        table_class=DelegationTable,
        title=_("代理"),
        template="aid_portal/delegations/list.html",
        empty=Empty(_("没有委托或代理"), words, icon="person-check"),
        context={"may_propose": found.own_roles(request.user).exists()},
    )


def delegation_detail(request, pk):
    delegation = _mine(request, pk)
    principal = delegation.acting_for.user_id == request.user.pk
    status = delegation.status
    context = {
        "delegation": delegation,
        "facts": assignment_facts(delegation, linked=False),
        "note_form": NoteForm(),
        "may_withdraw": principal and status == AssignmentStatus.PROPOSED,
        "may_end": status == AssignmentStatus.GRANTED,
    }
    return render(request, "aid_portal/delegations/detail.html", context)


def propose(request):
    roles, people = found.own_roles(request.user), found.colleagues(request.user)
    form = DelegationForm(request.POST or None, roles=roles, people=people, initial={"sources": list(roles)})
    if form.is_valid():
        said = {**form.cleaned_data, "sources": [each.pk for each in form.cleaned_data["sources"]]}
        delegations.propose(**said, by=request.user)
        messages.success(request, _("已提出，待安全管理员批准后在约定的日期内生效。"))
        return redirect("delegation-list")
    return render(request, "aid_portal/delegations/form.html", {"form": form, "may_propose": roles.exists()})


@require_POST
def end(request, pk):
    delegation, form = _mine(request, pk), NoteForm(request.POST)
    if form.is_valid():
        delegations.end(assignment=delegation, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("代理已结束。"))
    else:
        messages.error(request, _("请写明原因（至少两个字）。"))
    return redirect(rows("delegation-detail", pk))


for view in (delegation_list, delegation_detail, propose, end):
    view.permission = None  # anybody logged in; everybody sees and ends only the own ones


def _mine(request, pk):
    return get_object_or_404(found.of_mine(request.user), pk=pk)
