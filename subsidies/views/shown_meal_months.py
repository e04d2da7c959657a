"""A school's month as its page shows it: figures, what they are asked, the account, what may be done."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.meals import SendForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport
from subsidies.reports.meal_accounts import income_of, spending_by_item
from subsidies.reports.meal_days import month_of
from subsidies.reports.meal_months import OPENNESS, figures_of, month_facts
from subsidies.reports.meal_tables import next_month
from subsidies.rules.meals import Fault, a_meal, faults
from subsidies.views.shown_meals import tabs


def month_page(school: OrgUnit, month: date, report: MealReport | None, user: User) -> dict[str, Any]:
    told = _as_sent(report) if report and report.status != MealReportStatus.OPEN else _as_it_stands(school, month)
    status = MealReportStatus(report.status) if report else MealReportStatus.OPEN
    span = {"school": school.code, "first": month, "last": next_month(month) - timedelta(1)}
    return {
        "school": school,
        "month": month,
        "report": report,
        "status": (status.value, status.label),
        **told,
        "income": income_of(school, month),
        "items": spending_by_item(school, month),
        "reopening": report.reopening if report and report.status == MealReportStatus.OPEN else "",
        "hands": _hands(report) if report else [],
        "purchases_url": rows("subsidies:meal-purchase-list", **span),
        "events_url": rows("subsidies:meal-event-list", **span),
        "before": _at(school, month - timedelta(1)),
        "after": _at(school, next_month(month)),
        "day_url": rows("subsidies:meal-school", school.pk, day=month.isoformat()),
        "tabs": tabs("subsidies:meal-month-list"),
        **_deeds(school, month, report, told["faults"], user),
    }


def _as_sent(report: MealReport) -> dict[str, Any]:
    found = [Fault(each["code"], each["sentence"]) for each in report.faults]
    values = {name: getattr(report, name) for name in ("enrolled", "benefiting", "days", "meals", "standard", "due")}
    money = {name: getattr(report, name) for name in ("opening", "received", "spent", "closing")}
    values |= money | {name: getattr(report, name) for name in OPENNESS}
    return {**_shown(values), "faults": found, "refusal": ""}


def _as_it_stands(school: OrgUnit, month: date) -> dict[str, Any]:
    """Out of the rows as they are now; a year without its table of holidays cannot be computed."""
    try:
        facts = month_facts(school, month)
        values = figures_of(school, month, facts)
    except Refused as refused:
        return {"facts": [], "money": [], "openness": [], "faults": [], "refusal": refused.message}
    values |= {"due": facts.due, "closing": values["opening"] + values["received"] - values["spent"]}
    return {**_shown(values), "faults": faults(facts), "refusal": ""}


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {"facts": _facts(values), "money": _money(values), "openness": _openness(values)}


def _facts(values: dict[str, Any]) -> list[tuple[str, str]]:
    each = a_meal(values["spent"], values["meals"])
    return [
        (_("在校学生数"), figures.count(values["enrolled"])),
        (_("受益学生数"), figures.count(values["benefiting"])),
        (_("供餐天数"), figures.count(values["days"])),
        (_("就餐总人次"), figures.count(values["meals"])),
        (_("补助标准（元/生·日）"), figures.yuan(values["standard"])),
        (_("生均支出（元/份）"), figures.yuan(each)),
    ]


def _money(values: dict[str, Any]) -> list[tuple[str, str]]:
    short = max(values["due"] - values["spent"], Decimal(0))
    return [
        (_("期初结余（元）"), figures.yuan(values["opening"])),
        (_("本月拨入（元）"), figures.yuan(values["received"])),
        (_("食材支出（元）"), figures.yuan(values["spent"])),
        (_("期末结余（元）"), figures.yuan(values["closing"])),
        (_("应补金额（元）"), figures.yuan(values["due"])),
        (_("未用足结转（元）"), figures.yuan(short)),
    ]


def _openness(values: dict[str, Any]) -> list[tuple[str, str]]:
    satisfaction = values["satisfaction"]
    return [
        (_("公示次数"), figures.count(values["notices"])),
        (_("开放日次数"), figures.count(values["open_days"])),
        (_("满意度"), "" if satisfaction is None else f"{satisfaction}%"),
    ]


def _hands(report: MealReport) -> list[tuple[str, str]]:
    def signed(who: User | None, at: Any) -> str:
        return f"{who.name} {figures.minute(at)}" if who else ""

    return [
        (_("报送"), signed(report.sent_by, report.sent_at)),
        (_("锁定"), signed(report.locked_by, report.locked_at)),
        (_("说明"), report.note),
    ]


def _deeds(school: OrgUnit, month: date, report: MealReport | None, found: list[Fault], user: User) -> dict[str, Any]:
    status = report.status if report else MealReportStatus.OPEN
    over = month < month_of(timezone.localdate())
    stopped = any(fault.blocks for fault in found)
    locks = user.has(Permission.MEAL_LOCK) and report is not None
    sends = status == MealReportStatus.OPEN and over and user.has(Permission.MEAL_SEND)
    own = report is not None and report.sent_by_id in user.stands_for
    return {
        "over": over,
        "stopped": stopped,
        "send_form": SendForm() if sends and not stopped else None,
        "lock_form": OnceForm() if locks and status == MealReportStatus.SENT and not own else None,
        "reopen_form": OnceNoteForm() if locks and status != MealReportStatus.OPEN else None,
        "note_form": OnceNoteForm(),
        "may_account": user.has(Permission.MEAL_ACCOUNT) and status == MealReportStatus.OPEN,
    }


def _at(school: OrgUnit, month: date) -> str:
    return rows("subsidies:meal-month", school.pk, month.year, month.month)
