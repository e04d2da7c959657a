"""Codes with which families apply on a phone: issued to the children ticked, shown once, to be printed and cut."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aid_portal.links import if_built, rows
from aid_portal.listing import selection
from aid_portal.permissions import Permission, require
from students.actions import application_codes
from students.filters.applications import RoundChildFilter
from students.reports.round_children import children_of, with_applications
from students.tables.applications import class_of
from students.views.rounds import found

MOST = 500  # slips of one page: more is a paper that nobody cuts


@require_POST
@require(Permission.APPLICATION_COLLECT)
@never_cache
def round_codes(request, pk):
    """The answer is the only place where the codes ever stand; who loses the page issues them anew."""
    round = found(request, pk)
    chosen = selection(request, with_applications(children_of(round, request.user), round), RoundChildFilter)
    children = list(chosen.order_by("school__path", "stage", "grade", "class_name", "pinyin", "pk")[: MOST + 1])
    if not children or len(children) > MOST:
        messages.error(request, _("请勾选学生，一次最多%(most)d名。") % {"most": MOST})
        return redirect(rows("students:round-children", round.pk))
    issued = application_codes.issue(round=round, enrolments=children, by=request.user)
    slips = [{"child": child, "place": class_of(child), "code": code} for child, code in issued]
    page = if_built("public:apply")
    context = {"round": round, "slips": slips, "address": request.build_absolute_uri(page) if page else ""}
    return render(request, "students/applications/slips.html", context)
