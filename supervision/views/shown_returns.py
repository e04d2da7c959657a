"""What the pages of returns show: who has sent, the numbers before they are sent, one return."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from supervision.dropout_choices import ParameterCode, ReturnKind
from supervision.filters.dropout_returns import SENT, UNSENT, MonthFilter
from supervision.models import DropoutReturn
from supervision.reports.dropout_days import days_in_force
from supervision.reports.dropout_returns import told_now
from supervision.rules.periods import due_on, last_of

NAMES = ("enrolled", "absent", "suspected", "dropouts", "returned", "struck_off", "by_check", "unsent")


def month_tabs(found: MonthFilter) -> list[dict[str, Any]]:
    """Who has sent and who has not, under the other conditions."""
    others = {name: value for name, value in found.data.items() if name != "state"}
    counted = {
        state: MonthFilter({**others, "state": state}, found.queryset, request=found.request).rows.count()
        for state in (SENT, UNSENT)
    }
    tabs = [("", _("全部学校"), sum(counted.values())), (UNSENT, _("未报送"), counted[UNSENT])]
    tabs.append((SENT, _("已报送"), counted[SENT]))
    chosen = found.data.get("state", "")
    return [
        {
            "label": label, "count": count, "current": chosen == state,
            "url": rows("supervision:dropout-month-list", **others, state=state),
        }
        for state, label, count in tabs
    ]  # fmt: skip


def period_name(kind: str, first: date) -> str:
    if kind == ReturnKind.MONTH:
        return _("%(year)d年%(month)d月") % {"year": first.year, "month": first.month}
    return _("%(year)d年第%(quarter)d季度") % {"year": first.year, "quarter": (first.month + 2) // 3}


def to_send(unit: OrgUnit, kind: ReturnKind, first: date, user: User) -> dict[str, Any]:
    """The numbers as they will be kept."""
    last = last_of(kind, first)
    back = "supervision:dropout-month-list" if kind == ReturnKind.MONTH else "supervision:dropout-quarter-list"
    return {
        "unit": unit,
        "period": period_name(kind, first),
        "facts": _facts(told_now(unit, kind, first)),
        "known": DropoutReturn.objects.visible_to(user).standing().filter(unit=unit, kind=kind, first_day=first).first(),
        "over": last < timezone.localdate(),
        "last": last,
        "due": due_on(first, days_in_force()[ParameterCode.RETURN_DAY]) if kind == ReturnKind.MONTH else None,
        "back": rows(back),
        "back_label": _("月报") if kind == ReturnKind.MONTH else _("季度复核"),
    }


def return_page(found: DropoutReturn, user: User) -> dict[str, Any]:
    newer = DropoutReturn.objects.visible_to(user).filter(corrects=found).first()
    versions = (
        DropoutReturn.objects.visible_to(user).for_list().filter(unit=found.unit, kind=found.kind, first_day=found.first_day)
    )
    return {
        **_named(found),
        "facts": _facts(_told(found)),
        "sent": _("%(who)s于%(day)s报送") % {"who": found.sent_by.name, "day": figures.day(found.sent_on)},
        "newer": newer,
        "others": [(each, _changes(found, each)) for each in versions.exclude(pk=found.pk).order_by("-pk")],
        "may_correct": newer is None and user.has(Permission.DROPOUT_HANDLE),
    }


def to_correct(wrong: DropoutReturn) -> dict[str, Any]:
    """Number by number what was sent and what the rows say now."""
    now = told_now(wrong.unit, ReturnKind(wrong.kind), wrong.first_day)
    told, labels = _told(wrong), _labels()
    lines = [(labels[name], figures.count(told[name]), figures.count(now[name]), told[name] != now[name]) for name in told]
    return {**_named(wrong), "lines": lines}


def _named(found: DropoutReturn) -> dict[str, Any]:
    month = found.kind == ReturnKind.MONTH
    return {
        "found": found,
        "period": period_name(found.kind, found.first_day),
        "back": rows("supervision:dropout-month-list" if month else "supervision:dropout-quarter-list"),
        "back_label": _("月报") if month else _("季度复核"),
    }


def _told(found: DropoutReturn) -> dict[str, int]:
    return {name: getattr(found, name) for name in NAMES if getattr(found, name) is not None}


def _changes(found: DropoutReturn, other: DropoutReturn) -> str:
    """What the other version says otherwise."""
    here, there, labels = _told(found), _told(other), _labels()
    return "；".join(f"{labels[name]} {figures.count(there[name])}" for name in here if there[name] != here[name])


def _labels() -> dict[str, Any]:
    return {name: DropoutReturn._meta.get_field(name).verbose_name for name in NAMES}


def _facts(counted: dict[str, int]) -> list[tuple]:
    labels = _labels()
    return [(labels[name], figures.count(counted[name])) for name in NAMES if name in counted]
