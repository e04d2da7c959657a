"""Which call sheets that came back to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.arrival_choices import CallSheetStatus
from subsidies.models import FilledCallSheet


class CallSheetFilter(ListFilter):
    batch = django_filters.CharFilter(label=_("批次号"), field_name="sample__batch__number")
    sample = django_filters.NumberFilter(label=_("回访"), field_name="sample_id")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=CallSheetStatus.choices)

    class Meta:
        model = FilledCallSheet
        fields: tuple[str, ...] = ()
