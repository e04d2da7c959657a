"""The radar of early warning: by town, then by school."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from supervision.reports import radar
from supervision.views.shown_radar import figure_cards


@require(Permission.WARNING_VIEW)
def county(request):
    """Who sees no more than one unit looks at its schools at once."""
    matrix = radar.by_town(request.user)
    context = {
        "matrix": matrix,
        "cards": figure_cards(radar.figures(request.user, timezone.localdate())),
        "chart": radar.trend(request.user),
        "first": _("镇街、局直单位"),
        "unit": None,
        "may_report": request.user.has(Permission.WARNING_HANDLE),
        "may_set": request.user.has(Permission.WARNING_CLOSE),
    }
    if not matrix.lines and (unit := request.user.home_unit) is not None:
        context |= {"matrix": radar.by_school(request.user, unit), "first": _("学校")}
    return render(request, "supervision/radar/county.html", context)


@require(Permission.WARNING_VIEW)
def unit(request, pk):
    unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), pk=pk)
    context = {"unit": unit, "matrix": radar.by_school(request.user, unit), "first": _("学校")}
    return render(request, "supervision/radar/unit.html", context)
