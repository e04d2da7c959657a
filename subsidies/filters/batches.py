"""Which batches to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.term_filters import term_choices
from subsidies.choices import BatchStatus, Channel
from subsidies.models import Batch

OVERDUE = [("yes", _("逾期未回盘"))]


class BatchFilter(ListFilter):
    """`overdue` needs rows that subsidies.reports.batches.with_overdue has looked at."""

    primary = ("term", "channel", "status", "name")

    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices)
    channel = django_filters.ChoiceFilter(label=_("发放渠道"), choices=Channel.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=BatchStatus.choices)
    name = django_filters.CharFilter(label=_("批次号或名称"), method="by_name")
    overdue = django_filters.ChoiceFilter(label=_("回盘"), choices=OVERDUE, method="by_overdue")

    class Meta:
        model = Batch
        fields = ("term", "channel", "status")

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(number__icontains=value) | Q(title__icontains=value))

    def by_overdue(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(overdue=True)
