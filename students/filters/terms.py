"""Which terms to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.models import TermSetting


class TermFilter(ListFilter):
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("unlocked", _("未锁定")), ("locked", _("已锁定"))],
        method="by_state",
        empty_label=_("全部"),
    )

    class Meta:
        model = TermSetting
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(locked_at__isnull=value == "unlocked")
