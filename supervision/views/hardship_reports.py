"""Reports of sudden hardship: the list, making one from a child's page, looking at it, taking it back."""

from django.contrib import messages
from django.http import Http404
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
from students.models import Student
from subsidies.forms.once import OnceNoteForm
from supervision.actions import hardship_reports
from supervision.filters.hardship_reports import HardshipReportFilter
from supervision.forms.hardship_reports import HardshipReportForm
from supervision.models import EarlyWarning, HardshipReport
from supervision.tables.hardship_reports import HardshipReportTable
from supervision.warning_choices import ReportStatus


def _find(request, pk):
    return get_object_or_404(HardshipReport.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.WARNING_VIEW)
def report_list(request):
    return list_page(
        request,
        queryset=HardshipReport.objects.visible_to(request.user).for_list(),
        filterset_class=HardshipReportFilter,
        table_class=HardshipReportTable,
        title=_("突发困难报告"),
        template="supervision/hardship_reports/list.html",
        empty=Empty(_("还没有突发困难报告"), _("在学生页的“预警”一栏报告，县局随即收到预警，核实后重新认定。"), icon="flag"),
    )


@require(Permission.WARNING_HANDLE)
@idempotent
def report_add(request, pk):
    """`pk` is the child's."""
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk, merged_into=None)
    form = HardshipReportForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (made := _made(form, student, request.user)):
        messages.success(request, _("已报告，县局会核实并重新认定。"))
        return redirect(made)
    return render(request, "supervision/hardship_reports/form.html", {"form": form, "student": student})


def _made(form, student, user):
    return carried_out(form, lambda: hardship_reports.report(student=student, unit=user.home_unit, **form.said, by=user))


@require(Permission.WARNING_VIEW)
def report_detail(request, pk):
    report = _find(request, pk)
    standing = report.status == ReportStatus.REPORTED
    context = {
        "report": report,
        "warning": EarlyWarning.objects.visible_to(request.user).filter(report=report).for_list().first(),
        "withdraw_form": OnceNoteForm() if standing and request.user.has(Permission.WARNING_HANDLE) else None,
        "facts": [
            (_("学生"), report.student.name, rows("students:student-detail", report.student_id)),
            (_("突发情况"), report.get_event_display()),
            (_("发生日期"), figures.day(report.happened_on)),
            (_("报告单位"), report.unit),
            (_("报告人"), report.reported_by.name),
            (_("报告时间"), figures.minute(report.reported_at)),
            *([] if standing else [(_("撤销原因"), report.withdraw_reason)]),
        ],
    }
    return render(request, "supervision/hardship_reports/detail.html", context)


@require_POST
@require(Permission.WARNING_HANDLE)
@idempotent
def withdraw(request, pk):
    report, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        hardship_reports.withdraw(report=report, reason=form.said["note"], by=request.user)
        messages.success(request, _("报告已撤销，相应的预警随之撤销。"))
    else:
        messages.error(request, _("请写明撤销的原因。"))
    return redirect(report)


@require_POST
@require(Permission.WARNING_VIEW)
def scan(request, pk):
    report = _find(request, pk)
    if report.scan is None:
        raise Http404
    return hand_out(report.scan, by=request.user)
