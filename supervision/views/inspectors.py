"""Responsible inspectors: every school beside the visits of the term, and giving schools to somebody."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from supervision.actions import inspectors
from supervision.filters.inspectors import InspectorFilter
from supervision.forms.inspectors import InspectorForm
from supervision.models import InspectorDuty
from supervision.reports.inspectors import inspected_schools
from supervision.reports.recorders import recorders
from supervision.tables.inspectors import InspectorTable
from supervision.views.shown_campaigns import units_by_parent


@require(Permission.INSPECTION_VIEW)
def inspector_list(request):
    return list_page(
        request,
        queryset=inspected_schools(request.user).select_related("parent"),
        filterset_class=InspectorFilter,
        table_class=InspectorTable,
        title=_("责任督学"),
        template="supervision/inspectors/list.html",
        empty=Empty(_("没有这样的学校"), _("换个条件看看。"), icon="eye"),
        exports=("inspectors", "inspector_duties"),
        context={"may_give": request.user.has(Permission.INSPECTION_MANAGE)},
    )


@require(Permission.INSPECTION_MANAGE)
@idempotent
def give(request):
    units = inspected_schools(request.user).order_by("path")
    form = InspectorForm(request.POST or None, people=recorders(), units=units)
    if form.is_valid() and (made := _given(form, request.user)) is not None:
        messages.success(request, _("已指定%(count)s所学校的责任督学。") % {"count": len(made)})
        return redirect("supervision:inspector-list")
    standing = InspectorDuty.objects.visible_to(request.user).standing().for_list()
    groups = units_by_parent(units, form, {duty.unit_id: duty.user.name for duty in standing})
    return render(request, "supervision/inspectors/give.html", {"form": form, "groups": groups})


def _given(form, user):
    return carried_out(form, lambda: inspectors.give(**form.said, by=user))
