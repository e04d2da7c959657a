"""What the page of a notice shows of the unit's plan: the last one in full, how the earlier ones ended, what may be done now."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from supervision.choices import NoticeStatus, PlanStatus
from supervision.models import Plan, RectificationNotice
from supervision.reports.plans import planned_problems


def plan_part(notice: RectificationNotice, user: User) -> dict[str, Any] | None:
    """None where no plan is asked for."""
    if notice.plan_due_on is None:
        return None
    found = list(Plan.objects.visible_to(user).filter(notice=notice).for_list().prefetch_related("lines__problem"))
    last = found[-1] if found else None
    open_, replies = notice.status == NoticeStatus.DELIVERED, user.has(Permission.NOTICE_REPLY)
    reviews = user.has(Permission.NOTICE_REVIEW)
    waiting = open_ and last is not None and last.status == PlanStatus.SENT
    return {
        "last": last,
        "earlier": found[:-1],
        "due_on": figures.day(notice.plan_due_on),
        "may_send": open_ and replies and notice.owes_plan and planned_problems(notice).exists(),
        "may_review": waiting and reviews and last.made_by_id not in user.stands_for,
    }


def plan_deadline(notice: RectificationNotice) -> list[tuple[str, str]]:
    """As a fact of the notice; none where no plan is asked for."""
    if not notice.plan_days:
        return []
    counted = _("%(days)s个%(kind)s") % {"days": notice.plan_days, "kind": notice.get_deadline_kind_display()}
    if notice.plan_due_on:
        counted = _("%(day)s（%(counted)s）") % {"day": figures.day(notice.plan_due_on), "counted": counted}
    return [(_("整改方案期限"), counted)]
