"""提前告知: the list, recording how families were told, one with its evidence."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from students.actions import rounds
from students.filters.rounds import AdvanceNoticeFilter
from students.forms.rounds import AdvanceNoticeForm
from students.models import AdvanceNotice
from students.tables.rounds import AdvanceNoticeTable
from students.views.rounds import found, schools_seen


@require(Permission.ROUND_VIEW)
def advance_notice_list(request):
    return list_page(
        request,
        queryset=AdvanceNotice.objects.visible_to(request.user).for_list(),
        filterset_class=AdvanceNoticeFilter,
        table_class=AdvanceNoticeTable,
        title=_("提前告知"),
        template="students/rounds/advance_notices.html",
        empty=Empty(_("还没有登记告知"), _("收申请以前，把政策和申请方法告诉每个家庭，登记方式、人数和回执。"), icon="envelope"),
        exports=("advance_notices",),
    )


@require(Permission.APPLICATION_COLLECT)
@idempotent
def advance_notice_add(request, pk):
    round = found(request, pk)
    begin = {"school": request.GET.get("school")}
    form = AdvanceNoticeForm(request.POST or None, request.FILES or None, schools=schools_seen(request), initial=begin)
    if form.is_valid() and (made := _told(form, round, request.user)):
        messages.success(request, _("已登记提前告知。"))
        return redirect("students:round-school", round.pk, made.school_id)
    return render(request, "students/rounds/tell.html", {"form": form, "round": round})


def _told(form, round, user):
    said = form.cleaned_data
    return carried_out(
        form, lambda: rounds.tell(round=round, school=said["school"], facts=form.facts, evidence=said["evidence"], by=user)
    )


@require(Permission.ROUND_VIEW)
def advance_notice_detail(request, pk):
    notice = get_object_or_404(AdvanceNotice.objects.visible_to(request.user).for_list(), pk=pk)
    facts = [
        (_("认定轮次"), notice.round, notice.round.get_absolute_url()),
        (_("学校"), notice.school, rows("students:round-school", notice.round_id, notice.school_id)),
        (_("范围"), notice.class_label or _("全校")),
        (_("方式"), notice.get_channel_display()),
        (_("告知日期"), figures.day(notice.told_on)),
        (_("告知人数"), figures.count(notice.told)),
        (_("收回回执"), figures.count(notice.receipts)),
        (_("登记"), f"{notice.recorded_by.name} {figures.minute(notice.recorded_at)}"),
    ]
    return render(request, "students/rounds/advance_notice.html", {"notice": notice, "facts": facts})


@require_POST
@require(Permission.ROUND_VIEW)
def advance_notice_file(request, pk):
    notice = get_object_or_404(AdvanceNotice.objects.visible_to(request.user), pk=pk, evidence__isnull=False)
    return hand_out(notice.evidence, by=request.user)
