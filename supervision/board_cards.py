"""What is overdue in supervision, and how far the notices have come: the home page's board of this floor.

Every number comes from the function that the page behind it uses.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from supervision.choices import NoticeStatus
from supervision.models import Grievance, RectificationNotice
from supervision.reports import radar
from supervision.reports.notices import notice_sums


def notices_and_deadlines(viewer: Viewer) -> Panel | None:
    """Nothing where nothing was ever issued, warned of or complained about."""
    day, user = timezone.localdate(), viewer.user
    stats = [*_notices(user, day), *_warnings(user, day), *_grievances(user, day)]
    return Panel(_("整改与期限"), stats=stats) if stats else None


def _notices(user: User, day: date) -> list[Stat]:
    found = notice_sums(RectificationNotice.objects.visible_to(user), day)
    if not found.numbered:
        return []
    page = "supervision:notice-list"
    return [
        _late(_("整改通知书逾期"), found.overdue, _("份"), rows(page, overdue="yes")),
        Stat(
            _("已销号的通知书"), figures.count(found.closed), _("份"), rows(page, status=NoticeStatus.CLOSED.value),
            _("正在整改%(count)s份") % {"count": figures.count(found.rectifying)}, icon="check-circle",
        ),
    ]  # fmt: skip


def _warnings(user: User, day: date) -> list[Stat]:
    if not user.has(Permission.WARNING_VIEW):
        return []
    found = radar.figures(user, day)
    return [_late(_("预警逾期"), found.late, _("条"), rows(radar.ENTRY, late="yes"))] if found.standing else []


def _grievances(user: User, day: date) -> list[Stat]:
    if not user.has(Permission.GRIEVANCE_VIEW):
        return []
    seen = Grievance.objects.visible_to(user)
    late = rows("supervision:grievance-list", state="overdue")
    return [_late(_("诉求逾期（含逾期办结）"), seen.overdue_on(day).count(), _("件"), late)] if seen.exists() else []


def _late(label: str, number: int, unit: str, url: str) -> Stat:
    return Stat(label, figures.count(number), unit, url, icon="clock-history", tone="danger" if number else "success")


register_panel(Permission.NOTICE_VIEW, notices_and_deadlines, 16)
