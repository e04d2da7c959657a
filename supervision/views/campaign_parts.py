"""Who goes and where to: the teams of a campaign, its units, the draw."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.choices import OrgKind
from aid_portal.idempotency import idempotent
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission, require
from supervision.actions import campaigns, draws
from supervision.forms.campaigns import AssignForm, DrawForm, TeamForm
from supervision.models import CampaignUnit, Draw, Team
from supervision.reports.recorders import recorders
from supervision.reports.unit_risks import population
from supervision.views.campaigns import found
from supervision.views.shown_campaigns import draw_page, units_by_parent


@require(Permission.INSPECTION_MANAGE)
@idempotent
def team_add(request, pk):
    return _team(request, found(request, pk), None)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def team_change(request, pk):
    team = _team_of(request, pk)
    return _team(request, team.campaign, team)


def _team(request, campaign, team):
    form = TeamForm(request.POST or None, recorders=recorders(), team=team)
    if form.is_valid():
        done = campaigns.set_team(campaign=campaign, people=form.people, team=team, by=request.user)
        messages.success(request, _("%(team)s已编好。") % {"team": done})
        return redirect(campaign)
    return render(request, "supervision/campaigns/team.html", {"form": form, "campaign": campaign, "team": team})


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def team_drop(request, pk):
    team = _team_of(request, pk)
    campaigns.drop_team(team=team, by=request.user)
    messages.success(request, _("%(team)s已撤销。") % {"team": team})
    return redirect(team.campaign)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def assign(request, pk):
    campaign = found(request, pk)
    units = inspected(request.user)
    form = AssignForm(request.POST or None, campaign=campaign, units=units)
    if form.is_valid():
        chosen, team = form.cleaned_data["units"], form.cleaned_data["team"]
        number = campaigns.assign(campaign=campaign, units=chosen, team=team, by=request.user)
        messages.success(request, _("已指定%(number)s个单位。") % {"number": number})
        return redirect(campaign)
    inside = dict.fromkeys(campaign.units.values_list("unit", flat=True), _("已在行动里"))
    groups = units_by_parent(units, form, inside)
    return render(request, "supervision/campaigns/assign.html", {"form": form, "campaign": campaign, "groups": groups})


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def take_off(request, pk):
    place = get_object_or_404(CampaignUnit.objects.visible_to(request.user).for_list(), pk=pk)
    campaigns.take_off(campaign_unit=place, by=request.user)
    messages.success(request, _("%(unit)s已移出。") % {"unit": place.unit})
    return redirect(place.campaign)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def draw_add(request, pk):
    campaign = found(request, pk)
    form = DrawForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        said = form.said
        kind, types = said.pop("kind"), said.pop("school_types")
        people = population(inspected(request.user).filter(kind=kind), types=types, but=campaign)
        made = draws.make(campaign=campaign, population=people, by=request.user, **said)
        messages.success(request, _("已抽出%(count)s个单位。") % {"count": len(made.drawn)})
        return redirect(made)
    return render(request, "supervision/campaigns/draw.html", {"form": form, "campaign": campaign})


@require(Permission.INSPECTION_VIEW)
def draw_detail(request, pk):
    draw = get_object_or_404(Draw.objects.visible_to(request.user).select_related("campaign", "made_by"), pk=pk)
    return render(request, "supervision/draws/detail.html", draw_page(draw))


def inspected(user: User):
    """The units that an inspection may go to."""
    return OrgUnit.objects.visible_to(user).open().exclude(kind=OrgKind.BUREAU).order_by("path")


def _team_of(request, pk) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).select_related("campaign"), pk=pk)
