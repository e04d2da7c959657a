"""Grievances in one's hand whose day has passed: on the home page until they are dealt with."""

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.home_cards import Line, Panel, Viewer, register_panel
from aid_portal.permissions import Permission
from supervision.models import Grievance
from supervision.reports.grievances import late_in_hand

SHOWN = 10


def late(viewer: Viewer) -> Panel | None:
    lines = [_line(each) for each in late_in_hand(viewer.user, timezone.localdate())[:SHOWN]]
    return Panel(_("逾期未办结的诉求"), lines=lines) if lines else None


def _line(grievance: Grievance) -> Line:
    words = {
        "kind": grievance.get_kind_display(),
        "unit": grievance.assigned_unit or _("尚未分派"),
        "day": f"{grievance.due_on:%Y-%m-%d}",
    }
    text = _("%(kind)s，%(unit)s，办理期限%(day)s") % words
    return Line(str(grievance), "overdue", _("逾期"), text, grievance.get_absolute_url())


register_panel(Permission.GRIEVANCE_VIEW, late, 6)
