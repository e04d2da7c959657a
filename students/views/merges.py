"""Two files that may be one child: the list, both side by side, join, refuse, take back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.users import NoteForm
from aid_portal.links import if_built, rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.actions import merges
from students.choices import MergeStatus
from students.filters.merges import MergeFilter
from students.models import StudentMerge
from students.reports.merge_sides import entered_twice, sides_of
from students.sheets.merge_words import EXPLAINED
from students.tables.merges import MergeTable


@require(Permission.STUDENT_MERGE)
def merge_list(request):
    return list_page(
        request,
        queryset=StudentMerge.objects.visible_to(request.user).for_list(),
        filterset_class=MergeFilter,
        table_class=MergeTable,
        title=_("档案合并"),
        template="students/merges/list.html",
        empty=Empty(
            _("没有要合并的档案"), _("没有证件号的学生补报证件号以后，两份可能是同一人的档案会列在这里。"), icon="people"
        ),
        tabs_of=_tabs,
    )


def _tabs(found):
    """One tab a status with its count under the other conditions, what waits first."""
    others, chosen = {name: value for name, value in found.data.items() if name == "name"}, found.data.get("status", "")
    pages = [(status.label, status.value) for status in MergeStatus] + [(_("全部"), "")]
    return [
        {
            "label": label,
            "url": rows("students:merge-list", **others, status=status),
            "count": MergeFilter({**others, "status": status}, found.queryset, request=found.request).rows.count(),
            "current": chosen == status,
        }
        for label, status in pages
    ]


@require(Permission.STUDENT_MERGE)
def merge_detail(request, pk):
    merge = _find(request, pk)
    moves = merge.open_moves()
    waiting = StudentMerge.objects.visible_to(request.user).proposed().exclude(pk=pk)
    context = {
        "merge": merge,
        "sides": sides_of(merge),
        "explained": EXPLAINED.get(merge.ground, merge.ground),
        "twice": entered_twice(merge) if merge.status != MergeStatus.MERGED else [],
        "may_merge": MergeStatus.MERGED in moves,
        "may_refuse": MergeStatus.REFUSED in moves,
        "may_undo": MergeStatus.UNDONE in moves,
        "next": waiting.order_by("proposed_at", "pk").first(),
        "check": if_built("subsidies:run-list"),
        "note_form": NoteForm(),
    }
    return render(request, "students/merges/detail.html", context)


@require_POST
@require(Permission.STUDENT_MERGE)
def merge(request, pk):
    found = merges.merge(merge=_find(request, pk), by=request.user)
    messages.success(request, _("“%(name)s”的两份档案已合并，原有的资助和记录都保留。") % {"name": found.kept})
    return redirect(found)


@require_POST
@require(Permission.STUDENT_MERGE)
def refuse(request, pk):
    found, form = _find(request, pk), NoteForm(request.POST)
    if form.is_valid():
        merges.refuse(merge=found, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已记为不是同一人，以后不再提出。"))
    else:
        messages.error(request, _("请写明为什么不是同一人。"))
    return redirect(found)


@require_POST
@require(Permission.STUDENT_MERGE)
def undo(request, pk):
    found, form = _find(request, pk), NoteForm(request.POST)
    if form.is_valid():
        merges.undo(merge=found, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("合并已撤销，两份档案恢复原样。资助结果在下一次资格比对时更新。"))
    else:
        messages.error(request, _("请写明撤销的原因。"))
    return redirect(found)


def _find(request, pk):
    return get_object_or_404(StudentMerge.objects.visible_to(request.user).for_list(), pk=pk)
