"""Checklists as data: the list, one with its items, changing them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from supervision.actions import checklists
from supervision.filters.checklists import ChecklistFilter
from supervision.forms.checklists import ChecklistForm, ItemForm
from supervision.models import Checklist, ChecklistItem
from supervision.tables.checklists import ChecklistTable


@require(Permission.INSPECTION_VIEW)
def checklist_list(request):
    may_add = request.user.has(Permission.INSPECTION_MANAGE)
    begin = (rows("supervision:checklist-add"), _("建立检查清单")) if may_add else ("", "")
    counted = Checklist.objects.visible_to(request.user).annotate(item_count=Count("items", filter=Q(items__retired_on=None)))
    return list_page(
        request,
        queryset=counted,
        filterset_class=ChecklistFilter,
        table_class=ChecklistTable,
        title=_("检查清单"),
        template="supervision/checklists/list.html",
        empty=Empty(_("还没有检查清单"), _("每个督查事项一份：查什么、按什么标准、依据哪个文件。"), *begin, icon="list-check"),
        context={"may_add": may_add},
    )


@require(Permission.INSPECTION_MANAGE)
@idempotent
def checklist_add(request):
    form = ChecklistForm(request.POST or None)
    if form.is_valid():
        checklist = checklists.add(**form.said, by=request.user)
        messages.success(request, _("已建立“%(checklist)s”，接着加检查项目。") % {"checklist": checklist})
        return redirect(checklist)
    return render(request, "supervision/checklists/form.html", {"form": form, "title": _("建立检查清单")})


@require(Permission.INSPECTION_VIEW)
def checklist_detail(request, pk):
    checklist = _found(request, pk)
    items = checklist.items.order_by("position", "pk")
    context = {
        "checklist": checklist,
        "items": items.filter(retired_on=None),
        "retired": items.exclude(retired_on=None),
        "manages": request.user.has(Permission.INSPECTION_MANAGE) and not checklist.retired_on,
    }
    return render(request, "supervision/checklists/detail.html", context)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def retire(request, pk):
    checklist = checklists.retire(checklist=_found(request, pk), by=request.user)
    messages.success(request, _("“%(checklist)s”已停用，新的行动不再选用。") % {"checklist": checklist})
    return redirect(checklist)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_add(request, pk):
    return _item(request, _found(request, pk), None)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_change(request, pk):
    item = _item_of(request, pk)
    return _item(request, item.checklist, item)


def _item(request, checklist, item):
    form = ItemForm(request.POST or None, item=item)
    if form.is_valid():
        checklists.set_item(checklist=checklist, facts=form.said, item=item, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(checklist)
    context = {"form": form, "title": _("修改检查项目") if item else _("加检查项目"), "checklist": checklist}
    return render(request, "supervision/checklists/form.html", context)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_retire(request, pk):
    item = _item_of(request, pk)
    checklists.retire_item(item=item, by=request.user)
    messages.success(request, _("“%(item)s”已停用。") % {"item": item})
    return redirect(item.checklist)


def _found(request, pk) -> Checklist:
    return get_object_or_404(Checklist.objects.visible_to(request.user), pk=pk)


def _item_of(request, pk) -> ChecklistItem:
    return get_object_or_404(ChecklistItem.objects.visible_to(request.user).select_related("checklist"), pk=pk, retired_on=None)
