"""Which bands of countersigning to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.choices import PaperStatus, SignedThing
from subsidies.models import ApprovalBand


class ApprovalBandFilter(ListFilter):
    primary = ("subject", "status")

    subject = django_filters.ChoiceFilter(label=_("对象"), choices=SignedThing.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = ApprovalBand
        fields: tuple[str, ...] = ()
