"""A kitchen's store as its page shows it: what is there on a day, what moved in the month, the menus beside the purchases."""

from datetime import date, timedelta
from typing import Any

from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceNoteForm
from subsidies.models import StoreMove
from subsidies.reports.meal_accounts import month_is_open
from subsidies.reports.meal_days import month_of
from subsidies.reports.meal_store import compared, stock_of
from subsidies.reports.meal_tables import next_month
from subsidies.views.shown_meals import tabs


def store_page(school: OrgUnit, day: date, user: User) -> dict[str, Any]:
    month, may = month_of(day), user.has(Permission.MEAL_ACCOUNT)
    moves = StoreMove.objects.visible_to(user).of_month(school, month).for_list().order_by("-day", "-pk")
    return {
        "school": school,
        "day": day,
        "month": month,
        "stocks": stock_of(school, day),
        "moves": moves,
        "compared": compared(school, month),
        "note_form": OnceNoteForm() if may and month_is_open(school, day) else None,
        "may_account": may,
        "before": _at(school, month - timedelta(1)),
        "after": _at(school, next_month(next_month(month)) - timedelta(1)),
        "day_url": rows("subsidies:meal-school", school.pk, day=day.isoformat()),
        "menu_url": rows("subsidies:meal-school-menu", school.pk, day=day.isoformat()),
        "tabs": tabs("subsidies:meal-store-list"),
    }


def _at(school: OrgUnit, day: date) -> str:
    return rows("subsidies:meal-school-store", school.pk, day=day.isoformat())
