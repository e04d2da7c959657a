"""The departments' lists: which release counts, uploading one, what it holds and what it changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.actions import releases
from students.choices import RecordKind
from students.filters.releases import ReleaseFilter
from students.forms.releases import DayForm, LookForm, ReleaseForm
from students.models import Release, TermSetting
from students.reports.releases import sources
from students.rules.record_columns import LAYOUTS
from students.tables.releases import ReleaseTable
from students.views.shown_releases import release_page


@require(Permission.RECORD_VIEW)
def release_list(request):
    form, visible = DayForm(request.GET), Release.objects.visible_to(request.user)
    day = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    return list_page(
        request,
        queryset=visible.for_list(),
        filterset_class=ReleaseFilter,
        table_class=ReleaseTable,
        title=_("部门名单"),
        template="students/releases/list.html",
        empty=Empty(_("还没有上传过名单"), _("从上面选一个来源，上传部门给的名单。"), icon="inbox"),
        context={
            "sources": sources(visible, day),
            "day": day,
            "day_form": DayForm(initial={"on": day}),
            "terms": TermSetting.objects.visible_to(request.user),
            "may_upload": request.user.has(Permission.RECORD_UPLOAD),
        },
    )


@require(Permission.RECORD_VIEW)
def release_detail(request, pk):
    release = get_object_or_404(Release.objects.visible_to(request.user).for_list(), pk=pk)
    return render(
        request,
        "students/releases/detail.html",
        {**release_page(request, release), "note_form": NoteForm(), "look_form": LookForm()},
    )


@require(Permission.RECORD_UPLOAD)
def upload(request, kind):
    if kind not in RecordKind.values:
        raise Http404
    form = ReleaseForm(request.POST or None, request.FILES or None, kind=kind)
    if form.is_valid():
        file = form.cleaned_data.pop("file")
        day = form.cleaned_data.get("data_date")
        release = releases.upload(kind=kind, source=file, name=file.name, data_date=day, by=request.user)
        messages.success(request, _("文件已收到，正在载入。"))
        return redirect(release)
    counting = next(each for each in sources(Release.objects.visible_to(request.user), timezone.localdate()) if each.kind == kind)
    context = {"form": form, "source": counting, "required": LAYOUTS[kind].required}
    return render(request, "students/releases/upload.html", context)


@require_POST
@require(Permission.RECORD_UPLOAD)
def confirm(request, pk):
    release = get_object_or_404(Release.objects.visible_to(request.user), pk=pk)
    form = LookForm(request.POST)
    if form.is_valid():
        releases.confirm(release=release, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已确认，“%(release)s”生效。") % {"release": release})
    else:
        messages.error(request, _("请写明核对的情况。"))
    return redirect(release)


@require_POST
@require(Permission.RECORD_UPLOAD)
def withdraw(request, pk):
    release = get_object_or_404(Release.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        releases.withdraw(release=release, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("“%(release)s”已撤回，不再作为依据。") % {"release": release})
    else:
        messages.error(request, _("请写明撤回的原因。"))
    return redirect(release)
