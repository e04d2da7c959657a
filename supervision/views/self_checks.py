"""Problems that units found themselves: the list, one of them, reporting, answering, looking, withdrawing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.forms.once import OnceNoteForm
from supervision.actions import self_checks
from supervision.filters.self_checks import SelfCheckFilter
from supervision.forms.replies import AcceptForm
from supervision.forms.self_checks import SelfCheckAnswerForm, SelfCheckForm
from supervision.models import SelfCheck
from supervision.tables.self_checks import SelfCheckTable
from supervision.views.shown_self_checks import self_check_page


def _visible(request):
    return SelfCheck.objects.visible_to(request.user).for_list()


@require(Permission.NOTICE_VIEW)
def self_check_list(request):
    may_add = request.user.has(Permission.NOTICE_REPLY)
    begin = (rows("supervision:self-check-add"), _("登记自查问题")) if may_add else ("", "")
    words = _("单位自己查出的问题和自定的整改期限登记在这里，与督查发现的问题分开管理。")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=SelfCheckFilter,
        table_class=SelfCheckTable,
        title=_("自查问题"),
        template="supervision/self_checks/list.html",
        empty=Empty(_("还没有自查问题"), words, *begin, icon="list-check"),
        exports=("self_checks",),
        context={"may_add": may_add},
    )


@require(Permission.NOTICE_REPLY)
def self_check_add(request):
    """The form's own key makes a problem that is sent twice one problem."""
    units = OrgUnit.objects.visible_to(request.user).open().order_by("path")
    form = SelfCheckForm(request.POST or None, request.FILES or None, units=units)
    if form.is_valid() and (made := _reported(form, request.user)):
        messages.success(request, _("已登记，整改完成后在这里报送结果。"))
        return redirect(made)
    return render(request, "supervision/self_checks/form.html", {"form": form})


def _reported(form, user):
    said = form.cleaned_data
    place = {name: said[name] for name in ("key", "unit", "photos")}
    return carried_out(form, lambda: self_checks.report(**place, facts=form.facts, by=user))


@require(Permission.NOTICE_VIEW)
def self_check_detail(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    return render(request, "supervision/self_checks/detail.html", self_check_page(found, request.user))


@require_POST
@require(Permission.NOTICE_REPLY)
@idempotent
def answer(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    form = SelfCheckAnswerForm(request.POST, request.FILES)
    if form.is_valid() and carried_out(form, lambda: self_checks.answer(self_check=found, **form.said, by=request.user)):
        messages.success(request, _("整改结果已报送，等县里核实。"))
        return redirect(found)
    context = {**self_check_page(found, request.user), "answer_form": form}
    return render(request, "supervision/self_checks/detail.html", context)


def _told(request, pk, form, act, done):
    """A deed with its words; without them nothing is done and the page says what is missing."""
    found = get_object_or_404(_visible(request), pk=pk)
    if form.is_valid():
        act(self_check=found, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明原因（2至200字）。"))
    return redirect(found)


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def close(request, pk):
    return _told(request, pk, AcceptForm(request.POST), self_checks.close, _("已核实销号。"))


@require_POST
@require(Permission.NOTICE_REVIEW)
@idempotent
def send_back(request, pk):
    return _told(request, pk, OnceNoteForm(request.POST), self_checks.send_back, _("已退回，单位能看到原因。"))


@require_POST
@require(Permission.NOTICE_REPLY)
@idempotent
def withdraw(request, pk):
    return _told(request, pk, OnceNoteForm(request.POST), self_checks.withdraw, _("已撤销，记录和原因留着。"))
