"""What the pages of a campaign and of a draw show."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceForm
from supervision.actions.draws import again
from supervision.choices import CampaignStatus, WorkKind
from supervision.forms.campaigns import ClosingForm
from supervision.models import Campaign, Draw
from supervision.reports.campaigns import figures_of, unit_rows, work_rows
from supervision.reports.recorders import recorded_by


def campaign_page(campaign: Campaign, user: User) -> dict[str, Any]:
    manages = user.has(Permission.INSPECTION_MANAGE) and campaign.status != CampaignStatus.CLOSED
    return {
        "campaign": campaign,
        "facts": campaign_facts(campaign),
        "figures": figures_of(campaign, user),
        "teams": campaign.teams.prefetch_related("members__user").order_by("number"),
        "places": unit_rows(campaign, user),
        "draws": campaign.draws.select_related("made_by").order_by("-pk"),
        "lists": [(kind, sum(row.done for row in found), sum(row.due for row in found)) for kind, found in _lists(campaign)],
        "manages": manages,
        "records": _recorded_here(campaign, user),
        "start_form": OnceForm() if manages and campaign.status == CampaignStatus.DRAFT else None,
        "close_form": ClosingForm() if manages and campaign.status == CampaignStatus.RUNNING else None,
    }


def _recorded_here(campaign: Campaign, user: User) -> set[int]:
    """Places whose visits this person writes down."""
    if campaign.status != CampaignStatus.RUNNING or not user.has(Permission.INSPECTION_RECORD):
        return set()
    return set(recorded_by(campaign.units.all(), user).values_list("pk", flat=True))


def _lists(campaign: Campaign) -> list[tuple[str, list]]:
    return [(str(WorkKind(kind).label), found) for kind, found in work_rows(campaign).items()]


def campaign_facts(campaign: Campaign) -> list[tuple]:
    period = _("%(start)s 至 %(end)s") % {"start": figures.day(campaign.starts_on), "end": figures.day(campaign.ends_on)}
    return [
        (_("督查事项"), campaign.theme_words),
        (_("时间"), period),
        (_("牵头领导"), campaign.lead),
        (_("检查清单"), _("、").join(map(str, campaign.checklists.order_by("theme", "pk")))),
        (_("经办人"), campaign.made_by.name),
        (_("工作要求"), campaign.purpose),
    ]


def units_by_parent(units: QuerySet[OrgUnit], form: Form, notes: Mapping[int, str]) -> list[dict[str, Any]]:
    """Units below the office that runs them, the offices first; `notes` are what is said beside some, by their keys."""
    chosen = {str(pk) for pk in form.data.getlist("units")} if form.is_bound else set()
    groups: dict[str, dict[str, Any]] = {}
    for unit in units.select_related("parent"):
        label = unit.parent.name if unit.is_school else unit.get_kind_display()
        group = groups.setdefault(label, {"label": label, "units": [], "school": unit.is_school})
        group["units"].append({"unit": unit, "note": notes.get(unit.pk, ""), "chosen": str(unit.pk) in chosen})
    return sorted(groups.values(), key=lambda group: group["school"])


def draw_page(draw: Draw) -> dict[str, Any]:
    """The draw as it was kept, and drawn again from its seed at this moment."""
    tickets = again(draw)
    known = {each["code"]: each for each in draw.population}
    rows = [{"ticket": ticket, **known[ticket.unit.key]} for ticket in tickets]
    return {
        "draw": draw,
        "rows": rows,
        "same": [ticket.unit.key for ticket in tickets if ticket.drawn] == list(draw.drawn),
        "facts": [
            (_("督查行动"), draw.campaign.name, draw.campaign.get_absolute_url()),
            (_("抽取数"), _("%(count)s个，范围%(all)s个单位") % {"count": draw.count, "all": len(draw.population)}),
            (_("抽取人"), draw.made_by.name),
            (_("抽取时间"), figures.minute(draw.made_at)),
            (_("随机种子"), draw.seed),
            (_("每镇街限额"), _bounds(draw)),
        ],
    }


def _bounds(draw: Draw) -> str:
    pairs = {(least, most) for least, most in draw.bounds.values()}
    least, most = max((pair[0] for pair in pairs), default=0), max((pair[1] for pair in pairs), default=0)
    return _("至少%(least)s个，至多%(most)s个") % {"least": least, "most": most} if pairs else _("不限")
