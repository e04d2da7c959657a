"""What the page of a visit shows, and the year's food safety in numbers."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceNoteForm
from supervision.choices import Answer, Theme
from supervision.models import Campaign, RectificationNotice, Visit, VisitFinding
from supervision.reports.campaigns import ISSUED


def visit_page(visit: Visit, user: User) -> dict[str, Any]:
    found = visit.findings.select_related("item", "problem__notice__word").prefetch_related("photos__file", "photos__thumbnail")
    answers = visit.answers.select_related("item__checklist").order_by("item__checklist", "item__position", "pk")
    may_void = user.has(Permission.INSPECTION_MANAGE) and not visit.voided_at
    may_draft = user.has(Permission.NOTICE_DRAFT) and not visit.voided_at
    return {
        "visit": visit,
        "facts": [
            (_("督查行动"), visit.campaign.name, visit.campaign.get_absolute_url()),
            (_("督查日期"), figures.day(visit.visited_on)),
            (_("督查组"), str(visit.team or "")),
            (_("督查人员"), visit.inspectors),
            (_("接待人员"), visit.people_met),
            (_("单位签字人"), visit.signed_by),
            (_("记录人"), f"{visit.recorded_by.name} {figures.minute(visit.recorded_at)}"),
            (_("总体情况"), visit.summary),
        ],
        "findings": found.order_by("position"),
        "photos": visit.photos.select_related("file", "thumbnail").order_by("pk"),
        "answers": [each for each in answers if each.answer != Answer.PROBLEM],
        "draft_url": rows("supervision:notice-begin", unit=visit.unit_id) if may_draft else "",
        "void_form": OnceNoteForm() if may_void else None,
    }


def food_page(user: User) -> dict[str, Any]:
    """Counted as found, year by year: nothing is rounded or said to be about."""
    checks = Campaign.objects.visible_to(user).filter(themes__contains=[Theme.FOOD])
    years = sorted({day.year for day in checks.dates("starts_on", "year")}, reverse=True)
    return {"years": [_food_year(year, user) for year in years]}


def _food_year(year: int, user: User) -> dict[str, Any]:
    checks = Campaign.objects.visible_to(user).filter(themes__contains=[Theme.FOOD], starts_on__year=year)
    visits = Visit.objects.visible_to(user).standing().filter(campaign__in=checks)
    found = VisitFinding.objects.visible_to(user).standing().filter(theme=Theme.FOOD, visit__campaign__in=checks)
    sections = found.values_list("item__section").annotate(number=Count("pk")).order_by("-number", "item__section")
    notices = RectificationNotice.objects.visible_to(user).filter(theme=Theme.FOOD, status__in=ISSUED, year=year)
    told = notices.aggregate(all=Count("pk"), closed=Count("pk", filter=Q(status="closed")))
    return {
        "year": year,
        "checks": checks.count(),
        "units": visits.values("unit").distinct().count(),
        "findings": found.count(),
        "sections": _named(sections),
        "notices": told["all"],
        "closed": told["closed"],
        "checks_url": rows("supervision:campaign-list", theme=Theme.FOOD, year=year),
        "notices_url": rows("supervision:notice-list", theme=Theme.FOOD, year=year),
    }


def _named(sections: Iterable[tuple[str | None, int]]) -> list[tuple[str, int]]:
    """What no item, or an item of no section, asks for stands together."""
    counts: Counter[str] = Counter()
    for section, number in sections:
        counts[section or _("其他")] += number
    return counts.most_common()
