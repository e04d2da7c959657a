"""Which requests for unmasked data to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.listing import ListFilter
from aid_portal.models import UnmaskRequest


class UnmaskRequestFilter(ListFilter):
    status = django_filters.ChoiceFilter(label=_("状态"), choices=UnmaskStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=UnmaskKind.choices)

    class Meta:
        model = UnmaskRequest
        fields = ("status", "kind")
