"""A campaign in numbers: each is a link to its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.links import if_built
from aid_portal.models import User
from supervision.choices import OUTSIDE, NoticeStatus, UnitOrigin, WorkKind, WorkStatus
from supervision.models import Campaign, CampaignUnit, RectificationNotice, Visit, VisitFinding, WorkEntry

ISSUED = [status for status in OUTSIDE if status != NoticeStatus.VOIDED]


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    number: int
    url: str = ""


def figures_of(campaign: Campaign, user: User) -> list[Figure]:
    """Teams, units, visited, findings, notices, closed, overdue; of what this user sees."""
    units = CampaignUnit.objects.visible_to(user).filter(campaign=campaign)
    visited = Visit.objects.visible_to(user).standing().filter(campaign=campaign)
    found = VisitFinding.objects.visible_to(user).standing().filter(visit__campaign=campaign)
    notices = RectificationNotice.objects.visible_to(user).filter(campaign=campaign, status__in=ISSUED)
    overdue = notices.rectifying().filter(due_on__lt=timezone.localdate())
    here, key = f"{campaign.get_absolute_url()}#", campaign.pk
    drawn, closed = units.filter(origin=UnitOrigin.DRAWN), notices.filter(status=NoticeStatus.CLOSED)
    return [
        Figure(_("督查组"), campaign.teams.count(), f"{here}teams"),
        Figure(_("被督查单位"), units.count(), f"{here}units"),
        Figure(_("其中抽取"), drawn.count(), f"{here}draws"),
        Figure(_("已督查单位"), visited.values("unit").distinct().count(), if_built("supervision:visit-list", campaign=key)),
        Figure(_("发现问题"), found.count(), if_built("supervision:finding-list", campaign=key)),
        Figure(_("整改通知书"), notices.count(), if_built("supervision:notice-list", campaign=key)),
        Figure(_("已销号"), closed.count(), if_built("supervision:notice-list", campaign=key, status="closed")),
        Figure(_("逾期未销号"), overdue.count(), if_built("supervision:notice-list", campaign=key, overdue="yes")),
    ]


def with_counts(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """`unit_count`, `visited_count` and `notice_count` beside each campaign."""
    standing = Q(visits__voided_at=None)
    return campaigns.annotate(
        unit_count=Count("units", distinct=True),
        visited_count=Count("visits__unit", filter=standing, distinct=True),
        notice_count=Count("notices", filter=Q(notices__status__in=ISSUED), distinct=True),
    )


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a campaign: who goes, whether somebody was there, what came of it."""

    place: CampaignUnit
    visits: int
    findings: int
    done: int
    due: int

    @property
    def coverage(self) -> str:
        return f"{self.done}/{self.due}" if self.due else ""


def unit_rows(campaign: Campaign, user: User) -> Sequence[UnitRow]:
    places = CampaignUnit.objects.visible_to(user).filter(campaign=campaign).for_list().order_by("team__number", "unit__path")
    visits = _by_unit(Visit.objects.standing().filter(campaign=campaign), "unit")
    found = _by_unit(VisitFinding.objects.standing().filter(visit__campaign=campaign), "visit__unit")
    entries = WorkEntry.objects.filter(item__campaign=campaign)
    due, done = _by_unit(entries, "unit"), _by_unit(entries.exclude(status=WorkStatus.WAITING), "unit")
    return [
        UnitRow(
            place,
            visits.get(place.unit_id, 0),
            found.get(place.unit_id, 0),
            done.get(place.unit_id, 0),
            due.get(place.unit_id, 0),
        )
        for place in places
    ]


def _by_unit(rows: QuerySet, path: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(path).annotate(number=Count("pk")))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a list: how many units have done it."""

    item: object
    done: int
    due: int


def work_rows(campaign: Campaign) -> dict[str, list[ItemRow]]:
    """By kind, in the order of the lists."""
    items = campaign.work_items.annotate(
        due=Count("entries"), done=Count("entries", filter=~Q(entries__status=WorkStatus.WAITING))
    ).order_by("position", "pk")
    rows = [ItemRow(item, item.done, item.due) for item in items]
    return {kind: [row for row in rows if row.item.kind == kind] for kind in WorkKind.values}
