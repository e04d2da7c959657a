"""A standard of deadlines and steps as its page shows it."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.views.shown_documents import decision, story
from supervision.models import NoticeStandard
from supervision.models.notice_standards import SEVERITY_DAYS, STEP_DAYS

WORKING = (*SEVERITY_DAYS.values(), "plan_days")
OF_THE_CALENDAR = ("before_days", *STEP_DAYS.values())


def standard_page(standard: NoticeStandard, user: User) -> dict[str, Any]:
    later = standard.replaced_by
    return {
        "standard": standard,
        "facts": [
            (_("执行日期"), figures.day(standard.starts_on)),
            (_("依据文件"), standard.source_words),
            *_days(standard, WORKING, _("%(days)s个工作日")),
            *_days(standard, OF_THE_CALENDAR, _("%(days)s天")),
            (_("被取代于"), later, later.get_absolute_url()) if later else (_("被取代于"), ""),
        ],
        "story": story(standard, _("批准，按执行日期起用")) if standard.made_by else [],
        **decision(standard, user, Permission.NOTICE_ISSUE),
    }


def _days(standard: NoticeStandard, names: tuple[str, ...], words: str) -> list[tuple[str, str]]:
    fields = [standard._meta.get_field(name) for name in names]
    return [(field.verbose_name, words % {"days": getattr(standard, field.name)}) for field in fields]
