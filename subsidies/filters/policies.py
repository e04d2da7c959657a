"""Which versions of the policy to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion


class PolicyVersionFilter(ListFilter):
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PolicyStatus.choices)
    note = django_filters.CharFilter(label=_("说明"), lookup_expr="icontains")

    class Meta:
        model = PolicyVersion
        fields = ("status", "note")
