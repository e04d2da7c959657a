"""Which campaigns, and which lines of the three lists, to show."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from supervision.choices import BEGUN, CampaignStatus, Theme, WorkKind, WorkStatus
from supervision.models import Campaign, WorkEntry

YES = "yes"


def campaign_years() -> list[tuple[str, str]]:
    years = sorted({start.year for start in Campaign.objects.dates("starts_on", "year")}, reverse=True)
    return [(str(year), str(_("%(year)s年") % {"year": year})) for year in years]


def campaign_choices() -> list[tuple[int, str]]:
    return [(campaign.pk, campaign.name) for campaign in Campaign.objects.order_by("-starts_on", "-pk")]


class CampaignFilter(ListFilter):
    primary = ("name", "year", "theme", "status")

    name = django_filters.CharFilter(label=_("行动名称"), lookup_expr="icontains")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=campaign_years, field_name="starts_on", lookup_expr="year")
    theme = django_filters.ChoiceFilter(label=_("督查事项"), choices=Theme.choices, method="by_theme")
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=[*CampaignStatus.choices, (BEGUN, _("已开展"))], method="by_status"
    )

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()

    def by_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.begun() if value == BEGUN else queryset.filter(status=value)

    def by_theme(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(themes__contains=[value])


class WorkEntryFilter(ListFilter):
    primary = ("campaign", "kind", "unit", "status")

    campaign = django_filters.ChoiceFilter(label=_("督查行动"), choices=campaign_choices, field_name="item__campaign")
    kind = django_filters.ChoiceFilter(label=_("清单"), choices=WorkKind.choices, field_name="item__kind")
    unit = django_filters.CharFilter(label=_("单位"), field_name="unit__name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=WorkStatus.choices)
    late = django_filters.ChoiceFilter(label=_("期限"), choices=[(YES, _("已过期限"))], method="by_late")
    item = django_filters.NumberFilter(label=_("条目"), field_name="item")

    class Meta:
        model = WorkEntry
        fields: tuple[str, ...] = ()

    def by_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(status=WorkStatus.WAITING, item__due_on__lt=timezone.localdate())
