"""make: draw units for a campaign and keep all that is needed to draw again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from supervision.choices import CampaignStatus, UnitOrigin
from supervision.models import Campaign, CampaignUnit, Draw, Team
from supervision.reports.unit_risks import Candidate
from supervision.rules import draws


@transaction.atomic
def make(
    *, campaign: Campaign, population: Sequence[Candidate], count: int, least: int = 0, most: int | None = None,
    team: Team | None = None, by: User,
) -> Draw:  # fmt: skip
    """The seed comes into being here and nowhere else; the units that it finds are in the campaign from now on.

    `least` and `most` hold for every group of the population that has that many units.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if campaign.status == CampaignStatus.CLOSED:
        raise Refused(_("“%(campaign)s”已经结束，不能再抽取。") % {"campaign": campaign}, code="closed")
    sizes = {each.group: sum(other.group == each.group for other in population) for each in population}
    bounds = {group: [min(least, size), most or size] for group, size in sizes.items()} if least or most else {}
    units = [draws.Unit(each.unit.code, each.weight, each.group) for each in population]
    seed = draws.new_seed()
    drawn = draws.draw(units, count, seed, bounds={group: tuple(pair) for group, pair in bounds.items()})
    made = Draw.objects.create(
        campaign=campaign, seed=seed, count=count, bounds=bounds, drawn=drawn, made_by=by,
        population=[_kept(each) for each in population],
    )  # fmt: skip
    _send(made, population, team)
    audit.record("supervision.draw.made", by=by, target=made, after={"seed": seed, "drawn": drawn})
    return made


def again(draw: Draw) -> list[draws.Ticket]:
    """The draw repeated from what was kept; equal to what came out, or somebody has touched the record."""
    units = [draws.Unit(each["code"], each["weight"], each["group"]) for each in draw.population]
    bounds = {group: (least, most) for group, (least, most) in draw.bounds.items()}
    return draws.explain(units, draw.count, draw.seed, draw.must, bounds)


def _kept(each: Candidate) -> dict:
    return {
        "code": each.unit.code, "name": each.unit.name, "group": each.group, "weight": each.weight, "reasons": each.reasons,
    }  # fmt: skip


def _send(draw: Draw, population: Sequence[Candidate], team: Team | None) -> None:
    drawn = set(draw.drawn)
    CampaignUnit.objects.bulk_create(
        CampaignUnit(campaign=draw.campaign, unit=each.unit, team=team, origin=UnitOrigin.DRAWN, draw=draw)
        for each in population
        if each.unit.code in drawn
    )
