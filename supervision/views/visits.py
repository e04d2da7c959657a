"""Visits: written down at the school, looked at, voided; what they found."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from supervision.actions import visits
from supervision.actions.visits import Found, Seen
from supervision.filters.visits import VisitFilter, VisitFindingFilter
from supervision.forms.visits import VisitForm
from supervision.models import CampaignUnit, ChecklistItem, Visit, VisitFinding
from supervision.tables.visits import VisitFindingTable, VisitTable
from supervision.views.shown_visits import food_page, visit_page


@require(Permission.INSPECTION_VIEW)
def visit_list(request):
    return list_page(
        request,
        queryset=Visit.objects.visible_to(request.user).for_list(),
        filterset_class=VisitFilter,
        table_class=VisitTable,
        title=_("督查记录"),
        template="supervision/visits/list.html",
        empty=Empty(_("还没有督查记录"), _("行动启动后，在行动页的单位一行点“记录督查”。"), icon="journal-text"),
        exports=("visits",),
    )


@require(Permission.INSPECTION_VIEW)
def finding_list(request):
    return list_page(
        request,
        queryset=VisitFinding.objects.visible_to(request.user).standing().for_list(),
        filterset_class=VisitFindingFilter,
        table_class=VisitFindingTable,
        title=_("督查发现的问题"),
        template="supervision/visits/findings.html",
        empty=Empty(_("还没有发现问题"), _("到校督查记为“有问题”的，列在这里，可以写进整改通知书。"), icon="flag"),
        exports=("visit_findings",),
        context={"may_draft": request.user.has(Permission.NOTICE_DRAFT)},
    )


@require(Permission.INSPECTION_RECORD)
def visit_add(request, pk):
    """`pk` is the unit's place in its campaign. The form's own key makes a visit that is sent twice one visit."""
    place = get_object_or_404(CampaignUnit.objects.visible_to(request.user).for_list(), pk=pk)
    if request.method == "GET":
        visits.refuse_start(place, request.user)
    items = ChecklistItem.objects.visible_to(request.user).filter(checklist__campaigns=place.campaign, retired_on=None)
    begin = {"inspectors": _inspectors(place)}
    asked = list(items.select_related("checklist").order_by("checklist__theme", "checklist_id", "position", "pk"))
    form = VisitForm(request.POST or None, request.FILES or None, items=asked, initial=begin)
    if form.is_valid() and (visit := _recorded(form, place, request.user)):
        messages.success(request, _("督查记录已保存。"))
        return redirect(visit)
    context = {"form": form, "place": place, "draft": f"visit:{request.user.pk}:{place.pk}"}
    return render(request, "supervision/visits/form.html", context)


def _recorded(form, place, user):
    return carried_out(form, lambda: visits.record(
        key=form.cleaned_data["key"], campaign=place.campaign, unit=place.unit, facts=form.facts,
        seen=[Seen(item, answer) for item, answer in form.answers], found=[Found(**said) for said in form.problems],
        photos=form.cleaned_data["photos"], signature=form.cleaned_data["signature"], by=user,
    ))  # fmt: skip


def _inspectors(place) -> str:
    return _("、").join(place.team.members.values_list("name", flat=True).order_by("-leads", "pk")) if place.team else ""


@require(Permission.INSPECTION_VIEW)
def visit_detail(request, pk):
    visit = get_object_or_404(Visit.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "supervision/visits/detail.html", visit_page(visit, request.user))


@require_POST
@require(Permission.INSPECTION_VIEW)
def signature(request, pk):
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk, signature__isnull=False)
    return hand_out(visit.signature, by=request.user)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def void(request, pk):
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    visits.void(visit=visit, reason=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("督查记录已作废，请重新记录。"))
    return redirect(visit)


@require(Permission.INSPECTION_VIEW)
def food_safety(request):
    return render(request, "supervision/visits/food.html", food_page(request.user))
