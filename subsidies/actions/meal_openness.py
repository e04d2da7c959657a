"""hold, take_back; join, leave: what a school shows of its meals, and who sits in the committee of its parents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.actions.meal_purchases import kept_photo
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.meal_choices import MealEventKind
from subsidies.models import CommitteeMember, MealEvent

PHOTO = "meal_event_photo"


@transaction.atomic
def hold(*, school: OrgUnit, facts: Mapping[str, Any], photo: File | None = None, by: User) -> MealEvent:
    """`facts`: day, kind, title, people, minutes, measures; it is counted in the month's report."""
    refuse_closed_month(school, facts["day"])
    _refuse_half(facts)
    if MealEvent.objects.filter(school=school, **{name: facts[name] for name in ("day", "kind", "title")}).exists():
        raise AlreadyDone(_("“%(title)s”当天已经登记过，请核对。") % {"title": facts["title"]})
    kept = kept_photo(photo, school, PHOTO, by)
    made = MealEvent.objects.create(school=school, **facts, photo=kept, recorded_by=by)
    audit.record("subsidies.meals.event_recorded", by=by, target=made, unit=school, after={"kind": made.kind})
    return made


@transaction.atomic
def take_back(*, event: MealEvent, reason: str, by: User) -> None:
    """Entered by mistake; while its month is open. What it said stands in the record."""
    refuse_empty(reason, _("请写明删除的原因。"))
    refuse_closed_month(event.school, event.day)
    before = {"kind": event.kind, "day": str(event.day), "title": event.title, "people": event.people}
    audit.record("subsidies.meals.event_taken_back", by=by, target=event, unit=event.school, before=before, note=reason)
    event.delete()


@transaction.atomic
def join(*, school: OrgUnit, name: str, part: str, from_on: date, by: User) -> CommitteeMember:
    facts = {"school": school, "name": name.strip(), "part": part}
    if CommitteeMember.objects.filter(**facts, until_on=None).exists():
        raise AlreadyDone(_("%(name)s已经是委员，请核对。") % {"name": name})
    made = CommitteeMember.objects.create(**facts, from_on=from_on, recorded_by=by)
    audit.record("subsidies.meals.member_joined", by=by, target=made, unit=school, after={"part": part})
    return made


@transaction.atomic
def leave(*, member: CommitteeMember, day: date, by: User) -> CommitteeMember:
    """The day is the last one in the committee."""
    member = CommitteeMember.objects.locked().select_related("school").get(pk=member.pk)
    if member.until_on:
        raise AlreadyDone(_("%(name)s已经退出，请刷新页面。") % {"name": member})
    if day < member.from_on:
        raise Refused(_("退出日期不能早于任职日期，请核对。"), code="other_order")
    member.until_on = day
    member.save(update_fields=["until_on"])
    audit.record("subsidies.meals.member_left", by=by, target=member, unit=member.school)
    return member


def _refuse_half(facts: Mapping[str, Any]) -> None:
    """Who came belongs to an open day and a meeting, and what was said to a meeting."""
    if facts["kind"] == MealEventKind.NOTICE:
        if facts["people"]:
            raise Refused(_("公示不填到场人数，请清空。"), code="people_of_a_notice")
    elif not facts["people"]:
        raise Refused(_("请填写到场人数。"), code="nobody_came")
    elif facts["kind"] == MealEventKind.MEETING:
        refuse_empty(facts["minutes"], _("请填写会议记录。"))
