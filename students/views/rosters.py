"""花名册: what was uploaded, the template, a new upload, and the wizard's page with its verbs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent, new_key
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import JobRun, StoredFile
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out, hand_out_made
from students.actions import roster_templates, roster_uploads, roster_workbooks
from students.actions.release_reports import XLSX
from students.filters.rosters import RosterFilter
from students.forms.rosters import RosterForm, TemplateForm, mended_cells, schools_for, units_for
from students.models import RosterUpload, TermSetting
from students.sheets.roster_paste import workbook_of
from students.tables.rosters import RosterTable
from students.views.shown_rosters import roster_page


def find(request, pk):
    return get_object_or_404(RosterUpload.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ROSTER_VIEW)
def roster_list(request):
    may_upload = request.user.has(Permission.ROSTER_UPLOAD)
    url, action = (rows("students:roster-upload"), _("上传花名册")) if may_upload else ("", "")
    return list_page(
        request,
        queryset=RosterUpload.objects.visible_to(request.user).for_list(),
        filterset_class=RosterFilter,
        table_class=RosterTable,
        title=_("花名册"),
        template="students/rosters/list.html",
        empty=Empty(_("还没有上传过花名册"), _("先下载模板填写，再上传；确认差异之前什么都不会改动。"), url, action, "people"),
        context={"may_upload": may_upload},
    )


@require(Permission.ROSTER_VIEW)
def roster_detail(request, pk):
    return render(request, "students/rosters/detail.html", roster_page(request, find(request, pk)))


@require(Permission.ROSTER_UPLOAD)
@idempotent
def upload(request):
    begin = {"term": term_of(request), "unit": request.GET.get("unit") or request.user.home_unit}
    form = RosterForm(request.POST or None, request.FILES or None, units=units_for(request.user), initial=begin)
    if form.is_valid():
        said = form.cleaned_data
        source = said["file"] or workbook_of(said["pasted"])
        name = said["file"].name if said["file"] else _("粘贴的花名册.xlsx")
        kept = roster_uploads.upload(term=said["term"], unit=said["unit"], source=source, name=name, by=request.user)
        messages.success(request, _("文件已收到，正在校验。"))
        return redirect(kept)
    schools = schools_for(request.user)
    template_form = TemplateForm(schools=schools, initial={"term": begin["term"], "school": request.user.home_unit})
    context = {"form": form, "template_form": template_form, "key": new_key(), "schools": schools.exists()}
    return render(request, "students/rosters/upload.html", context)


def term_of(request):
    """The term that the address names, else the one being looked at."""
    asked = TermSetting.objects.visible_to(request.user).filter(pk=request.GET.get("term", "")).first()
    return asked.pk if asked else str(current_term(request))


@require_POST
@require(Permission.ROSTER_UPLOAD)
def template(request):
    """A workbook to fill in; with the children's numbers unless it is asked for empty."""
    form = TemplateForm(request.POST, schools=schools_for(request.user))
    if not form.is_valid():
        messages.error(request, _("请选择学期和学校。"))
        return redirect("students:roster-upload")
    filled = request.POST.get("filled") == "yes"
    name, content = roster_templates.take(**form.cleaned_data, filled=filled, by=request.user)
    return hand_out_made(name, content, XLSX)


@require_POST
@require(Permission.ROSTER_UPLOAD)
def check(request, pk):
    return redirect(roster_uploads.check_again(upload=find(request, pk), by=request.user))


@require_POST
@require(Permission.ROSTER_UPLOAD)
def mend(request, pk):
    kept = roster_uploads.mend(upload=find(request, pk), cells=mended_cells(request.POST), by=request.user)
    messages.success(request, _("修改已保存，正在重新校验。"))
    return redirect(kept)


@require_POST
@require(Permission.ROSTER_UPLOAD)
def accept(request, pk):
    kept = roster_uploads.accept(upload=find(request, pk), seen=request.POST.get("seen", ""), by=request.user)
    if kept.accepted_at:
        messages.success(request, _("已接收“%(file)s”。") % {"file": kept})
    return redirect(kept)


@require_POST
@require(Permission.ROSTER_UPLOAD)
def discard(request, pk):
    kept = roster_uploads.discard(upload=find(request, pk), by=request.user)
    messages.success(request, _("已放弃“%(file)s”，花名册没有改动。") % {"file": kept})
    return redirect(kept)


@require_POST
@require(Permission.ROSTER_UPLOAD)
def undo(request, pk):
    kept = roster_uploads.undo(upload=find(request, pk), by=request.user)
    if kept.undone_at:
        messages.success(request, _("已撤销“%(file)s”，花名册恢复到接收之前。") % {"file": kept})
    return redirect(kept)


@require_POST
@require(Permission.ROSTER_UPLOAD)
def marked(request, pk):
    """The uploader's own sheet with its bad cells in red, for those who may have the original."""
    kept = find(request, pk)
    get_object_or_404(StoredFile.objects.visible_to(request.user), pk=kept.file_id)
    made = roster_workbooks.take(upload=kept, by=request.user)
    return redirect(made) if isinstance(made, JobRun) else hand_out(made, by=request.user)
