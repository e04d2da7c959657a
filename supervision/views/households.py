"""Households of the monitoring lists: the list of a term, and all that the portal knows of one."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from aid_portal.current_term import current_term
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from supervision.filters.households import HouseholdFilter
from supervision.models import Household
from supervision.reports.household_members import house_of
from supervision.tables.households import HouseholdTable
from supervision.views.shown_households import household_page


@require(Permission.HOUSEHOLD_VIEW)
def household_list(request):
    return list_page(
        request,
        queryset=Household.objects.visible_to(request.user),
        filterset_class=HouseholdFilter,
        table_class=HouseholdTable,
        title=_("监测户"),
        template="supervision/households/list.html",
        empty=Empty(
            _("这一学期没有您能查看的监测户"),
            _("导入脱贫人口与监测对象名单后，有孩子的户按户编号列在这里；学校只看到有本校学生的户。"),
            icon="house",
        ),
        exports=("households",),
    )


@require(Permission.HOUSEHOLD_VIEW)
def household_detail(request, pk):
    """`pk` is the row of any release; shown is what the list of the term says of its 户编号."""
    household = get_object_or_404(Household.objects.visible_to(request.user).select_related("release"), pk=pk)
    house = house_of(household, str(current_term(request)), request.user)
    if house is None:
        raise Http404
    return render(request, "supervision/households/detail.html", household_page(household, house, request.user))
