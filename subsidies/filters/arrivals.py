"""Which draws of payees to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.models import ArrivalSample

STATES = [("open", _("还没有问完")), ("mismatch", _("有待查核的不一致")), ("done", _("已办结"))]


class ArrivalFilter(ListFilter):
    """`state` needs rows with their counts."""

    primary = ("batch", "state")

    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")

    class Meta:
        model = ArrivalSample
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "mismatch":
            return queryset.filter(unsettled__gt=0)
        return queryset.by_progress(done=value == "done")
