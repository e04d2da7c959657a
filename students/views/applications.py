"""Applications: the list, one with all that followed, and what is done with it before the school's group decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.once import OnceNoteForm
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from students.actions import applications
from students.filters.applications import ApplicationFilter
from students.models import Application, DeterminationRound
from students.reports.seen_forms import sees_form
from students.tables.applications import ApplicationTable
from students.views.shown_applications import application_page


def found(request, pk) -> Application:
    return get_object_or_404(Application.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ROUND_VIEW)
def application_list(request):
    running = DeterminationRound.objects.visible_to(request.user).running().order_by("-term__position").first()
    collects = request.user.has(Permission.APPLICATION_COLLECT)
    write = rows("students:round-children", running.pk, state="none") if running and collects else ""
    begin = (write, _("录入申请")) if write else ("", "")
    return list_page(
        request,
        queryset=Application.objects.visible_to(request.user).for_list(),
        filterset_class=ApplicationFilter,
        table_class=ApplicationTable,
        title=_("认定申请"),
        template="students/applications/list.html",
        empty=Empty(_("本学期还没有申请"), _("家庭自愿申请；部门数据已证明的由学校登记。"), *begin, icon="journal-text"),
        exports=("applications",),
        context={"write_url": write},
    )


@require(Permission.ROUND_VIEW)
def application_detail(request, pk):
    return render(request, "students/applications/detail.html", application_page(found(request, pk), request.user))


@require_POST
@require(Permission.ROUND_VIEW)
def application_scan(request, pk):
    application = found(request, pk)
    if not sees_form(request.user):
        raise PermissionDenied(Permission.APPLICATION_COLLECT.label)
    scan = get_object_or_404(Application.objects.visible_to(request.user), pk=application.pk, scan__isnull=False).scan
    return hand_out(scan, by=request.user)


@require_POST
@require(Permission.APPLICATION_COLLECT)
@idempotent
def send_back(request, pk):
    return noted(request, found(request, pk), applications.send_back, _("已退回，录入人或家长能看到原因。"))


@require_POST
@require(Permission.APPLICATION_COLLECT)
@idempotent
def withdraw(request, pk):
    return noted(request, found(request, pk), applications.withdraw, _("已撤回，这名学生可以重新申请。"))


def noted(request, application, deed, done):
    """A deed of one application that asks for a reason, and back to its page."""
    form = OnceNoteForm(request.POST)
    if form.is_valid():
        deed(application=application, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明原因，2至200字。"))
    return redirect(application)
