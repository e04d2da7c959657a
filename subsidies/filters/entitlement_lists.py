"""Which lists to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import TermRowsFilter
from subsidies.choices import ListStatus
from subsidies.filters.runs import paid_programme_choices
from subsidies.models import EntitlementList
from subsidies.reports.waiting import lists_waiting

MINE = [("yes", _("待我办理"))]


class EntitlementListFilter(TermRowsFilter):
    primary = ("term", "school", "programme", "status")

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ListStatus.choices)
    mine = django_filters.ChoiceFilter(label=_("经办"), choices=MINE, method="by_mine")

    class Meta:
        model = EntitlementList
        fields = ("term", "status")

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        return {**super().offered(), "programme": paid_programme_choices()}

    def by_mine(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=lists_waiting(self.request.user).values("pk"))
