"""Which grievances to show."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter, day_filter
from subsidies.choices import PaperStatus
from supervision.grievance_choices import ChangedField, GrievanceKind, GrievanceSource, GrievanceStatus
from supervision.models import DataChange, Grievance
from supervision.reports.grievances import WAITS, waiting

OPEN, OVERDUE = "open", "overdue"
STATES = [(OPEN, _("未办结")), *GrievanceStatus.choices, (OVERDUE, _("逾期（含逾期办结）"))]
TO_DO = {"accept": _("待受理"), "handle": _("由我办理"), "answer": _("待答复"), "chase": _("逾期督办")}
QUARTERS = [("1", _("第一季度")), ("2", _("第二季度")), ("3", _("第三季度")), ("4", _("第四季度"))]


class GrievanceFilter(ListFilter):
    primary = ("kind", "state", "unit", "waiting")

    kind = django_filters.ChoiceFilter(label=_("类别"), choices=GrievanceKind.choices)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")
    unit = django_filters.CharFilter(label=_("承办单位"), field_name="assigned_unit__name", lookup_expr="icontains")
    waiting = django_filters.ChoiceFilter(label=_("待办"), choices=list(TO_DO.items()), method="by_waiting")
    number = django_filters.NumberFilter(label=_("编号"))
    year = django_filters.NumberFilter(label=_("年度"))
    quarter = django_filters.ChoiceFilter(label=_("季度"), choices=QUARTERS, field_name="received_at__quarter")
    source = django_filters.ChoiceFilter(label=_("来源"), choices=GrievanceSource.choices)
    concerns = django_filters.CharFilter(label=_("涉及单位"), field_name="unit__name", lookup_expr="icontains")
    urgent = django_filters.ChoiceFilter(label=_("加急"), choices=[("yes", _("加急"))], method="by_urgent")
    since = day_filter(_("收到日期自"), "date__gte", "received_at")
    until = day_filter(_("收到日期至"), "date__lte", "received_at")

    class Meta:
        model = Grievance
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == OPEN:
            return queryset.open()
        return queryset.overdue_on(timezone.localdate()) if value == OVERDUE else queryset.filter(status=value)

    def by_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        user: Any = self.request.user if self.request else None
        found = waiting(user, value) if user and value in WAITS else Grievance.objects.none()
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def by_urgent(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(urgent=True)


class DataChangeFilter(ListFilter):
    primary = ("status", "field", "school", "applied")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)
    field = django_filters.ChoiceFilter(label=_("更正内容"), choices=ChangedField.choices)
    school = django_filters.CharFilter(label=_("学校"), field_name="school__name", lookup_expr="icontains")
    applied = django_filters.ChoiceFilter(
        label=_("更正情况"), choices=[("yes", _("已更正")), ("no", _("待学校更正"))], method="by_applied"
    )

    class Meta:
        model = DataChange
        fields: tuple[str, ...] = ()

    def by_applied(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.to_put_right() if value == "no" else queryset.filter(applied_at__isnull=False)
