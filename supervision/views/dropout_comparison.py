"""四查三比对, and the ledger of children of school age."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from aid_portal.current_term import current_term
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.models import Enrolment
from supervision.filters.dropout_returns import SchoolAgeFilter
from supervision.tables.dropout_returns import SchoolAgeTable
from supervision.views.shown_comparison import comparison_page
from supervision.views.shown_dropouts import pages


@require(Permission.CHECK_VIEW)
def comparison(request):
    context = comparison_page(request.user, str(current_term(request)))
    return render(
        request, "supervision/dropouts/comparison.html", {**context, "pages": pages(request.user, "dropout-comparison")}
    )


@require(Permission.DROPOUT_VIEW)
def school_age(request):
    return list_page(
        request,
        queryset=Enrolment.objects.visible_to(request.user).select_related("school"),
        filterset_class=SchoolAgeFilter,
        table_class=SchoolAgeTable,
        title=_("适龄儿童台账"),
        template="supervision/dropouts/school_age.html",
        empty=Empty(_("这一学期还没有学生"), _("学校的花名册接收以后，适龄儿童会列在这里。"), icon="mortarboard"),
        exports=("school_age_children",),
        context={"pages": pages(request.user, "school-age-list"), "sees_lists": request.user.has(Permission.CHECK_VIEW)},
    )
