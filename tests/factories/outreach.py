"""Activities of outreach of 2022 at Wang's school; nothing passes through an action."""

from datetime import date

from aid_portal.models import OrgUnit
from supervision.models import OutreachActivity
from supervision.outreach_choices import OutreachKind
from tests.factories.supervision import an_officer, the_school

HELD_ON = date(2022, 6, 10)
NUMBERS = {
    OutreachKind.VISIT: {"visits": 4},
    OutreachKind.LEAFLET: {"copies": 120},
    OutreachKind.PUSH: {"sent": 300, "channel": "work_wechat"},
    OutreachKind.MEETING: {"audience": 80},
    OutreachKind.EDUCATION: {"audience": 200},
    OutreachKind.DISPLAY: {},
}


def facts(kind: str = OutreachKind.VISIT, **other: object) -> dict:
    """What is told of an activity, with the numbers of its kind."""
    told = {"held_on": HELD_ON, "occasion": "month", "theme": "aid", "title": "资助政策入户宣讲"}
    return {**told, **NUMBERS[OutreachKind(kind)], **other}


def an_activity(kind: str = OutreachKind.VISIT, unit: OrgUnit | None = None, **other: object) -> OutreachActivity:
    unit = unit or the_school()
    by = other.pop("recorded_by", None) or an_officer(unit)
    return OutreachActivity.objects.create(unit=unit, kind=kind, recorded_by=by, **facts(kind, **other))
