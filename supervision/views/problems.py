"""One problem: the unit's reply, the review, the second look; photos and papers that show them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from subsidies.forms.once import OnceNoteForm
from supervision.actions import replies
from supervision.forms.replies import AcceptForm, ReinspectionForm, ReplyForm
from supervision.models import Evidence, Problem
from supervision.reports.clocks import standing_of_problem
from supervision.tables.notices import standing_badge
from supervision.views.kept_files import kept_file_views


def _find(request, pk):
    return get_object_or_404(Problem.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.NOTICE_REPLY)
def reply(request, pk):
    """The form's own key makes a reply that is sent twice one reply."""
    problem = _find(request, pk)
    begin = {"person": problem.notice.responsible_person}
    form = ReplyForm(request.POST or None, request.FILES or None, initial=begin)
    if form.is_valid() and _sent(form, problem, request.user):
        messages.success(request, _("第%(number)s项整改情况已报送，等待审核。") % {"number": problem.position})
        return redirect(problem.notice)
    standing = standing_badge(standing_of_problem(problem, problem.notice, timezone.localdate()))
    context = {"form": form, "problem": problem, "last": problem.replies.order_by("-round").first(), "standing": standing}
    return render(request, "supervision/problems/reply.html", context)


def _sent(form, problem, user):
    return carried_out(form, lambda: replies.send(problem=problem, **form.cleaned_data, by=user))


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def accept(request, pk):
    problem, form = _find(request, pk), AcceptForm(request.POST)
    if form.is_valid():
        replies.accept(problem=problem, **form.said, by=request.user)
        messages.success(request, _("第%(number)s项已审核通过，接着复查。") % {"number": problem.position})
    else:
        messages.error(request, _("审核意见最多200字。"))
    return redirect(problem)


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def send_back(request, pk):
    problem, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        replies.send_back(problem=problem, **form.said, by=request.user)
        messages.success(request, _("第%(number)s项已退回，单位能看到原因。") % {"number": problem.position})
    else:
        messages.error(request, _("请写明退回的原因，单位据此重新整改。"))
    return redirect(problem)


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def reinspect(request, pk):
    problem, form = _find(request, pk), ReinspectionForm(request.POST, request.FILES)
    if form.is_valid():
        done = replies.reinspect(problem=problem, **form.said, by=request.user)
        told = _("第%(number)s项复查通过，已销号。") if done.passed else _("第%(number)s项复查未通过，已退回重改。")
        messages.success(request, told % {"number": problem.position})
    else:
        messages.error(request, _("请选择复查结论，并写明看到的情况和日期。"))
    return redirect(problem)


evidence, evidence_thumbnail, evidence_file = kept_file_views(Evidence, Permission.NOTICE_VIEW)
