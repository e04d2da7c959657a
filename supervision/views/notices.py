"""Rectification notices: the list, one, and what is done with it from submission to its end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.forms.once import OnceNoteForm
from supervision.actions import extensions, notice_drafts, notices, steps
from supervision.filters.notices import NoticeFilter
from supervision.forms.notices import DeliveryForm, ExtensionForm, ReasonForm
from supervision.models import Extension, RectificationNotice
from supervision.reports.notices import notice_sums
from supervision.tables.notices import NoticeTable
from supervision.views.shown_notices import notice_page

MARKS = (
    "plans__made_by",
    "plans__reviewed_by",
    "problems__replies__made_by",
    "problems__replies__reviewed_by",
    "problems__reinspections__made_by",
)


def find(request, pk):
    return get_object_or_404(RectificationNotice.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.NOTICE_VIEW)
def notice_list(request):
    may_draft = request.user.has(Permission.NOTICE_DRAFT)
    begin = (rows("supervision:notice-begin"), _("起草整改通知书")) if may_draft else ("", "")
    return list_page(
        request,
        queryset=RectificationNotice.objects.visible_to(request.user).for_list().with_clocks(),
        filterset_class=NoticeFilter,
        table_class=NoticeTable,
        title=_("整改通知书"),
        template="supervision/notices/list.html",
        empty=Empty(
            _("没有整改通知书"),
            _("督查发现的问题写成通知书，由另一人签发编号，单位逐项整改、逐项销号。"),
            *begin,
            icon="file-earmark-text",
        ),
        exports=("notices", "problems"),
        sums_url=rows("supervision:notice-sums"),
        context={"may_draft": may_draft, "may_set": request.user.has(Permission.INSPECTION_VIEW)},
    )


@require(Permission.NOTICE_VIEW)
def notice_sums_page(request):
    found = NoticeFilter(request.GET, RectificationNotice.objects.visible_to(request.user), request=request)
    sums = notice_sums(found.rows, timezone.localdate()) if found.form.is_valid() else None
    template = "supervision/notices/_sums.html" if request.htmx else "supervision/notices/sums.html"
    return render(request, template, {"sums": sums})


@require(Permission.NOTICE_VIEW)
def notice_detail(request, pk):
    visible = RectificationNotice.objects.visible_to(request.user).for_list().select_related("voided_by", "receipt")
    notice = get_object_or_404(visible.with_clocks().prefetch_related(*MARKS), pk=pk)
    return render(request, "supervision/notices/detail.html", notice_page(notice, request.user))


def _deed(permission, action, words):
    """A deed that needs no further word."""

    @require_POST
    @require(permission)
    @idempotent
    def deed(request, pk):
        done = action(notice=find(request, pk), by=request.user)
        messages.success(request, words() % {"notice": done})
        return redirect(done)

    return deed


submit = _deed(Permission.NOTICE_DRAFT, notice_drafts.submit, lambda: _("已提交，等待另一人签发。"))
withdraw = _deed(Permission.NOTICE_DRAFT, notice_drafts.withdraw, lambda: _("已撤回，可以修改。"))
discard = _deed(Permission.NOTICE_DRAFT, notice_drafts.discard, lambda: _("草稿已放弃，所引用的问题可以另行起草。"))
issue = _deed(Permission.NOTICE_ISSUE, notices.issue, lambda: _("已签发，编号%(notice)s。"))
confirm = _deed(Permission.NOTICE_REPLY, notices.confirm, lambda: _("已签收%(notice)s，请逐项整改、逐项报送。"))


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def send_back(request, pk):
    notice, form = find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        notice_drafts.send_back(notice=notice, **form.said, by=request.user)
        messages.success(request, _("已退回拟稿人。"))
    else:
        messages.error(request, _("请写明退回的原因。"))
    return redirect(notice)


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def void(request, pk):
    notice, form = find(request, pk), ReasonForm(request.POST)
    if form.is_valid():
        notices.void(notice=notice, **form.said, by=request.user)
        messages.success(request, _("%(notice)s已作废，编号保留。") % {"notice": notice})
    else:
        messages.error(request, _("请写明作废的原因。"))
    return redirect(notice)


@require_POST
@require(Permission.NOTICE_DRAFT)
@idempotent
def deliver(request, pk):
    notice, form = find(request, pk), DeliveryForm(request.POST, request.FILES)
    if form.is_valid():
        notices.deliver(notice=notice, **form.said, by=request.user)
        messages.success(request, _("已登记送达。"))
    else:
        messages.error(request, " ".join(each for errors in form.errors.values() for each in errors))
    return redirect(notice)


@require_POST
@require(Permission.NOTICE_VIEW)
def receipt(request, pk):
    notice = find(request, pk)
    if notice.receipt is None:
        raise Http404
    return hand_out(notice.receipt, by=request.user)


@require_POST
@require(Permission.NOTICE_REPLY)
@idempotent
def extend(request, pk):
    notice, form = find(request, pk), ExtensionForm(request.POST)
    if form.is_valid():
        extensions.ask(notice=notice, **form.said, by=request.user)
        messages.success(request, _("已申请延期，批准以前仍按原期限整改。"))
    else:
        messages.error(request, _("请填写延至哪一天和理由。"))
    return redirect(notice)


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def extension_approve(request, pk):
    extension = _extension(request, pk)
    extensions.decide(extension=extension, approved=True, by=request.user)
    messages.success(request, _("已批准延期至%(day)s。") % {"day": extension.due_after})
    return redirect(extension.notice)


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def extension_refuse(request, pk):
    extension, form = _extension(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        extensions.decide(extension=extension, approved=False, **form.said, by=request.user)
        messages.success(request, _("未批准延期，单位能看到原因。"))
    else:
        messages.error(request, _("请写明不批准的原因。"))
    return redirect(extension.notice)


def _extension(request, pk):
    return get_object_or_404(Extension.objects.visible_to(request.user).for_list(), pk=pk)


@require_POST
@require(Permission.NOTICE_VIEW)
def read(request, pk):
    """Whoever got a reminder says that it has been seen."""
    notice = find(request, pk)
    steps.read(notice=notice, by=request.user)
    return redirect(notice)
