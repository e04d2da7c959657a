"""Children who do not come: reporting, asking the family, back again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.choices import EnrolmentStatus
from students.models import Enrolment
from supervision.actions import absences
from supervision.filters.absences import AbsenceFilter
from supervision.forms.absences import AbsenceForm, BackForm, ContactForm
from supervision.models import AbsenceReport
from supervision.reports.absences import Clock
from supervision.reports.dropout_returns import COMPULSORY_STAGES
from supervision.tables.absences import AbsenceTable
from supervision.views.shown_dropouts import pages


@require(Permission.ABSENCE_VIEW)
def absence_list(request):
    may_report = request.user.has(Permission.DROPOUT_REPORT)
    begin = (rows("supervision:absence-report"), _("报告缺勤")) if may_report else ("", "")
    return list_page(
        request,
        queryset=AbsenceReport.objects.visible_to(request.user).for_list(),
        filterset_class=AbsenceFilter,
        table_class=AbsenceTable,
        title=_("缺勤报告"),
        template="supervision/absences/list.html",
        empty=Empty(
            _("没有缺勤报告"), _("学生连续没有到校的，由班主任或学校登记，返校后登记返校。"), *begin, icon="calendar-check"
        ),
        exports=("absences",),
        context={"pages": pages(request.user, "absence-list"), "may_report": may_report},
    )


@require(Permission.DROPOUT_REPORT)
@idempotent
def report(request):
    seats = Enrolment.objects.visible_to(request.user).filter(term=str(current_term(request)), status=EnrolmentStatus.ENROLLED)
    begin = {"child": request.GET.get("child", "")}
    seats = seats.filter(stage__in=COMPULSORY_STAGES).select_related("school", "student", "term").order_by("school__path", "pk")
    form = AbsenceForm(request.POST or None, seats=seats, initial=begin)
    made = None
    if form.is_valid():
        seat = form.cleaned_data["seat"]
        made = carried_out(form, lambda: absences.report(enrolment=seat, facts=form.facts, by=request.user))
    if made is None:
        return render(request, "supervision/absences/form.html", {"form": form, "term": current_term(request)})
    messages.success(request, _("已报告。返校后请登记返校；到规定天数没有返校的，自动列为疑似辍学。"))
    return redirect(made)


def _find(request, pk):
    return get_object_or_404(AbsenceReport.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ABSENCE_VIEW)
def absence_detail(request, pk):
    report, clock = _find(request, pk), Clock(timezone.localdate())
    state = clock.state(report)
    may_write = report.back_on is None and request.user.has(Permission.DROPOUT_REPORT)
    context = {
        "report": report, "state": state, "label": state.label, "facts": _facts(report, clock, request.user),
        "contact_form": ContactForm() if may_write else None, "back_form": BackForm() if may_write else None,
    }  # fmt: skip
    return render(request, "supervision/absences/detail.html", context)


def _facts(report, clock, user):
    child = report.student.get_absolute_url() if user.has(Permission.STUDENT_VIEW) else ""
    case = report.case.get_absolute_url() if report.case and user.has(Permission.DROPOUT_VIEW) else ""
    contacted = f"{figures.day(report.contacted_on)} {report.contacted_by}" if report.contacted_on else ""
    return [
        (_("姓名"), report.name, child),
        (_("学校"), report.school),
        (_("年级、班级"), report.seat),
        (_("未到校第一天"), figures.day(report.first_day)),
        (_("已缺上学日"), _("%(days)d天") % {"days": clock.missed(report)}),
        (_("原因"), report.get_cause_display()),
        (_("说明"), report.note),
        (_("报告"), f"{report.reported_by} {figures.minute(report.reported_at)}"),
        (_("联系家庭"), contacted),
        (_("联系情况"), report.contact_note),
        (_("返校"), f"{figures.day(report.back_on)} {report.ended_by}" if report.back_on else ""),
        (_("控辍个案"), report.case.get_status_display() if report.case else "", case),
    ]


@require_POST
@require(Permission.DROPOUT_REPORT)
@idempotent
def contact(request, pk):
    found, form = _find(request, pk), ContactForm(request.POST)
    if form.is_valid():
        absences.contact(report=found, **form.said, by=request.user)
        messages.success(request, _("已登记联系情况。"))
    else:
        messages.error(request, _("请写明联系日期（不晚于今天）和联系情况。"))
    return redirect(found)


@require_POST
@require(Permission.DROPOUT_REPORT)
@idempotent
def end(request, pk):
    found, form = _find(request, pk), BackForm(request.POST)
    if form.is_valid():
        done = absences.end(report=found, **form.said, by=request.user)
        confirmed = done.case_id and done.case.is_open
        told = _("已登记返校。已确认失学辍学的，还要在个案里附证明申请销号。") if confirmed else _("已登记返校，缺勤报告结束。")
        messages.success(request, told)
    else:
        messages.error(request, _("请写明返校日期，不能晚于今天。"))
    return redirect(found)
