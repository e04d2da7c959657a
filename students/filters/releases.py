"""Which releases of the departments' lists to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from aid_portal.listing import ListFilter
from students.choices import RecordKind, ReleaseStatus
from students.models import Release


class ReleaseFilter(ListFilter):
    primary = ("kind", "status", "since", "until")

    kind = django_filters.ChoiceFilter(label=_("名单"), choices=RecordKind.choices, empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ReleaseStatus.choices, empty_label=_("全部"))
    since = day_filter(_("数据日期自"), "gte", "data_date")
    until = day_filter(_("数据日期至"), "lte", "data_date")

    class Meta:
        model = Release
        fields: tuple[str, ...] = ()
