"""By which days notices are timed: the standards of all times, proposing one, the second person's word."""

from functools import partial

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.views.second_words import decided
from supervision.actions import notice_standards
from supervision.filters.notice_standards import NoticeStandardFilter
from supervision.forms.notice_standards import NoticeStandardForm
from supervision.models import NoticeStandard
from supervision.tables.notice_standards import NoticeStandardTable
from supervision.views.shown_notice_standards import standard_page


@require(Permission.INSPECTION_VIEW)
def standard_list(request):
    return list_page(
        request,
        queryset=NoticeStandard.objects.visible_to(request.user).for_list(),
        filterset_class=NoticeStandardFilter,
        table_class=NoticeStandardTable,
        title=_("期限和督办标准"),
        template="supervision/notice_standards/list.html",
        empty=Empty(_("没有这样的标准")),
        exports=("notice_standards",),
        context={"may_add": request.user.has(Permission.INSPECTION_MANAGE)},
    )


@require(Permission.INSPECTION_MANAGE)
@idempotent
def standard_add(request):
    """Begins with the days that hold today."""
    days = NoticeStandard.objects.visible_to(request.user).on(timezone.localdate())
    form = NoticeStandardForm(request.POST or None, initial=model_to_dict(days, exclude=("starts_on", "source")))
    made = carried_out(form, lambda: notice_standards.propose(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "supervision/notice_standards/form.html", {"form": form})
    messages.success(request, _("已提交，另一人批准后执行。"))
    return redirect(made)


@require(Permission.INSPECTION_VIEW)
def standard_detail(request, pk):
    standard = get_object_or_404(NoticeStandard.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "supervision/notice_standards/detail.html", standard_page(standard, request.user))


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def standard_decide(request, pk):
    standard = get_object_or_404(NoticeStandard.objects.visible_to(request.user), pk=pk)
    yes, no = _("已批准，执行日期起签发的通知书按这个标准。"), _("已记为未批准，拟定人能看到原因。")
    return decided(request, standard, partial(notice_standards.decide, standard=standard), yes=yes, no=no)
