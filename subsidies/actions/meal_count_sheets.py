"""A table of daily meals: judged against the rolls, booked as the counts of its classes and days, taken off again."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.school_classes import SchoolClass
from subsidies.meal_choices import LeaveReason
from subsidies.models import ClassMeals, MealLeave, MealUpload
from subsidies.reports.meal_rolls import rolls_of
from subsidies.rules.meal_count_rows import CountJudge, CountRow, numbers, too_many
from subsidies.rules.meal_rolls import Rolls

COUNTED = ("enrolled", "absent", "meals", "recorded_by_id", "recorded_at")
Key = tuple[date, SchoolClass]


def judge(school: OrgUnit, month: date) -> CountJudge:
    return CountJudge(rolls_of(school, month), month)


def as_said(row: CountRow) -> dict[str, Any]:
    return row._asdict()


def book(upload: MealUpload, by: User, at: datetime) -> list[dict[str, Any]]:
    """Judged once more against the rolls of now. Answers the rows with what stood before each and the leaves that it gave."""
    rows, rolls = [_row(each) for each in upload.rows], rolls_of(upload.school, upload.month)
    _refuse_changed(rows, rolls)
    before, leaves = _known(upload), _keep_away(rows, rolls, by)
    unique = ("school", "day", *SchoolClass._fields)
    counts = [_counted(row, rolls, upload.school, by, at) for row in rows]
    ClassMeals.objects.bulk_create(counts, update_conflicts=True, unique_fields=unique, update_fields=COUNTED)
    keys = {row: (row.day, row.place) for row in rows}
    return [{**row._asdict(), "before": before.get(key), "leaves": leaves.get(key, [])} for row, key in keys.items()]


def unbook(upload: MealUpload) -> None:
    """What stood before stands again; refused where a class has been counted since."""
    rows = {(date.fromisoformat(each["day"]), SchoolClass(*each["place"])): each for each in upload.rows}
    counts = {_key(each): each for each in _counts(upload)}
    if since := [key for key in rows if key not in counts or counts[key].recorded_at != upload.accepted_at]:
        names = "、".join(f"{day:%Y-%m-%d} {place.class_name}" for day, place in since[:20])
        raise Refused(_("这些班后来又登记过，不能整表撤销，请逐班更正：%(names)s。") % {"names": names}, code="counted_since")
    MealLeave.objects.filter(pk__in=[pk for row in rows.values() for pk in row["leaves"]]).delete()
    fresh = [counts[key].pk for key, row in rows.items() if row["before"] is None]
    ClassMeals.objects.filter(pk__in=fresh).delete()
    old = [_restored(counts[key], row["before"]) for key, row in rows.items() if row["before"]]
    ClassMeals.objects.bulk_update(old, COUNTED)


def _row(said: dict[str, Any]) -> CountRow:
    day, place = date.fromisoformat(said["day"]), SchoolClass(*said["place"])
    return CountRow(said["row"], day, place, said["meals"], tuple(said["absent"]))


def _counted(row: CountRow, rolls: Rolls, school: OrgUnit, by: User, at: datetime) -> ClassMeals:
    enrolled, away = numbers(row, rolls)
    facts = {"school": school, "day": row.day, "recorded_by": by, "recorded_at": at}
    return ClassMeals(**facts, **SchoolClass(*row.place)._asdict(), meals=row.meals, enrolled=enrolled, absent=len(away))


def _refuse_changed(rows: list[CountRow], rolls: Rolls) -> None:
    why = [_("第%(row)s行：%(words)s") % {"row": row.row, "words": words} for row in rows if (words := too_many(row, rolls))]
    why += [_("第%(row)s行：不再是供餐日") % {"row": row.row} for row in rows if row.day not in rolls.supply]
    if why:
        message = _("校验以后花名册、请假或供餐日有变化，没有采用，请改好后重新上传。%(why)s")
        raise Refused(message % {"why": "；".join(why[:20])}, code="changed_since")


def _keep_away(rows: list[CountRow], rolls: Rolls, by: User) -> dict[Key, list[int]]:
    """A day's leave for whoever a row names and who has none."""
    keys, made = [], []
    for row in rows:
        known = {each.pk for each in rolls.away(rolls.on(row.place, row.day), row.day)}
        for pk in set(row.absent) - known:
            keys.append((row.day, row.place))
            facts = {"first_on": row.day, "last_on": row.day, "reason": LeaveReason.PRIVATE, "recorded_by": by}
            made.append(MealLeave(enrolment_id=pk, **facts))
    leaves: dict[Key, list[int]] = {}
    for key, leave in zip(keys, MealLeave.objects.bulk_create(made), strict=True):
        leaves.setdefault(key, []).append(leave.pk)
    return leaves


def _counts(upload: MealUpload) -> QuerySet[ClassMeals]:
    return ClassMeals.objects.of_month(upload.school, upload.month)


def _known(upload: MealUpload) -> dict[Key, dict[str, Any]]:
    """The moment to the microsecond: an earlier table is told by it."""
    found = {_key(each): {name: getattr(each, name) for name in COUNTED} for each in _counts(upload)}
    return {key: {**facts, "recorded_at": facts["recorded_at"].isoformat()} for key, facts in found.items()}


def _key(counted: ClassMeals) -> Key:
    return counted.day, SchoolClass(counted.stage, counted.grade, counted.class_name)


def _restored(counted: ClassMeals, before: dict[str, Any]) -> ClassMeals:
    for name, value in {**before, "recorded_at": parse_datetime(before["recorded_at"])}.items():
        setattr(counted, name, value)
    return counted
