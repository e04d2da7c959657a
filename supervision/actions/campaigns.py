"""create, change, start, close, set_team, drop_team, assign, take_off: a campaign, who goes and where to."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, offenders
from aid_portal.models import OrgUnit, User
from supervision.choices import CampaignStatus, UnitOrigin
from supervision.models import Campaign, CampaignUnit, Checklist, Team, TeamMember, Visit


@transaction.atomic
def create(*, facts: dict[str, Any], checklists: Iterable[Checklist], by: User) -> Campaign:
    """`facts`: name, themes, starts_on, ends_on, lead, purpose."""
    _refuse_disorder(facts)
    _refuse_known(facts)
    campaign = Campaign.objects.create(**facts, made_by=by)
    campaign.checklists.set(checklists)
    audit.record("supervision.campaign.created", by=by, target=campaign)
    return campaign


@transaction.atomic
def change(*, campaign: Campaign, facts: dict[str, Any], checklists: Iterable[Checklist], by: User) -> Campaign:
    campaign = _open(campaign)
    _refuse_disorder(facts)
    _refuse_known(facts, but=campaign)
    before = {name: str(getattr(campaign, name)) for name in facts}
    for name, value in facts.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(facts))
    campaign.checklists.set(checklists)
    after = {name: str(value) for name, value in facts.items()}
    audit.record("supervision.campaign.changed", by=by, target=campaign, before=before, after=after)
    return campaign


@transaction.atomic
def start(*, campaign: Campaign, by: User) -> Campaign:
    """Refused while somebody or something that a visit needs is missing: a checklist, a unit, a team for every unit."""
    campaign = _open(campaign)
    if not campaign.checklists.exists():
        raise Refused(_("“%(campaign)s”还没有检查清单，请先选择。") % {"campaign": campaign}, code="no_checklist")
    if not campaign.units.exists():
        raise Refused(_("“%(campaign)s”还没有被督查单位，请先指定或抽取。") % {"campaign": campaign}, code="no_unit")
    if without := offenders(campaign.units.filter(team=None)):
        words = {"campaign": campaign, "count": len(without)}
        raise Refused(_("“%(campaign)s”有%(count)s个单位还没有分到督查组，请先分组。") % words, code="no_team", ids=without)
    campaign.move_to(CampaignStatus.RUNNING)
    campaign.save(update_fields=["status"])
    audit.record("supervision.campaign.started", by=by, target=campaign)
    return campaign


@transaction.atomic
def close(*, campaign: Campaign, note: str, by: User) -> Campaign:
    """A campaign whose units have not all been visited closes with the reason."""
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    seen = Visit.objects.standing().filter(campaign=campaign).values("unit")
    if (missing := offenders(campaign.units.exclude(unit__in=seen))) and not note.strip():
        message = _("还有%(count)s个单位没有督查记录。确实不再去的，请写明原因后结束。")
        raise Refused(message % {"count": len(missing)}, code="not_visited", ids=missing)
    campaign.move_to(CampaignStatus.CLOSED)
    campaign.save(update_fields=["status"])
    audit.record("supervision.campaign.closed", by=by, target=campaign, note=note)
    return campaign


@transaction.atomic
def set_team(*, campaign: Campaign, people: Sequence[TeamMember], team: Team | None = None, by: User) -> Team:
    """A new team with the next number, or the people of one anew; `people` are unsaved rows, one of whom leads."""
    campaign = _open(campaign)
    users = [each.user_id for each in people if each.user_id]
    if len(users) != len(set(users)):
        raise Refused(_("同一个账号在这个组里出现了两次，请核对。"), code="twice")
    if team is None:
        last = campaign.teams.aggregate(last=Max("number"))["last"] or 0
        team = Team.objects.create(campaign=campaign, number=last + 1)
    team.members.all().delete()
    for member in people:
        member.team = team
    TeamMember.objects.bulk_create(people)
    told = {"team": str(team), "people": [each.name for each in people]}
    audit.record("supervision.campaign.team_set", by=by, target=campaign, after=told)
    return team


@transaction.atomic
def drop_team(*, team: Team, by: User) -> None:
    """Only one that has no unit and has visited nobody."""
    campaign = _open(team.campaign)
    if team.units.exists() or team.visits.exists():
        words = {"team": team}
        raise Refused(_("%(team)s已分有单位或已有督查记录，请先把单位改分给别的组。") % words, code="in_use")
    audit.record("supervision.campaign.team_dropped", by=by, target=campaign, before={"team": str(team)})
    team.delete()


@transaction.atomic
def assign(*, campaign: Campaign, units: Iterable[OrgUnit], team: Team | None, by: User) -> int:
    """Units named by a person, or given to another team; how many there were."""
    campaign = _open(campaign)
    if team is not None and team.campaign_id != campaign.pk:
        raise Refused(_("%(team)s不属于这次行动，请刷新页面后再选。") % {"team": team}, code="other_campaign")
    chosen = list(units)
    CampaignUnit.objects.bulk_create(
        (CampaignUnit(campaign=campaign, unit=unit, origin=UnitOrigin.ASSIGNED) for unit in chosen), ignore_conflicts=True
    )
    campaign.units.filter(unit__in=chosen).update(team=team)
    after = {"team": str(team or ""), "units": [unit.code for unit in chosen]}
    audit.record("supervision.campaign.units_assigned", by=by, target=campaign, after=after)
    return len(chosen)


@transaction.atomic
def take_off(*, campaign_unit: CampaignUnit, by: User) -> None:
    """A unit named by mistake. One that was drawn stays: the draw would no longer be what it was."""
    campaign = _open(campaign_unit.campaign)
    words = {"unit": campaign_unit.unit}
    if campaign_unit.origin == UnitOrigin.DRAWN:
        raise Refused(_("%(unit)s是抽取确定的，不能移出；确实不去的，结束行动时写明原因。") % words, code="drawn")
    if Visit.objects.standing().filter(campaign=campaign, unit=campaign_unit.unit_id).exists():
        raise Refused(_("%(unit)s已有督查记录，不能移出。") % words, code="visited")
    audit.record("supervision.campaign.unit_taken_off", by=by, target=campaign, before={"unit": campaign_unit.unit.code})
    campaign_unit.delete()


def _open(campaign: Campaign) -> Campaign:
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if campaign.status == CampaignStatus.CLOSED:
        raise Refused(_("“%(campaign)s”已经结束，不能再改。") % {"campaign": campaign}, code="closed")
    return campaign


def _refuse_disorder(facts: dict[str, Any]) -> None:
    if facts["ends_on"] < facts["starts_on"]:
        raise Refused(_("结束日期不能早于开始日期，请核对。"), code="disorder")


def _refuse_known(facts: dict[str, Any], but: Campaign | None = None) -> None:
    same = Campaign.objects.filter(name=facts["name"], starts_on=facts["starts_on"]).exclude(pk=but.pk if but else None)
    if same.exists():
        raise Refused(_("同一天开始的“%(name)s”已经建立，请不要重复建立。") % facts, code="known")
