"""Which releases of the departments' lists to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from students.choices import RecordKind, ReleaseStatus
from students.forms.releases import day_input
from students.models import Release


class ReleaseFilter(ListFilter):
    primary = ("kind", "status", "since", "until")

    kind = django_filters.ChoiceFilter(label=_("名单"), choices=RecordKind.choices, empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ReleaseStatus.choices, empty_label=_("全部"))
    since = django_filters.DateFilter(label=_("数据日期自"), field_name="data_date", lookup_expr="gte", widget=day_input())
    until = django_filters.DateFilter(label=_("数据日期至"), field_name="data_date", lookup_expr="lte", widget=day_input())

    class Meta:
        model = Release
        fields: tuple[str, ...] = ()
