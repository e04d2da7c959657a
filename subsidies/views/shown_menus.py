"""A week's menus as their page shows them."""

from datetime import date, timedelta
from typing import Any

from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceForm
from subsidies.reports.meal_accounts import month_is_open
from subsidies.reports.menus import WEEK, menus_between, monday_of
from subsidies.views.shown_meals import WEEKDAYS, tabs

DAYS = 7


def menu_page(school: OrgUnit, day: date, user: User) -> dict[str, Any]:
    monday, may = monday_of(day), user.has(Permission.MEAL_ACCOUNT)
    found = menus_between(school, monday, monday + timedelta(DAYS - 1))
    days = [monday + timedelta(number) for number in range(DAYS)]
    plans = {each: _plan(school, each) if may and month_is_open(school, each) else "" for each in days}
    return {
        "school": school,
        "day": day,
        "monday": monday,
        "sunday": days[-1],
        "days": [(each, WEEKDAYS[each.weekday()], found.get(each, []), plans[each]) for each in days],
        "copy_form": OnceForm() if any(plans.values()) else None,
        "copy_url": rows("subsidies:meal-school-menu-copy", school.pk, day=monday.isoformat()),
        "before": _at(school, monday - WEEK),
        "after": _at(school, monday + WEEK),
        "store_url": rows("subsidies:meal-school-store", school.pk, day=day.isoformat()),
        "tabs": tabs("subsidies:meal-list"),
    }


def _at(school: OrgUnit, day: date) -> str:
    return rows("subsidies:meal-school-menu", school.pk, day=day.isoformat())


def _plan(school: OrgUnit, day: date) -> str:
    return rows("subsidies:meal-school-menu-plan", school.pk, day=day.isoformat())
