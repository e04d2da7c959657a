"""The bureau, its towns, direct units, schools and teaching points."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import org_units
from aid_portal.filters.org_units import OrgUnitFilter
from aid_portal.forms.org_units import CloseForm, OrgUnitChangeForm, OrgUnitForm, PhonesForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from aid_portal.sheets_org_units import type_doubt
from aid_portal.tables.org_units import OrgUnitTable
from aid_portal.views.shown import unit_facts


@require(Permission.UNIT_VIEW)
def org_unit_list(request):
    return list_page(
        request,
        queryset=OrgUnit.objects.visible_to(request.user).for_list(),
        filterset_class=OrgUnitFilter,
        table_class=OrgUnitTable,
        title=_("机构"),
        template="aid_portal/org_units/list.html",
        empty=Empty(_("没有符合条件的机构"), icon="building"),
        context={"may_manage": request.user.has(Permission.UNIT_MANAGE)},
    )


@require(Permission.UNIT_VIEW)
def org_unit_tree(request):
    units = list(OrgUnit.objects.visible_to(request.user).open().order_by("path", "code"))
    return render(request, "aid_portal/org_units/tree.html", {"roots": _tree(units), "total": len(units)})


@require(Permission.UNIT_VIEW)
def org_unit_detail(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user).for_list(), pk=pk)
    context = {
        "unit": unit,
        "facts": unit_facts(unit),
        "below": OrgUnit.objects.visible_to(request.user).filter(parent=unit).order_by("closed_on", "code"),
        "doubt": type_doubt(unit),
        "may_manage": request.user.has(Permission.UNIT_MANAGE),
        "close_form": CloseForm(),
    }
    return render(request, "aid_portal/org_units/detail.html", context)


@require(Permission.UNIT_MANAGE)
def create(request):
    form = OrgUnitForm(request.POST or None, units=_possible_parents(request), initial={"parent": request.GET.get("parent")})
    if form.is_valid():
        unit = org_units.create(**form.cleaned_data, by=request.user)
        return _saved(request, unit)
    return render(request, "aid_portal/org_units/form.html", {"form": form, "unit": None})


@require(Permission.UNIT_MANAGE)
def change(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), pk=pk)
    now = {"name": unit.name, "school_type": unit.school_type, "parent": unit.parent_id}
    form = OrgUnitChangeForm(request.POST or None, units=_possible_parents(request), unit=unit, initial=now)
    if form.is_valid():
        unit = org_units.change(unit=unit, **form.cleaned_data, by=request.user)
        return _saved(request, unit)
    return render(request, "aid_portal/org_units/form.html", {"form": form, "unit": unit})


@require(Permission.UNIT_MANAGE)
def phones(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), pk=pk)
    form = PhonesForm(request.POST or None, record=unit, initial=unit.phones)
    if form.is_valid():
        org_units.tell_phones(unit=unit, **form.cleaned_data, by=request.user)
        messages.success(request, _("已保存，公众页面一分钟内更新。"))
        return redirect(unit)
    return render(request, "aid_portal/org_units/phones.html", {"form": form, "unit": unit})


@require_POST
@require(Permission.UNIT_MANAGE)
def close(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), pk=pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        org_units.close(unit=unit, **form.cleaned_data, by=request.user)
        messages.success(request, _("“%(unit)s”已撤销，代码保留不再使用。") % {"unit": unit})
    else:
        messages.error(request, _("请填写撤销日期和原因。"))
    return redirect(unit)


@require_POST
@require(Permission.UNIT_MANAGE)
def reopen(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), pk=pk)
    org_units.reopen(unit=unit, by=request.user)
    messages.success(request, _("“%(unit)s”已恢复，沿用原代码。") % {"unit": unit})
    return redirect(unit)


def _possible_parents(request):
    return OrgUnit.objects.visible_to(request.user).open().order_by("path", "code")


def _saved(request, unit):
    doubt = type_doubt(unit)
    if doubt:
        messages.warning(request, _("已保存。请留意：%(doubt)s") % {"doubt": doubt})
    else:
        messages.success(request, _("已保存。"))
    return redirect(unit)


def _tree(units):
    """Nested pairs of unit and what stands below it; a unit whose superior is not visible is a root."""
    nodes = {unit.pk: {"unit": unit, "below": []} for unit in units}
    roots = []
    for unit in units:
        (nodes[unit.parent_id]["below"] if unit.parent_id in nodes else roots).append(nodes[unit.pk])
    return roots
