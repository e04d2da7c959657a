"""The year's outreach as it is told: 600 visits, 7,500 leaflets, messages to parents, meetings; whatever size the county has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from aid_portal.choices import OrgKind
from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.models import OrgUnit
from supervision.actions import outreach
from supervision.models import OutreachActivity
from supervision.outreach_choices import Channel, Occasion, OutreachKind, OutreachTheme

VISITS, LEAFLETS = 600, 7_500  # the bureau's own account of 2022
PUSHED_TO = 45_000
AID, MONITORING = OutreachTheme.AID, OutreachTheme.MONITORING
PEOPLE = "包抓干部、班主任"


@dataclass(frozen=True, slots=True)
class Round:
    """What every unit of a sort does once, and its part of the year's number, in tenths."""

    kind: str
    figure: str
    year: int
    tenths: int
    first_day: date
    occasion: str
    theme: str
    title: str


ROUNDS = (
    Round(OutreachKind.VISIT, "visits", VISITS, 6, date(2022, 6, 6), Occasion.MONTH, MONITORING, "监测对象家庭资助政策入户宣讲"),
    Round(OutreachKind.VISIT, "visits", VISITS, 4, date(2022, 10, 17), Occasion.WALK, AID, "干部大走访资助政策面对面"),
    Round(OutreachKind.LEAFLET, "copies", LEAFLETS, 7, date(2022, 6, 13), Occasion.MONTH, AID, "学生资助政策明白卡"),
    Round(OutreachKind.LEAFLET, "copies", LEAFLETS, 3, date(2022, 9, 1), Occasion.ENROLMENT, AID, "开学致家长一封信"),
)  # fmt: skip


@transaction.atomic
def bring() -> str:
    """One transaction: there is all of the year or nothing of it."""
    if not OutreachActivity.objects.exists():
        chen = named(CLERK)
        for facts in _year():
            outreach.record(**facts, by=chen)
    return f"{OutreachActivity.objects.count()} 次活动"


def _year() -> Iterator[dict]:
    towns = list(OrgUnit.objects.open().filter(kind__in=[OrgKind.TOWN, OrgKind.DIRECT_UNIT]).order_by("path"))
    schools = list(OrgUnit.objects.open().schools().exclude(parent__kind=OrgKind.SCHOOL).order_by("path"))
    for round_ in ROUNDS:
        yield from _shared_out(round_, towns + schools if round_.kind == OutreachKind.VISIT else schools)
    for place, town in enumerate(towns):
        facts = {"held_on": date(2022, 6, 2) + timedelta(place % 5), "audience": 35 + place % 4 * 5, "people": "镇街分管领导"}
        yield _told(town, OutreachKind.MEETING, Occasion.MONTH, AID, "镇街资助政策宣讲会", facts)
    yield from _pushed(OrgUnit.objects.get(kind=OrgKind.BUREAU))


def _shared_out(round_: Round, units: Sequence[OrgUnit]) -> Iterator[dict]:
    """Whole numbers whose sum is the round's part of the year exactly."""
    whole = round_.year * round_.tenths // 10
    each, over = divmod(whole, len(units))
    for place, unit in enumerate(units):
        number = each + (place < over)
        if number:
            day = round_.first_day + timedelta(place % 5)
            facts = {"held_on": day, round_.figure: number, "people": PEOPLE if round_.figure == "visits" else ""}
            yield _told(unit, round_.kind, round_.occasion, round_.theme, round_.title, facts)


def _pushed(bureau: OrgUnit) -> Iterator[dict]:
    """What a public account shows of itself is read; that it was delivered to each, nobody knows."""
    for title, day, channel in (
        ("学生资助政策告家长书", date(2022, 3, 8), Channel.WORK_WECHAT),
        ("2022年秋季学生资助政策", date(2022, 9, 6), Channel.WORK_WECHAT),
        ("生源地助学贷款办理指南", date(2022, 7, 20), Channel.FUFENG_AID),
        ("学前教育“一免一补”政策解读", date(2022, 5, 12), Channel.FUFENG_EDUCATION),
    ):
        told = {"held_on": day, "channel": channel, "sent": PUSHED_TO}
        if channel == Channel.WORK_WECHAT:
            told |= {"delivered": PUSHED_TO - 812, "read": PUSHED_TO - 3_905}
        yield _told(bureau, OutreachKind.PUSH, Occasion.DAILY, AID, title, told)


def _told(unit: OrgUnit, kind: str, occasion: str, theme: str, title: str, facts: dict) -> dict:
    said = {"occasion": occasion, "theme": theme, "title": title, **facts}
    return {"key": _key(unit, title), "unit": unit, "kind": kind, "facts": said}


def _key(unit: OrgUnit, title: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{unit.code} {title}")
