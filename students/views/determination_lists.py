"""A school's list: made, posted, handed in, reviewed, approved after its notice, sent back with the reason."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.forms.once import OnceNoteForm
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.actions import determination_lists
from students.actions.public_notices import Posting
from students.determination_choices import DeterminationListStatus, NoticeKind
from students.filters.applications import ListRowFilter
from students.filters.determination_lists import DeterminationListFilter
from students.forms.determination_lists import ApproveForm, PostingForm
from students.models import Application, DeterminationList
from students.tables.applications import ListRowTable
from students.tables.determination_lists import DeterminationListTable
from students.views.applications import found as application_of
from students.views.rounds import found as round_of
from students.views.shown_lists import list_context, usual_posting

L = DeterminationListStatus


def listed(request, pk, *statuses) -> DeterminationList:
    seen = DeterminationList.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen.filter(status__in=statuses) if statuses else seen, pk=pk)


@require(Permission.ROUND_VIEW)
def list_list(request):
    below = Count("applications", filter=~Q(applications__below_reason=""))
    counts = {"children_count": Count("applications"), "below_count": below}
    return list_page(
        request,
        queryset=DeterminationList.objects.visible_to(request.user).for_list().annotate(**counts),
        filterset_class=DeterminationListFilter,
        table_class=DeterminationListTable,
        title=_("认定名单"),
        template="students/determination_lists/list.html",
        empty=Empty(_("本学期还没有名单"), _("学校认定以后，在学校的认定页编制名单，公示后上报。"), icon="list-check"),
        exports=("determination_lists",),
    )


@require_POST
@require(Permission.DETERMINATION_DECIDE)
@idempotent
def make(request, pk, school):
    round = round_of(request, pk)
    place = get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)
    made = determination_lists.make(round=round, school=place, by=request.user)
    messages.success(request, _("已编制名单，核对后公示。"))
    return redirect(made)


@require(Permission.ROUND_VIEW)
def list_detail(request, pk):
    found = listed(request, pk)
    return list_page(
        request,
        queryset=Application.objects.visible_to(request.user).filter(list=found).for_list(),
        filterset_class=ListRowFilter,
        table_class=ListRowTable,
        title=str(found.school),
        template="students/determination_lists/detail.html",
        empty=Empty(_("名单里没有学生"), _("退回重新认定的学生已从名单中取出。"), icon="people"),
        context=list_context(found, request.user),
    )


@require(Permission.DETERMINATION_DECIDE)
@idempotent
def post(request, pk):
    """With `count` the last day is worked out for the number of days typed, and nothing is posted."""
    found = listed(request, pk, L.DRAFT, L.POSTED, L.RETURNED)
    counting = "count" in request.POST
    typed = (request.POST, request.FILES) if request.method == "POST" and not counting else ()
    form = PostingForm(*typed, least=found.round.posting_days, initial=usual_posting(found, request.POST if counting else None))
    if form.is_valid() and (notice := _posted(form, found, request.user)):
        words = {"until": figures.long_day(notice.ends_on)}
        messages.success(request, _("已登记公示，%(until)s期满；次日起县级才能审批。请张贴后上传照片。") % words)
        return redirect(notice)
    context = {"form": form, "found": found, **list_context(found, request.user, days=form["days"].value())}
    return render(request, "students/determination_lists/post.html", context)


def _posted(form, found, user):
    posting = Posting(kind=NoticeKind.DETERMINATION, list=found, **form.said)
    return carried_out(form, lambda: determination_lists.post(determination_list=found, posting=posting, by=user))


@require_POST
@require(Permission.DETERMINATION_SUBMIT)
@idempotent
def submit(request, pk):
    found = determination_lists.submit(determination_list=listed(request, pk), by=request.user)
    messages.success(request, _("已上报，等待县级审核。"))
    return redirect(found)


@require_POST
@require(Permission.DETERMINATION_REVIEW)
@idempotent
def review(request, pk):
    found = determination_lists.review(determination_list=listed(request, pk), by=request.user)
    messages.success(request, _("已审核，公示期满后由另一人审批。"))
    return redirect(found)


@require_POST
@require(Permission.DETERMINATION_APPROVE)
@idempotent
def approve(request, pk):
    """The number that the approver saw is typed: a list that has changed meanwhile is not approved by mistake."""
    found, form = listed(request, pk), ApproveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请照名单填写人数，确认后再审批。"))
        return redirect(found)
    found, count = determination_lists.approve(determination_list=found, **form.said, by=request.user)
    messages.success(request, _("已批准%(count)s名学生的认定，下一次资格比对起生效。") % {"count": figures.count(count)})
    return redirect(found)


@require_POST
@require(Permission.DETERMINATION_REVIEW)
@idempotent
def send_back(request, pk):
    return _returned(request, listed(request, pk, L.SUBMITTED))


@require_POST
@require(Permission.DETERMINATION_APPROVE)
@idempotent
def refuse(request, pk):
    return _returned(request, listed(request, pk, L.REVIEWED))


def _returned(request, found):
    form = OnceNoteForm(request.POST)
    if form.is_valid():
        determination_lists.send_back(determination_list=found, **form.said, by=request.user)
        messages.success(request, _("已退回学校，学校能看到原因。"))
    else:
        messages.error(request, _("请写明退回原因，2至200字。"))
    return redirect(found)


@require_POST
@require(Permission.DETERMINATION_APPROVE)
@idempotent
def approve_held(request, pk):
    """One who was held until his objection was answered."""
    application = determination_lists.approve_held(application=application_of(request, pk), by=request.user)
    messages.success(request, _("已批准，下一次资格比对起生效。"))
    return redirect(rows("students:application-detail", application.pk))
