"""eat_along, keep_sample, take_back: leaders at the table, and what is kept of each dish."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.models import CompanionMeal, FoodSample

GRAMS, KEPT = 125, timedelta(hours=48)


@transaction.atomic
def eat_along(*, school: OrgUnit, day: date, name: str, post: str, paid: Decimal, note: str = "", by: User) -> CompanionMeal:
    """陪餐: who eats along pays for it, the plan does not (domain.md 9); while the month is open."""
    refuse_closed_month(school, day)
    if CompanionMeal.objects.filter(school=school, day=day, name=name.strip()).exists():
        raise AlreadyDone(_("%(name)s当天的陪餐已经登记。") % {"name": name})
    made = CompanionMeal.objects.create(
        school=school, day=day, name=name.strip(), post=post.strip(), paid=paid, note=note.strip(), recorded_by=by
    )
    audit.record("subsidies.meals.companion_recorded", by=by, target=made, unit=school)
    return made


@transaction.atomic
def keep_sample(
    *, school: OrgUnit, meal: str, dish: str, grams: int, kept_at: datetime, kept_until: datetime, kept_by: str, by: User
) -> FoodSample:
    """At least 125 g for at least 48 hours (《学校食品安全与营养健康管理规定》, 教育部令第45号)."""
    if grams < GRAMS:
        raise Refused(_("每个品种留样不少于%(grams)s克，请核对。") % {"grams": GRAMS}, code="too_little")
    if kept_until - kept_at < KEPT:
        raise Refused(_("留样应保存48小时以上，请核对时间。"), code="too_short")
    day = kept_at.date()
    refuse_closed_month(school, day)
    if FoodSample.objects.filter(school=school, day=day, meal=meal, dish=dish.strip()).exists():
        raise AlreadyDone(_("“%(dish)s”当餐的留样已经登记。") % {"dish": dish})
    made = FoodSample.objects.create(
        school=school, day=day, meal=meal, dish=dish.strip(), grams=grams, kept_at=kept_at, kept_until=kept_until,
        kept_by=kept_by.strip(), recorded_by=by,
    )  # fmt: skip
    audit.record("subsidies.meals.sample_kept", by=by, target=made, unit=school)
    return made


@transaction.atomic
def take_back(*, note: CompanionMeal | FoodSample, reason: str, by: User) -> None:
    """Entered by mistake; while its month is open. What it said stands in the record."""
    refuse_empty(reason, _("请写明删除的原因。"))
    refuse_closed_month(note.school, note.day)
    before = {"said": str(note)}
    audit.record("subsidies.meals.note_taken_back", by=by, target=note, unit=note.school, before=before, note=reason)
    note.delete()
