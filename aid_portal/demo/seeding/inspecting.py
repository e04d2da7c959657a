"""The supervision year through its actions: 百日提升 with its lists, 百日督帮 with 12 teams, six food-safety checks."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.choices import OrgKind
from aid_portal.demo.inspections import FOOD_CHECKS, LEAD, LEADERS, LINES, FoodCheck
from aid_portal.demo.scale import Scale
from aid_portal.demo.seeding import rectifying
from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.models import OrgUnit
from supervision.actions import campaigns, draws, worklists
from supervision.choices import WorkStatus
from supervision.models import Campaign, Checklist, TeamMember, WorkEntry
from supervision.reports.unit_risks import population

IMPROVE, HELP = "百日提升", "百日督帮"
NOTICES = 15  # of the twelve teams (S1)
VISITED_BESIDES = 2  # units of a food check where nothing was wrong


def inspect(scale: Scale, telling: Telling) -> str:
    """Every campaign is one transaction; a repeated seed passes over those that are there."""
    _improve()
    _help(telling)
    for check in FOOD_CHECKS:
        _check_food(check, scale, telling)
    return rectifying.told()


def offices() -> list[OrgUnit]:
    """The 8 towns and 15 direct units."""
    return list(OrgUnit.objects.filter(kind__in=[OrgKind.TOWN, OrgKind.DIRECT_UNIT]).order_by("path"))


@transaction.atomic
def _improve() -> None:
    """The three lists go to every office; most of it is done."""
    campaign = new_campaign(IMPROVE, ["aid", "dropout"], date(2022, 3, 1), date(2022, 6, 8))
    if campaign is None:
        return
    chen = named(CLERK)
    team = campaigns.set_team(campaign=campaign, people=people_of(0), by=chen)
    campaigns.assign(campaign=campaign, units=offices(), team=team, by=chen)
    for line in LINES:
        facts = {name: getattr(line, name) for name in ("kind", "text", "standard", "owner", "due_on")}
        worklists.set_item(campaign=campaign, facts=facts, by=chen)
    worklists.issue(campaign=campaign, by=chen)
    for place, entry in enumerate(WorkEntry.objects.filter(item__campaign=campaign).order_by("pk")):
        if place % 11:
            worklists.fill(entry=entry, status=WorkStatus.DONE, owner=entry.owner, note=_("县局代为登记"), file=None, by=chen)
    campaigns.start(campaign=campaign, by=chen)
    campaigns.close(campaign=campaign, note=_("督查并入“百日督帮”统一安排"), by=chen)


@transaction.atomic
def _help(telling: Telling) -> None:
    """Twelve teams to 23 offices; 15 of them get a notice."""
    campaign = new_campaign(HELP, ["aid", "dropout"], date(2022, 9, 1), date(2022, 12, 9))
    if campaign is None:
        return
    chen, units = named(CLERK), offices()
    teams = [campaigns.set_team(campaign=campaign, people=people_of(number), by=chen) for number in range(len(LEADERS))]
    for place, team in enumerate(teams):
        campaigns.assign(campaign=campaign, units=units[place :: len(teams)], team=team, by=chen)
    campaigns.start(campaign=campaign, by=chen)
    for place, (unit, day) in enumerate(zip(units, _days(date(2022, 9, 19)), strict=False)):
        wrong = 1 + place % 2 if place < NOTICES else 0
        rectifying.visit(campaign, unit, day, wrong=wrong, serial=place)
        telling.far(place, len(units))
    campaigns.close(campaign=campaign, note="", by=chen)


@transaction.atomic
def _check_food(check: FoodCheck, scale: Scale, telling: Telling) -> None:
    campaign = new_campaign(check.name, ["food"], check.starts_on, check.ends_on)
    if campaign is None:
        return
    chen = named(CLERK)
    team = campaigns.set_team(campaign=campaign, people=people_of(11), by=chen)
    schools = population(OrgUnit.objects.schools().open())
    wrong = min(check.notices, max(1, round(check.notices * len(schools) / 150)))
    draw = draws.make(campaign=campaign, population=schools, count=min(len(schools), wrong + VISITED_BESIDES), team=team, by=chen)
    campaigns.start(campaign=campaign, by=chen)
    units = OrgUnit.objects.in_bulk(draw.drawn, field_name="code")
    for place, code in enumerate(draw.drawn):
        day = check.starts_on + timedelta(place % 5)
        rectifying.visit(campaign, units[code], day, wrong=1 + place % 2 if place < wrong else 0, serial=place)
        telling.far(place, len(units))
    campaigns.close(campaign=campaign, note="", by=chen)


def new_campaign(name: str, themes: list[str], first: date, last: date) -> Campaign | None:
    """None where there is one already."""
    if Campaign.objects.filter(name=name).exists():
        return None
    facts = {"name": name, "themes": themes, "starts_on": first, "ends_on": last, "lead": LEAD, "purpose": ""}
    lists = Checklist.objects.in_use().filter(theme__in=themes).order_by("pk")
    return campaigns.create(facts=facts, checklists=lists, by=named(CLERK))


def people_of(number: int) -> list[TeamMember]:
    name, post = LEADERS[number]
    han = named(rectifying.INSPECTOR)
    return [TeamMember(name=name, post=post, leads=True), TeamMember(name=han.name, post=_("督查员"), user=han)]


def _days(first: date) -> Iterator[date]:
    """Weekdays from `first` on."""
    return (day for offset in count() if (day := first + timedelta(offset)).weekday() < 5)
