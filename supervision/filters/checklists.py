"""Which checklists to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from supervision.choices import Theme
from supervision.models import Checklist

USED, RETIRED = "used", "retired"


class ChecklistFilter(ListFilter):
    theme = django_filters.ChoiceFilter(label=_("检查事项"), choices=Theme.choices)
    title = django_filters.CharFilter(label=_("清单名称"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("使用"), choices=[(USED, _("在用")), (RETIRED, _("已停用"))], method="by_state")

    class Meta:
        model = Checklist
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(retired_on__isnull=value == USED)
