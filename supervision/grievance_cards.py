"""Grievances in one's hand whose day is near or has passed: on the home page until they are dealt with."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.home_cards import Line, Panel, Viewer, register_panel
from aid_portal.permissions import Permission
from supervision.models import Grievance
from supervision.reports.grievances import due_in_hand, last_pressing_day

SHOWN = 10


def pressing(viewer: Viewer) -> Panel | None:
    today = timezone.localdate()
    lines = [_line(each, today) for each in due_in_hand(viewer.user, last_pressing_day(today))[:SHOWN]]
    return Panel(_("逾期和将到期的诉求"), lines=lines) if lines else None


def _line(grievance: Grievance, today: date) -> Line:
    words = {
        "kind": grievance.get_kind_display(),
        "unit": grievance.assigned_unit or _("尚未分派"),
        "day": f"{grievance.due_on:%Y-%m-%d}",
    }
    text = _("%(kind)s，%(unit)s，办理期限%(day)s") % words
    look = ("overdue", _("逾期")) if grievance.due_on < today else ("waiting", _("将到期"))
    return Line(str(grievance), *look, text, grievance.get_absolute_url())


register_panel(Permission.GRIEVANCE_VIEW, pressing, 6)
