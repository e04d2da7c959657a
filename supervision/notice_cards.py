"""What came about deadlines of notices and was not seen yet."""

from django.utils.translation import gettext as _

from aid_portal.home_cards import Line, Panel, Viewer, register_panel
from aid_portal.permissions import Permission
from supervision.models import StepRecipient
from supervision.reports.notice_waiting import unread_steps


def unread(viewer: Viewer) -> Panel | None:
    """Reminders and steps that this person got and has not opened."""
    lines = [_line(each) for each in unread_steps(viewer.user).order_by("-step__day", "-pk")[:10]]
    return Panel(_("收到的整改提醒"), lines=lines) if lines else None


def _line(recipient: StepRecipient) -> Line:
    step = recipient.step
    words = {"unit": step.notice.unit, "what": step.subject, "day": f"{step.due_on:%Y-%m-%d}"}
    text = _("%(unit)s，%(what)s期限%(day)s") % words
    return Line(str(step.notice), "warning", str(step.get_kind_display()), text, step.notice.get_absolute_url())


register_panel(Permission.NOTICE_VIEW, unread, 5)
