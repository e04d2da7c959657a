"""What the filters of rows of a calendar year have in common: the year, first that of the term being looked at."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term
from aid_portal.list_filters import ListFilter
from aid_portal.term_filters import ALL


class YearRowsFilter(ListFilter):
    """`year_path` leads from the row to its year; where the address names none, that of the chosen term."""

    year_path = "year"

    year = django_filters.ChoiceFilter(label=_("年度"), choices=(), empty_label=None, method="by_year")

    def __init__(self, data: Mapping[str, Any] | None = None, queryset: QuerySet | None = None, **options: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        request = options.get("request")
        self.assumed = {"year": str(current_term(request).year)} if request and "year" not in given else {}
        super().__init__({**given, **self.assumed}, queryset, **options)
        self.offer("year", self._years())

    @cached_property
    def chips(self) -> list[Any]:
        """The year that nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def by_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(**{self.year_path: value})

    def known_years(self) -> Iterable[int]:
        return self._meta.model.objects.order_by().values_list(self.year_path, flat=True).distinct()

    def _years(self) -> list[tuple[str, str]]:
        years = sorted({*self.known_years(), *map(int, self.assumed.values())}, reverse=True)
        return [*((str(year), str(_("%(year)s年") % {"year": year})) for year in years), (ALL, str(_("全部年度")))]
