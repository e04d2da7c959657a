"""register, feed, close, set_period, set_day: kitchens, whom they feed and when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.models import TermSetting
from subsidies.models import Canteen, CanteenPlace, PlacePast, SupplyException, SupplyPeriod


@transaction.atomic
def register(*, school: OrgUnit, facts: Mapping[str, Any], feeds: Sequence[OrgUnit] = (), by: User) -> Canteen:
    """`facts`: name, mode, manager, licence, licence_until, opened_on. It feeds its own school and those named."""
    made = Canteen.objects.create(school=school, **facts, made_by=by)
    for each in dict.fromkeys([school, *feeds]):
        _feed(made, each, made.opened_on)
    audit.record("subsidies.canteen.registered", by=by, target=made, unit=school, after={"feeds": len(feeds) + 1})
    return made


@transaction.atomic
def feed(*, canteen: Canteen, school: OrgUnit, day: date, by: User) -> None:
    """One more school from the day on; each is fed by one kitchen."""
    if canteen.closed_on:
        raise Refused(_("这个食堂已经停止供餐，请刷新页面。"), code="closed")
    if day < canteen.opened_on:
        raise Refused(_("开始供餐不能早于食堂开始供餐的日期，请核对。"), code="other_order")
    _feed(canteen, school, day)
    audit.record(
        "subsidies.canteen.feeds", by=by, target=canteen, unit=canteen.school, after={"school": school.code, "day": str(day)}
    )


@transaction.atomic
def close(*, canteen: Canteen, day: date, by: User) -> Canteen:
    """Its schools are free for another kitchen; what was counted and bought stays."""
    canteen = Canteen.objects.locked().select_related("school").get(pk=canteen.pk)
    if canteen.closed_on:
        raise Refused(_("这个食堂已经停止供餐，请刷新页面。"), code="closed")
    if day < canteen.opened_on:
        raise Refused(_("停止供餐不能早于开始供餐，请核对日期。"), code="other_order")
    canteen.closed_on = day
    canteen.save(update_fields=["closed_on"])
    _keep_places(canteen, day, by)
    audit.record("subsidies.canteen.closed", by=by, target=canteen, unit=canteen.school)
    return canteen


@transaction.atomic
def set_period(*, term: TermSetting, school: OrgUnit | None, first_on: date, last_on: date, by: User) -> SupplyPeriod:
    """Of every school, or of one whose days differ; within the term."""
    if not term.term.first_day <= first_on <= last_on <= term.term.last_day:
        raise Refused(_("供餐时段应在%(term)s之内，且最后一天不早于第一天。") % {"term": term}, code="other_term")
    period, _new = SupplyPeriod.objects.update_or_create(
        term=term, school=school, defaults={"first_on": first_on, "last_on": last_on}
    )
    told = {"first_on": str(first_on), "last_on": str(last_on)}
    audit.record("subsidies.canteen.period_set", by=by, target=period, unit=school, after=told)
    return period


@transaction.atomic
def set_day(*, school: OrgUnit | None, day: date, supplied: bool, note: str, by: User) -> SupplyException:
    """A free day on which food is served, or a school day on which it is not, with its reason."""
    refuse_empty(note, _("请写明调整供餐日的原因。"))
    facts = {"supplied": supplied, "note": note.strip(), "made_by": by}
    exception, _new = SupplyException.objects.update_or_create(school=school, day=day, defaults=facts)
    audit.record("subsidies.canteen.day_set", by=by, target=exception, unit=school, note=note, after={"supplied": supplied})
    return exception


def _keep_places(canteen: Canteen, day: date, by: User) -> None:
    """Who was fed until it closed; a school that came later than that day was never fed."""
    places = canteen.places.select_for_update()
    PlacePast.objects.bulk_create(
        PlacePast(
            canteen=canteen,
            school_id=place.school_id,
            from_on=place.from_on,
            replaced_on=day,
            note=_("食堂停止供餐"),
            changed_by=by,
        )
        for place in places
        if place.from_on <= day
    )
    places.delete()


def _feed(canteen: Canteen, school: OrgUnit, day: date) -> None:
    place = CanteenPlace.objects.select_related("canteen").filter(school=school).first()
    if place:
        words = {"school": school, "canteen": place.canteen}
        message = _("%(school)s已由“%(canteen)s”供餐，一所学校只由一个食堂供餐。")
        raise Refused(message % words, code="fed_already", ids=[place.canteen_id])
    CanteenPlace.objects.create(canteen=canteen, school=school, from_on=day)
