"""Which audit events to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import audit
from aid_portal.list_filters import day_filter
from aid_portal.listing import ListFilter
from aid_portal.models import AuditEvent


def events() -> list[tuple[str, str]]:
    return sorted(((code, str(label)) for code, label in audit.event_labels().items()), key=lambda pair: pair[0])


class AuditEventFilter(ListFilter):
    primary = ("event", "actor", "since", "until")

    event = django_filters.ChoiceFilter(label=_("事项"), choices=events)
    actor = django_filters.CharFilter(label=_("操作人或用户名"), method="by_actor")
    since = day_filter(_("自"), "date__gte", "at")
    until = day_filter(_("至"), "date__lte", "at")
    target = django_filters.CharFilter(label=_("对象"), field_name="target", lookup_expr="icontains")
    target_key = django_filters.CharFilter(label=_("对象编号"), field_name="target_key")
    unit_code = django_filters.CharFilter(label=_("单位代码"), field_name="unit_code")
    address = django_filters.CharFilter(label=_("来源地址"), field_name="address")
    request_id = django_filters.CharFilter(label=_("请求编号"), field_name="request_id")

    class Meta:
        model = AuditEvent
        fields: tuple[str, ...] = ()

    def by_actor(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(actor__icontains=value) | queryset.filter(actor_id_text=value)
