"""The rows of a release: the people it lists, its doubtful cells, what changed since the one before."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.identifiers import mask_id
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from aid_portal.views.stored_files import hand_out_made
from students.actions import release_reports
from students.choices import RecordKind, Severity
from students.filters.release_rows import ChangeFilter, DeterminationFilter, IssueFilter, RecordFilter
from students.models import Determination, Record, Release, ReleaseChange, ReleaseIssue
from students.reports.release_rows import with_match, with_school
from students.sealing import open_record
from students.tables.release_rows import ChangeTable, DeterminationTable, IssueTable, RecordTable
from students.views.shown_records import SHOWN, record_page


def _find(request, pk):
    return get_object_or_404(Release.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.RECORD_VIEW)
def record_list(request, pk):
    release = _find(request, pk)
    if release.kind == RecordKind.DETERMINATIONS:
        return redirect("students:determination-list", pk)
    return list_page(
        request,
        queryset=with_match(Record.objects.visible_to(request.user).filter(release=release), release.term),
        filterset_class=RecordFilter,
        table_class=RecordTable,
        title=_("名单上的人"),
        template="students/records/list.html",
        empty=Empty(_("这一期没有入库的行"), _("未受理、载入中的名单没有行可看。"), icon="people"),
        context={"release": release, "term": release.term},
    )


@require(Permission.RECORD_VIEW)
def determination_list(request, pk):
    release = _find(request, pk)
    return list_page(
        request,
        queryset=Determination.objects.visible_to(request.user).filter(release=release),
        filterset_class=DeterminationFilter,
        table_class=DeterminationTable,
        title=_("以这份文件为准的认定结果"),
        template="students/records/list.html",
        empty=Empty(_("没有以这份文件为准的认定结果"), _("都已被后来上传的认定结果更新。"), icon="people"),
        context={"release": release, "term": None},
    )


@require(Permission.RECORD_VIEW)
def issues(request, pk):
    release = _find(request, pk)
    shown = ReleaseIssue.objects.visible_to(request.user).filter(release=release).exclude(severity=Severity.HINT)
    return list_page(
        request,
        queryset=shown,
        filterset_class=IssueFilter,
        table_class=IssueTable,
        title=_("错误和提醒"),
        template="students/records/list.html",
        empty=Empty(_("这一期没有错误和提醒"), icon="check-circle"),
        context={"release": release, "term": None},
    )


@require(Permission.RECORD_VIEW)
def changes(request, pk):
    release = _find(request, pk)
    shown = ReleaseChange.objects.visible_to(request.user).filter(release=release).for_list()
    return list_page(
        request,
        queryset=with_school(shown, release.term),
        filterset_class=ChangeFilter,
        table_class=ChangeTable,
        title=_("与上一期相比的变化"),
        template="students/records/list.html",
        empty=Empty(_("没有变化"), _("与上一期相比没有人进入、离开或变化，或者这是最早的一期。"), icon="check-circle"),
        context={"release": release, "term": release.term},
    )


@require_POST
@require(Permission.EXPORT)
def report(request, pk):
    """The doubts of the file as a workbook, numbers masked; handing it out is on record."""
    release = _find(request, pk)
    name, content = release_reports.take(release=release, by=request.user)
    return hand_out_made(name, content, release_reports.XLSX)


@require(Permission.RECORD_VIEW)
def record_detail(request, pk):
    record = get_object_or_404(Record.objects.visible_to(request.user).select_related("release"), pk=pk)
    return render(request, "students/records/detail.html", record_page(request, record))


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """One number of one row in full, with a reason, for half a minute."""
    record = get_object_or_404(Record.objects.visible_to(request.user), pk=pk)
    field = request.POST.get("field", "")
    if field not in SHOWN:
        messages.error(request, _("没有这一项。"))
        return redirect(record)
    unmasking.reveal(target=record, fields=[field], reason=request.POST.get("reason", ""), by=request.user)
    value = open_record(record).get(field, "")
    return show_revealed(request, value, mask_id, back=record.get_absolute_url())
