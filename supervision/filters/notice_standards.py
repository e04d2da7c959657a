"""Which standards of deadlines and steps to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.choices import PaperStatus
from supervision.models import NoticeStandard


class NoticeStandardFilter(ListFilter):
    primary = ("status",)

    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = NoticeStandard
        fields: tuple[str, ...] = ()
