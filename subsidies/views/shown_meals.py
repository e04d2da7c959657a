"""Meals as pages show them: the tabs, a school's day with its classes and its month, a canteen."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.canteens import CloseForm, FeedForm, LeaveOffForm
from subsidies.forms.once import OnceNoteForm
from subsidies.meal_choices import DayLook, MealUploadKind
from subsidies.models import Canteen, CompanionMeal, FoodSample
from subsidies.reports.kitchen_pasts import canteen_changes
from subsidies.reports.meal_accounts import month_is_open
from subsidies.reports.meal_classes import ClassDay, calendar, classes_seen, exceptions_of
from subsidies.reports.meal_days import month_of, unfed_schools
from subsidies.reports.meal_surveys import with_results

WEEKDAYS = (later("一"), later("二"), later("三"), later("四"), later("五"), later("六"), later("日"))


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the plan beside each other; everybody who opens one may open all."""
    pages = (
        ("subsidies:meal-list", _("每日用餐")),
        ("subsidies:meal-pupil-list", _("实名制名册")),
        ("subsidies:meal-month-list", _("月报")),
        ("subsidies:meal-purchase-list", _("采购")),
        ("subsidies:meal-store-list", _("出库与盘点")),
        ("subsidies:price-inquiry-list", _("统一询价")),
        ("subsidies:supplier-list", _("供应商")),
        ("subsidies:canteen-list", _("食堂")),
        ("subsidies:meal-event-list", _("公示与开放日")),
        ("subsidies:meal-survey-list", _("满意度")),
        ("subsidies:supply-days", _("供餐日与标准")),
    )
    return [{"label": label, "url": reverse(name), "current": name == here, "count": None} for name, label in pages]


def asked_day(words: str, default: date) -> date:
    """A day in an address; what is none is no page."""
    try:
        return date.fromisoformat(words) if words else default
    except ValueError:
        raise Http404 from None


def day_page(school: OrgUnit, day: date, user: User) -> dict[str, Any]:
    month, refusal = month_of(day), ""
    try:
        weeks = calendar(school, month)
    except Refused as refused:  # a year without its table of holidays
        weeks, refusal = [], refused.message
    supplied = any(each and each.day == day and each.supplied for week in weeks for each in week)
    classes, today = classes_seen(school, day, user), timezone.localdate()
    return {
        "school": school,
        "day": day,
        "weekday": WEEKDAYS[day.weekday()],
        "supplied": supplied,
        "refusal": refusal,
        "why": exceptions_of(school, month).get(day, ""),
        "classes": classes,
        "sums": _sums(classes),
        "may_count": supplied and day <= today and user.has(Permission.MEAL_COUNT),
        **_notes_of(school, day, user),
        "may_manage": user.has(Permission.MEAL_MANAGE),
        "weeks": [[each and _cell(each, school, day) for each in week] for week in weeks],
        "weekdays": WEEKDAYS,
        "month": month,
        **_ways(school, day, user),
        "tabs": tabs("subsidies:meal-list"),
    }


def _ways(school: OrgUnit, day: date, user: User) -> dict[str, str]:
    """From a school's day to its other pages."""
    month, here = month_of(day), {"day": day.isoformat()}
    return {
        "before": _at(school, month - timedelta(1)),
        "after": _at(school, (month + timedelta(31)).replace(day=1)),
        "menu_url": rows("subsidies:meal-school-menu", school.pk, **here),
        "store_url": rows("subsidies:meal-school-store", school.pk, **here),
        "month_url": rows("subsidies:meal-month", school.pk, month.year, month.month),
        "upload_url": _upload_url(school, month, user),
    }


def _notes_of(school: OrgUnit, day: date, user: User) -> dict[str, Any]:
    """Who ate along and what was kept, with what may be added and taken back while the month is open."""
    may, here = user.has(Permission.MEAL_COUNT) and month_is_open(school, day), {"day": day.isoformat()}
    return {
        "companions": CompanionMeal.objects.visible_to(user).filter(school=school, day=day),
        "samples": FoodSample.objects.visible_to(user).filter(school=school, day=day),
        "companion_url": rows("subsidies:meal-school-companion", school.pk, **here) if may else "",
        "sample_url": rows("subsidies:meal-school-sample", school.pk, **here) if may else "",
        "note_form": OnceNoteForm() if may else None,
    }


def _upload_url(school: OrgUnit, month: date, user: User) -> str:
    if not user.has(Permission.MEAL_ACCOUNT):
        return ""
    return rows("subsidies:meal-upload", school.pk, month.year, month.month, MealUploadKind.COUNTS.value)


def _sums(classes: list[ClassDay]) -> dict[str, int]:
    counted = [each for each in classes if each.counted]
    return {
        "classes": len(classes),
        "counted": len(counted),
        "enrolled": sum(each.enrolled for each in classes),
        "away": sum(len(each.away) for each in classes),
        "meals": sum(each.counted.meals for each in counted if each.counted),
    }


def _at(school: OrgUnit, day: date) -> str:
    return rows("subsidies:meal-school", school.pk, day=day.isoformat())


def _cell(each: Any, school: OrgUnit, shown: date) -> dict[str, Any]:
    """A day of the calendar: what it is, in a look and in words."""
    if each.meals:
        look = DayLook.COUNTED if each.supplied else DayLook.WRONG
    elif each.supplied:
        look = DayLook.DUE if each.day <= timezone.localdate() else DayLook.COMING
    else:
        look = DayLook.FREE
    return {
        "day": each.day,
        "url": _at(school, each.day),
        "look": look.value,
        "words": each.note or look.label,
        "number": figures.count(each.meals) if each.meals else "",
        "here": each.day == shown,
        "moved": bool(each.note),
    }


def _fed_by(canteen: Canteen, user: User) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.visible_to(user).filter(canteen_place__canteen=canteen)


def canteen_page(canteen: Canteen, user: User) -> dict[str, Any]:
    manages = user.has(Permission.MEAL_MANAGE) and canteen.closed_on is None
    expired = canteen.closed_on is None and canteen.licence_until < timezone.localdate()
    return {
        "canteen": canteen,
        "facts": [
            (_("主办学校"), canteen.school, canteen.school.get_absolute_url()),
            (_("供餐模式"), canteen.get_mode_display()),
            (_("食堂负责人"), canteen.manager),
            (_("食品经营许可证号"), canteen.licence),
            (_("许可证有效期至"), figures.day(canteen.licence_until)),
            (_("开始供餐"), figures.day(canteen.opened_on)),
            (_("停止供餐"), figures.day(canteen.closed_on) if canteen.closed_on else ""),
            (_("登记"), f"{canteen.made_by.name} {figures.minute(canteen.made_at)}"),
        ],
        "expired": expired,
        "places": [(place, _at(place.school, timezone.localdate())) for place in canteen.places.all()],
        "feed_form": FeedForm(schools=unfed_schools(user)) if manages else None,
        "leave_form": LeaveOffForm(schools=_fed_by(canteen, user)) if manages else None,
        "changes": canteen_changes(canteen),
        "close_form": CloseForm() if manages else None,
        "surveys": with_results(canteen.surveys.order_by("-opens_on", "-pk")),
        "tabs": tabs("subsidies:canteen-list"),
    }
