"""The rows of an upload: doubtful cells to mend, differences, who is not in it; and double enrolments."""

from django.utils.translation import gettext as _

from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.filters.roster_rows import DoubleFilter, MissingFilter, RosterIssueFilter, RosterRowFilter
from students.models import TermSetting
from students.reports import double_enrolments, roster_differences
from students.reports.roster_issues import issues_of
from students.tables.roster_rows import (
    DoubleTable,
    MendableIssueTable,
    MissingTable,
    RosterIssueTable,
    RosterRowTable,
    UploadDoubleTable,
)
from students.views.rosters import find, term_of
from students.views.shown_rosters import may_mend


@require(Permission.ROSTER_VIEW)
def issues(request, pk):
    upload = find(request, pk)
    mendable = may_mend(request.user, upload)
    return list_page(
        request,
        queryset=issues_of(upload),
        filterset_class=RosterIssueFilter,
        table_class=MendableIssueTable if mendable else RosterIssueTable,
        title=_("错误和提醒"),
        template="students/rosters/issues.html",
        empty=Empty(_("没有错误和提醒"), icon="check-circle"),
        context={"upload": upload, "may_mend": mendable, "note": ""},
    )


@require(Permission.ROSTER_VIEW)
def changes(request, pk):
    upload = find(request, pk)
    return list_page(
        request,
        queryset=roster_differences.rows_of(upload),
        filterset_class=RosterRowFilter,
        table_class=RosterRowTable,
        title=_("与现有花名册的差异"),
        template="students/rosters/rows.html",
        empty=Empty(_("没有可接收的行"), _("还没有校验，或者每一行都有错误。"), icon="people"),
        context={"upload": upload, "note": ""},
    )


@require(Permission.ROSTER_VIEW)
def missing(request, pk):
    upload = find(request, pk)
    return list_page(
        request,
        queryset=roster_differences.missing(upload),
        filterset_class=MissingFilter,
        table_class=MissingTable,
        title=_("本次未出现的学生"),
        template="students/rosters/rows.html",
        empty=Empty(_("名单上的学生都在这份文件里"), icon="check-circle"),
        context={"upload": upload, "note": _missing_note()},
    )


def _missing_note():
    return _("没有出现的学生保持原样，不会因为漏填而消失。确实离校的，请在花名册里填写“学生状态”（转出、休学等）和日期后上传。")


@require(Permission.ROSTER_VIEW)
def upload_doubles(request, pk):
    upload = find(request, pk)
    return list_page(
        request,
        queryset=double_enrolments.of_upload(upload),
        filterset_class=MissingFilter,
        table_class=UploadDoubleTable,
        title=_("其他学校也有的学生"),
        template="students/rosters/rows.html",
        empty=Empty(_("这份文件里没有双重学籍的学生"), icon="check-circle"),
        context={"upload": upload, "note": _double_note()},
    )


@require(Permission.ROSTER_VIEW)
def double_list(request):
    term = term_of(request)
    return list_page(
        request,
        queryset=double_enrolments.of_term(request.user, term),
        filterset_class=DoubleFilter,
        table_class=DoubleTable,
        title=_("双重学籍"),
        template="students/rosters/doubles.html",
        empty=Empty(_("本学期没有双重学籍的学生"), icon="check-circle"),
        context={"note": _double_note(), "term": TermSetting.objects.visible_to(request.user).filter(pk=term).first()},
    )


def _double_note():
    return _(
        "同一名学生同一学期在两所学校就读，两校都能看到，核实之前以最后接收的一所为准。"
        "请与对方学校核对；学生已离开的学校把“学生状态”改为“转出”后重新上传。"
    )
