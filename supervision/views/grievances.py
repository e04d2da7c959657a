"""The grievance desk: the list, one grievance, taking one in, giving it to somebody, its numbers and its deadlines."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal.asked_years import year_named
from aid_portal.errors import Refused
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page, selection
from aid_portal.permissions import Permission, require
from supervision.actions import grievance_steps, grievances
from supervision.actions.grievances import Told
from supervision.filters.grievances import GrievanceFilter
from supervision.forms.grievances import AssignForm, DeadlineForm, ReceiveForm, RegisterForm
from supervision.models import Grievance, GrievanceDeadline
from supervision.reports.grievance_people import children, handlers, units
from supervision.rules.grievances import REMIND_AHEAD, REMIND_EVERY, REOPEN_DAYS, written
from supervision.tables.grievances import GrievanceTable
from supervision.views.shown_grievances import grievance_page, statistics_page

MOST_AT_ONCE = 60


def find(request, pk):
    visible = Grievance.objects.visible_to(request.user).select_related("unit", "student", "assigned_unit", "assigned_to")
    return get_object_or_404(visible.select_related("received_by"), pk=pk)


@require(Permission.GRIEVANCE_VIEW)
def grievance_list(request):
    desk = request.user.has(Permission.GRIEVANCE_DESK)
    give = PostAction(_("分派"), rows("supervision:grievances-choose"), icon="send")
    return list_page(
        request,
        queryset=Grievance.objects.visible_to(request.user).for_list(),
        filterset_class=GrievanceFilter,
        table_class=GrievanceTable,
        title=_("诉求受理"),
        template="supervision/grievances/list.html",
        empty=Empty(_("还没有诉求"), _("网上提交的、电话来访登记的都列在这里；学校看到分派给自己的。"), icon="envelope"),
        batch=(give,) if desk else (),
        exports=("grievances",),
        context={"desk": desk, "may_set": request.user.has(Permission.GRIEVANCE_ANSWER)},
    )


@require(Permission.GRIEVANCE_VIEW)
def grievance_detail(request, pk):
    return render(request, "supervision/grievances/detail.html", grievance_page(find(request, pk), request.user))


@require(Permission.GRIEVANCE_DESK)
@sensitive_post_parameters("text", "reporter", "phone", "wanted")
def add(request):
    """The code is shown on the answer to this very form and never again."""
    form = ReceiveForm(request.POST or None, request.FILES or None, units=units())
    if form.is_valid() and (made := _received(form, request.user)):
        context = {"grievance": made[0], "code": written(made[1])}
        return render(request, "supervision/grievances/received.html", context)
    return render(request, "supervision/grievances/form.html", {"form": form})


def _received(form, user):
    said = form.cleaned_data
    facts = {name: said[name] for name in ("key", "kind", "source", "unit", "urgent", "files")}
    return carried_out(form, lambda: grievances.receive(**facts, told=Told(**form.told), by=user))


@require_POST
@require(Permission.GRIEVANCE_DESK)
def choose(request):
    """The ticked ones go to the page on which is said who deals with them."""
    ticked = selection(request, Grievance.objects.visible_to(request.user), GrievanceFilter).open()
    keys = list(ticked.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if not keys or len(keys) > MOST_AT_ONCE:
        messages.error(request, _("请勾选没有办结的诉求，一次最多%(most)s件。") % {"most": MOST_AT_ONCE})
        return redirect("supervision:grievance-list")
    return redirect(f"{rows('supervision:grievances-assign')}?{urlencode([('grievance', key) for key in keys])}")


@require(Permission.GRIEVANCE_DESK)
@idempotent
def assign(request):
    keys = {int(key) for key in request.GET.getlist("grievance")[:MOST_AT_ONCE] if key.isdecimal() and len(key) < 15}
    chosen = list(Grievance.objects.visible_to(request.user).for_list().filter(pk__in=keys).order_by("pk"))
    if not chosen or len(chosen) < len(keys):
        raise Http404
    form = AssignForm(request.POST or None, units=units(), people=handlers())
    if form.is_valid() and _assigned(form, chosen, request.user):
        messages.success(request, _("已分派%(count)s件。") % {"count": len(chosen)})
        return redirect(chosen[0] if len(chosen) == 1 else rows("supervision:grievance-list"))
    return render(request, "supervision/grievances/assign.html", {"form": form, "chosen": chosen})


def _assigned(form, chosen, user):
    return carried_out(form, lambda: grievance_steps.assign(grievances=chosen, **form.said, by=user))


@require(Permission.GRIEVANCE_DESK)
@idempotent
def register(request, pk):
    grievance = find(request, pk)
    form = RegisterForm.of(request.POST or None, grievance, units=units(), children=children(request.user))
    if form.is_valid():
        try:
            grievance_steps.register(grievance=grievance, **form.said, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已更改登记。"))
            return redirect(grievance)
    return render(request, "supervision/grievances/register.html", {"form": form, "grievance": grievance})


@require(Permission.GRIEVANCE_VIEW)
def statistics(request):
    year = year_named(request.GET.get("year", "")) or timezone.localdate().year
    return render(request, "supervision/grievances/statistics.html", statistics_page(request.user, year))


@require(Permission.GRIEVANCE_ANSWER)
@idempotent
def deadlines(request):
    known = list(GrievanceDeadline.objects.visible_to(request.user).order_by("pk"))
    form = DeadlineForm(request.POST or None, deadlines=known)
    if form.is_valid():
        changed = form.changed(known)
        for kind, days in changed:
            grievances.set_deadline(kind=kind, days=days, source=form.cleaned_data["source"], by=request.user)
        messages.success(request, _("已更改%(count)s个类别的期限，以后收到的按新期限办理。") % {"count": len(changed)})
        return redirect("supervision:grievance-list")
    context = {"form": form, "ahead": REMIND_AHEAD, "every": REMIND_EVERY, "reopen": REOPEN_DAYS}
    return render(request, "supervision/grievances/deadlines.html", context)
