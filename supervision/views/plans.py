"""The plan of a notice: sent by the unit, on a phone; let pass or returned by the bureau."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from subsidies.forms.once import OnceNoteForm
from supervision.actions import plans
from supervision.actions.plans import Planned
from supervision.forms.plans import PlanForm
from supervision.forms.replies import AcceptForm
from supervision.models import Plan, RectificationNotice
from supervision.reports.clocks import standing_of
from supervision.reports.plans import planned_problems
from supervision.tables.notices import standing_badge


@require(Permission.NOTICE_REPLY)
def plan(request, pk):
    """The form's own key makes a plan that is sent twice one plan."""
    visible = RectificationNotice.objects.visible_to(request.user).for_list().with_clocks()
    notice = get_object_or_404(visible, pk=pk)
    last = notice.plans.order_by("-round").first()
    problems = list(planned_problems(notice).select_related("notice"))
    form = PlanForm(request.POST or None, problems=problems, last=last.lines.all() if last else ())
    if form.is_valid() and _sent(form, notice, request.user):
        messages.success(request, _("整改方案已报送，等待审核；可以按方案开始整改。"))
        return redirect(notice)
    standing = standing_badge(standing_of(notice, timezone.localdate()))
    return render(request, "supervision/plans/form.html", {"form": form, "notice": notice, "last": last, "standing": standing})


def _sent(form, notice, user):
    lines = [Planned(**each) for each in form.said_of]
    return carried_out(form, lambda: plans.send(notice=notice, key=form.cleaned_data["key"], lines=lines, by=user))


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def accept(request, pk):
    found, form = _find(request, pk), AcceptForm(request.POST)
    if form.is_valid():
        plans.accept(plan=found, **form.said, by=request.user)
        messages.success(request, _("整改方案已审核通过。"))
    else:
        messages.error(request, _("审核意见最多200字。"))
    return redirect(found)


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def send_back(request, pk):
    found, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        plans.send_back(plan=found, **form.said, by=request.user)
        messages.success(request, _("整改方案已退回，单位能看到原因。"))
    else:
        messages.error(request, _("请写明退回的原因，单位据此修改方案。"))
    return redirect(found)


def _find(request, pk):
    return get_object_or_404(Plan.objects.visible_to(request.user).for_list(), pk=pk)
