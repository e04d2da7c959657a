"""Which reports of sudden hardship to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter, day_filter
from supervision.models import HardshipReport
from supervision.warning_choices import HardshipEvent, ReportStatus


class HardshipReportFilter(ListFilter):
    primary = ("name", "unit", "event", "status")

    name = django_filters.CharFilter(label=_("姓名"), field_name="student__name", lookup_expr="contains")
    unit = django_filters.CharFilter(label=_("报告单位"), field_name="unit__name", lookup_expr="contains")
    event = django_filters.ChoiceFilter(label=_("突发情况"), choices=HardshipEvent.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ReportStatus.choices)
    since = day_filter(_("发生日期自"), "gte", "happened_on")
    until = day_filter(_("发生日期至"), "lte", "happened_on")

    class Meta:
        model = HardshipReport
        fields: tuple[str, ...] = ()
