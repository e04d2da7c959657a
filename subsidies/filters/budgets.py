"""Which budget lines and which ledger entries to show."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term
from aid_portal.list_filters import ListFilter, day_filter
from subsidies.choices import AccountKind, EntryKind, FundSource
from subsidies.filters.runs import paid_programme_choices
from subsidies.models import BudgetLine, LedgerEntry

# Conditions on the legs: they narrow the entries and the money that is counted of each.
OF_LEGS = {
    "year": "account__line__year", "programme": "account__line__programme__code", "source": "account__line__source",
    "line": "account__line", "account": "account__kind",
}  # fmt: skip


def budget_years(*asked: int) -> list[tuple[str, str]]:
    years = {*BudgetLine.objects.values_list("year", flat=True), *asked}
    return [(str(year), str(_("%(year)s年") % {"year": year})) for year in sorted(years, reverse=True)]


class BudgetLineFilter(ListFilter):
    """One year at a time: that of the term that is looked at, where the address names none."""

    primary = ("year", "programme", "source")

    year = django_filters.ChoiceFilter(label=_("预算年度"), choices=(), empty_label=None)
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=paid_programme_choices, field_name="programme__code")
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=FundSource.choices)

    class Meta:
        model = BudgetLine
        fields: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, queryset: QuerySet | None = None, **options: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        request = options.get("request")
        self.assumed = {"year": str(current_term(request).year)} if request and "year" not in given else {}
        super().__init__({**given, **self.assumed}, queryset, **options)
        self.offer("year", budget_years(*map(int, self.assumed.values())))

    @cached_property
    def chips(self) -> list[Any]:
        """The year is no condition to take off."""
        return [chip for chip in super().chips if chip.name != "year"]


class LedgerEntryFilter(ListFilter):
    primary = ("year", "programme", "source", "kind")

    year = django_filters.ChoiceFilter(label=_("预算年度"), choices=budget_years, method="by_legs")
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=paid_programme_choices, method="by_legs")
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=FundSource.choices, method="by_legs")
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=EntryKind.choices, method="by_kind")
    account = django_filters.ChoiceFilter(label=_("科目"), choices=AccountKind.choices, method="by_legs")
    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number", lookup_expr="istartswith")
    line = django_filters.ModelChoiceFilter(
        label=_("预算指标"), queryset=BudgetLine.objects.select_related("programme"), method="by_legs"
    )
    since = day_filter(_("自"), "date__gte", "made_at")
    until = day_filter(_("至"), "date__lte", "made_at")

    class Meta:
        model = LedgerEntry
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        said = self.form.cleaned_data
        legs = {path: said[name] for name, path in OF_LEGS.items() if said.get(name)}
        return super().filter_queryset(queryset).with_fen(**legs)

    def by_legs(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """All conditions on the legs hold for one leg: see filter_queryset."""
        return queryset

    def by_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """What was reversed stands beside what it takes back, so that the sum is right."""
        return queryset.filter(Q(kind=value) | Q(reverses__kind=value))
