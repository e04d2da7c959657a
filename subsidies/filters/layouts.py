"""Which layouts to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from subsidies.models import BankLayout
from subsidies.models.bank_layouts import LAYOUT_STATES, SUPERSEDED


class LayoutFilter(ListFilter):
    primary = ("label", "state")

    label = django_filters.CharFilter(label=_("名称"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=LAYOUT_STATES, method="by_state")

    class Meta:
        model = BankLayout
        fields = ("label", "state")

    def by_state(self, queryset, name, value):
        if value == SUPERSEDED:
            return queryset.filter(retired=True)
        return queryset.filter(status=value, retired=False)
