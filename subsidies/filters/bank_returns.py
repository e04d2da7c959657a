"""Which returns to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.term_filters import term_choices
from subsidies.choices import ReturnStatus
from subsidies.models import BankReturn


class BankReturnFilter(ListFilter):
    primary = ("term", "status", "batch")

    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices, field_name="batch__term")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ReturnStatus.choices)
    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number", lookup_expr="icontains")

    class Meta:
        model = BankReturn
        fields = ("status",)
