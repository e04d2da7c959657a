"""A meal standard as its page shows it."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.models import MealStandard
from subsidies.views.shown_documents import decision, story


def standard_page(standard: MealStandard, user: User) -> dict[str, Any]:
    later = standard.replaced_by
    return {
        "standard": standard,
        "facts": [
            (_("标准"), _("%(amount)s元/生·日") % {"amount": figures.yuan(standard.amount)}),
            (_("执行日期"), figures.day(standard.from_on)),
            (_("依据文件"), standard.document or _("待核定")),
            (_("被取代于"), later, later.get_absolute_url()) if later else (_("被取代于"), ""),
        ],
        "story": story(standard, _("批准，起用")) if standard.made_by else [],
        **decision(standard, user, Permission.POLICY_APPROVE),
    }
