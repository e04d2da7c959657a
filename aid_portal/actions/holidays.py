"""seed, set_day, remove — the table of public holidays and make-up working days (调休)."""

from collections.abc import Iterable
from datetime import date

import chinese_calendar
from chinese_calendar import constants as tables
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import Holiday, User

NAMES = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
VICTORY_DAY = chinese_calendar.Holiday.anti_fascist_70th_day.value  # its full name has 26 characters


def published_years() -> list[int]:
    """The years whose State Council table is known without asking anybody."""
    return sorted({day.year for day in tables.holidays})


@transaction.atomic
def seed(*, years: Iterable[int], by: User | str) -> int:
    """Load the published tables; days that somebody set by hand are left as they are. Returns how many days were new."""
    years = sorted(set(years))
    unknown = sorted(set(years) - set(published_years()))
    if unknown:
        raise Refused(
            _("还没有%(years)s年的节假日安排，请按国务院办公厅通知逐日录入。") % {"years": "、".join(map(str, unknown))},
            code="no_table",
        )
    rows = [Holiday(day=day, is_working=False, name=_name(name)) for day, name in tables.holidays.items() if day.year in years]
    rows += [Holiday(day=day, is_working=True, name=_make_up(name)) for day, name in tables.workdays.items() if day.year in years]
    had = set(Holiday.objects.filter(day__year__in=years).values_list("day", flat=True))
    fresh = [row for row in rows if row.day not in had]
    Holiday.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        audit.record("portal.holiday.seeded", by=by, after={"years": years, "days": len(fresh)})
    return len(fresh)


@transaction.atomic
def set_day(*, day: date, is_working: bool, name: str, by: User) -> Holiday:
    before = Holiday.objects.filter(day=day).values("is_working", "name").first()
    holiday, _created = Holiday.objects.update_or_create(day=day, defaults={"is_working": is_working, "name": name})
    audit.record("portal.holiday.set", by=by, target=holiday, before=before, after={"is_working": is_working, "name": name})
    return holiday


@transaction.atomic
def remove(*, holiday: Holiday, by: User) -> None:
    """The day follows the week again."""
    before = {"day": holiday.day, "is_working": holiday.is_working, "name": holiday.name}
    audit.record("portal.holiday.removed", by=by, target=holiday, before=before)
    holiday.delete()


def _name(english: str) -> str:
    return _("抗战胜利纪念日") if english == VICTORY_DAY else NAMES.get(english, english)


def _make_up(english: str) -> str:
    return _("%(holiday)s调休上班") % {"holiday": _name(english)}
