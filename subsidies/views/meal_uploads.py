"""A month's table of meals or purchases: template, upload, what was read of it, accepting, undoing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import meal_uploads
from subsidies.actions.made_papers import CONTENT_TYPES, PaperForm
from subsidies.filters.meal_uploads import MealUploadFilter
from subsidies.forms.meal_uploads import MealUploadForm
from subsidies.meal_choices import MealUploadKind
from subsidies.models import MealUpload
from subsidies.tables.meal_uploads import MealUploadTable
from subsidies.views.meal_days import find_school
from subsidies.views.meal_reports import find_month
from subsidies.views.shown_meal_uploads import upload_page
from subsidies.views.shown_meals import tabs

LEADS = {
    MealUploadKind.COUNTS: later("模板里每个供餐日、每个班一行，已登记的份数和已请假的学生已经填好；空着的行不登记。"),
    MealUploadKind.PURCHASES: later("一行一个品种；品名、规格、单位与县询价单一致的，自动对照单价。要附验收照片的逐笔登记。"),
}
WORKBOOK = CONTENT_TYPES[PaperForm.XLSX]


def _visible(request):
    return MealUpload.objects.visible_to(request.user).for_list()


@require(Permission.MEAL_VIEW)
def upload_list(request):
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=MealUploadFilter,
        table_class=MealUploadTable,
        title=_("上传的登记表"),
        template="subsidies/meals/uploads.html",
        empty=Empty(_("还没有上传"), _("学校在每日用餐页上传整月的用餐登记表，在月报页上传采购登记表。"), icon="upload"),
        context={"tabs": tabs("subsidies:meal-list")},
    )


def _asked(request, pk, year, month, kind):
    if kind not in MealUploadKind.values:
        raise Http404
    _school, first = find_month(request, pk, year, month)
    return find_school(request, pk), first, MealUploadKind(kind)


@require(Permission.MEAL_ACCOUNT)
@idempotent
def upload(request, pk, year, month, kind):
    school, first, kind = _asked(request, pk, year, month, kind)
    form, made = MealUploadForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        file, facts = form.said["file"], {"school": school, "month": first, "kind": kind.value, "by": request.user}
        made = carried_out(form, lambda: meal_uploads.read(**facts, source=file, name=file.name))
    if made is None:
        context = {"form": form, "school": school, "month": first, "kind": kind.value, "label": kind.label, "lead": LEADS[kind]}
        earlier = _visible(request).filter(school=school, month=first, kind=kind)[:5]
        return render(request, "subsidies/meals/upload.html", {**context, "earlier": earlier})
    return redirect(made)


@require_POST
@require(Permission.MEAL_ACCOUNT)
def template(request, pk, year, month, kind):
    school, first, kind = _asked(request, pk, year, month, kind)
    name, content = meal_uploads.take_template(school=school, month=first, kind=kind.value, by=request.user)
    return hand_out_made(name, content, WORKBOOK)


def _find(request, pk):
    return get_object_or_404(_visible(request), pk=pk)


@require(Permission.MEAL_VIEW)
def upload_detail(request, pk):
    return render(request, "subsidies/meals/uploaded.html", upload_page(_find(request, pk), request.user))


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def accept(request, pk):
    made = meal_uploads.accept(upload=_find(request, pk), by=request.user)
    messages.success(request, _("已采用，登记了%(count)d行。") % {"count": len(made.rows)})
    return redirect(made)


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def discard(request, pk):
    made = meal_uploads.discard(upload=_find(request, pk), by=request.user)
    messages.success(request, _("已放弃，什么都没有登记。"))
    return redirect(made)


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def undo(request, pk):
    made = meal_uploads.undo(upload=_find(request, pk), by=request.user)
    messages.success(request, _("已撤销，回到采用以前的样子。"))
    return redirect(made)


@require_POST
@require(Permission.MEAL_ACCOUNT)
def mark(request, pk):
    name, content = meal_uploads.mark(upload=_find(request, pk), by=request.user)
    return hand_out_made(name, content, WORKBOOK)
