"""Who holds which role where: proposed by one administrator, granted by another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import role_assignments
from aid_portal.choices import AssignmentStatus
from aid_portal.filters.role_assignments import RoleAssignmentFilter
from aid_portal.forms.role_assignments import RoleAssignmentForm
from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.permissions import Permission, require
from aid_portal.tables.role_assignments import RoleAssignmentTable
from aid_portal.views.shown import assignment_facts


@require(Permission.USER_VIEW)
def role_assignment_list(request):
    return list_page(
        request,
        queryset=RoleAssignment.objects.visible_to(request.user).for_list(),
        filterset_class=RoleAssignmentFilter,
        table_class=RoleAssignmentTable,
        title=_("任职"),
        template="aid_portal/role_assignments/list.html",
        empty=Empty(_("没有符合条件的任职"), icon="person-badge"),
        context={"may_propose": request.user.has(Permission.ROLE_PROPOSE)},
    )


@require(Permission.USER_VIEW)
def role_assignment_detail(request, pk):
    assignment = get_object_or_404(RoleAssignment.objects.visible_to(request.user).for_list(), pk=pk)
    moves = assignment.open_moves() if request.user.has(Permission.ROLE_GRANT) else set()
    own = request.user.pk in {assignment.user_id, assignment.proposed_by_id}
    context = {
        "assignment": assignment,
        "facts": assignment_facts(assignment),
        "note_form": NoteForm(),
        "may_decide": AssignmentStatus.GRANTED in moves and not own,
        "may_revoke": AssignmentStatus.REVOKED in moves and assignment.user_id != request.user.pk,
    }
    return render(request, "aid_portal/role_assignments/detail.html", context)


@require(Permission.ROLE_PROPOSE)
def propose(request):
    people = User.objects.visible_to(request.user).filter(is_active=True).exclude(pk=request.user.pk)
    units = OrgUnit.objects.visible_to(request.user).open()
    form = RoleAssignmentForm(request.POST or None, users=people, units=units, initial={"user": request.GET.get("user")})
    if form.is_valid():
        assignment = role_assignments.propose(**form.cleaned_data, by=request.user)
        messages.success(request, _("已提出，待安全管理员批准后生效。"))
        return redirect(assignment)
    return render(request, "aid_portal/role_assignments/form.html", {"form": form})


@require_POST
@require(Permission.ROLE_GRANT)
def grant(request, pk):
    assignment = get_object_or_404(RoleAssignment.objects.visible_to(request.user), pk=pk)
    role_assignments.grant(assignment=assignment, by=request.user)
    messages.success(request, _("任职已批准，本人重新登录后生效。"))
    return redirect(assignment)


@require_POST
@require(Permission.ROLE_GRANT)
def refuse(request, pk):
    return _with_note(request, pk, role_assignments.refuse, _("已不予批准。"))


@require_POST
@require(Permission.ROLE_GRANT)
def revoke(request, pk):
    return _with_note(request, pk, role_assignments.revoke, _("任职已撤销，本人的登录已全部退出。"))


def _with_note(request, pk, verb, done):
    assignment = get_object_or_404(RoleAssignment.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        verb(assignment=assignment, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明原因（至少两个字）。"))
    return redirect(assignment)
