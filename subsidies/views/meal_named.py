"""By name: who eats in a month, and who was on leave."""

from django.utils.translation import gettext as _

from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.models import Enrolment
from subsidies.filters.meal_named import LeaveFilter, MealPupilFilter
from subsidies.models import MealLeave
from subsidies.tables.meal_named import LeaveTable, MealPupilTable
from subsidies.views.shown_meals import tabs


@require(Permission.MEAL_VIEW)
def pupil_list(request):
    return list_page(
        request,
        queryset=Enrolment.objects.visible_to(request.user),
        filterset_class=MealPupilFilter,
        table_class=MealPupilTable,
        title=_("实名制名册"),
        template="subsidies/meals/pupils.html",
        empty=Empty(_("这个月没有供餐的学生"), _("名册来自花名册、供餐日和请假登记。"), icon="people"),
        exports=("meal_pupils",),
        context={"tabs": tabs("subsidies:meal-pupil-list")},
    )


@require(Permission.MEAL_VIEW)
def leave_list(request):
    return list_page(
        request,
        queryset=MealLeave.objects.visible_to(request.user).for_list(),
        filterset_class=LeaveFilter,
        table_class=LeaveTable,
        title=_("请假登记"),
        template="subsidies/meals/leaves.html",
        empty=Empty(_("还没有登记请假"), _("在每日用餐页按班登记，请假的学生不计入到校人数。"), icon="calendar3"),
        exports=("meal_leaves",),
        context={"tabs": tabs("subsidies:meal-pupil-list")},
    )
