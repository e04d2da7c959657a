"""Objections to a notice: the list with its deadlines, one recorded for somebody, one with what was found."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.actions import objections
from students.determination_choices import ApplicationStatus, ObjectionResult
from students.filters.determination_lists import ObjectionFilter
from students.forms.determination_lists import AnswerForm, ObjectionForm
from students.models import Objection
from students.tables.determination_lists import ObjectionTable, objection_state
from students.views.public_notices import posted


@require(Permission.ROUND_VIEW)
def objection_list(request):
    return list_page(
        request,
        queryset=Objection.objects.visible_to(request.user).for_list(),
        filterset_class=ObjectionFilter,
        table_class=ObjectionTable,
        title=_("公示异议"),
        template="students/objections/list.html",
        empty=Empty(_("还没有异议"), _("公示期内收到的异议登记后列在这里；未答复前，那名学生暂缓审批。"), icon="flag"),
        exports=("objections",),
    )


@require(Permission.OBJECTION_HANDLE)
@idempotent
def objection_add(request, pk):
    notice = posted(request, pk)
    form = ObjectionForm(request.POST or None, rows=notice.rows.order_by("position"))
    if form.is_valid() and (made := _made(form, notice, request.user)):
        held = _("已登记，%(until)s前答复；这名学生暂缓审批，其他人照常。")
        words = held if made.holds else _("已登记，%(until)s前核实并答复；不影响审批。")
        messages.success(request, words % {"until": figures.day(made.due_on)})
        return redirect(made)
    return render(request, "students/objections/form.html", {"form": form, "notice": notice})


def _made(form, notice, user):
    return carried_out(form, lambda: objections.record(notice=notice, **form.said, by=user))


@require(Permission.ROUND_VIEW)
def objection_detail(request, pk):
    """Who objected and what he said opens only to those who handle it."""
    found = get_object_or_404(Objection.objects.visible_to(request.user).for_list(), pk=pk)
    handles = request.user.has(Permission.OBJECTION_HANDLE)
    context = {
        "objection": found,
        "state": objection_state(found),
        "facts": _facts(found),
        "said": objections.said_in(found) if handles else None,
        "answer_form": AnswerForm() if handles and not found.result else None,
    }
    return render(request, "students/objections/detail.html", context)


def _facts(found):
    about = found.row.application if found.row else None
    return [
        (_("公示"), found.notice, found.notice.get_absolute_url()),
        (_("学校"), found.notice.school),
        (_("对象"), about.enrolment.name if about else _("整份公示"), about.get_absolute_url() if about else ""),
        (_("收到日期"), figures.day(found.received_on)),
        (_("答复期限"), figures.day(found.due_on)),
        (_("审批"), _("答复前暂缓这名学生") if found.holds else _("照常，作为线索核实")),
        (_("登记"), found.recorded_by.name if found.recorded_by else _("公示网页")),
        *([(_("答复"), f"{found.answered_by.name} {figures.day(found.answered_on)}")] if found.result else []),
    ]


def _answered(objection):
    if objection.result == ObjectionResult.DISMISSED:
        return _("已答复：异议不成立，可以继续审批。")
    application = objection.row.application if objection.row else None
    if application and application.status == ApplicationStatus.APPROVED:
        return _("已答复：异议成立。这名学生已经批准，请在认定申请页提出取消认定。")
    return _("已答复：异议成立，学校须重新认定并重新公示。")


@require_POST
@require(Permission.OBJECTION_HANDLE)
@idempotent
def objection_answer(request, pk):
    found, form = get_object_or_404(Objection.objects.visible_to(request.user), pk=pk), AnswerForm(request.POST)
    if form.is_valid():
        done = objections.answer(objection=found, **form.said, by=request.user)
        messages.success(request, _answered(done))
    else:
        messages.error(request, _("请选择处理结果，并写明核实情况和答复。"))
    return redirect(found)
