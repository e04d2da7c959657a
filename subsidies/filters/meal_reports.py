"""Which schools of a month or year, and which reports to show."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term
from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter
from aid_portal.models import OrgUnit
from subsidies.filters.cards import SchoolRowsFilter, town_choices
from subsidies.filters.years import YearRowsFilter
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport
from subsidies.reports.meal_tables import LATE, month_to_show, months_of, with_month, with_year

STATES = [(LATE, _("未报送")), *MealReportStatus.choices[1:], ("flagged", _("有提示"))]


class SchoolsFilter(ListFilter):
    """Of rows that are schools themselves."""

    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=town_choices, method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(code=value))


class MealMonthFilter(SchoolsFilter):
    """The month puts its figures beside the schools; where the address names none, that which is being worked on."""

    primary = ("month", "town", "school", "state")

    month = django_filters.ChoiceFilter(label=_("月份"), choices=(), empty_label=None, method="by_month")
    state = django_filters.ChoiceFilter(label=_("月报"), choices=STATES, method="by_state")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, queryset: QuerySet | None = None, **options: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        request = options.get("request")
        term = current_term(request) if request else None
        months = {month.isoformat() for month in months_of(term)} if term else set()
        schools = queryset if queryset is not None else OrgUnit.objects.none()
        shown = month_to_show(schools, term, timezone.localdate()).isoformat() if term and "month" not in given else ""
        self.assumed = {"month": shown} if shown else {}
        super().__init__({**given, **self.assumed}, queryset, **options)
        asked = {given["month"]} if given.get("month") and _is_month(given["month"]) else set()
        self.offer("month", [(each, _words(each)) for each in sorted(months | asked, reverse=True)])

    @cached_property
    def chips(self) -> list[Any]:
        """The month that nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_month(queryset, date.fromisoformat(value))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "flagged":
            return queryset.exclude(report_state=LATE).exclude(faults=[])
        return queryset.filter(report_state=value)


def _is_month(words: str) -> bool:
    try:
        return date.fromisoformat(words).day == 1
    except ValueError:
        return False


def _words(month: str) -> str:
    day = date.fromisoformat(month)
    return str(_("%(year)d年%(month)d月") % {"year": day.year, "month": day.month})


class MealYearFilter(SchoolsFilter, YearRowsFilter):
    """The year adds up its locked months."""

    primary = ("year", "town", "school")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def by_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_year(queryset, int(value))

    def _years(self) -> list[tuple[str, str]]:
        months = MealReport.objects.order_by().values_list("month__year", flat=True).distinct()
        years = sorted({*months, *map(int, self.assumed.values())}, reverse=True)
        return [(str(year), str(_("%(year)s年") % {"year": year})) for year in years]


class MealReportFilter(SchoolRowsFilter):
    primary = ("school", "status", "year")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=MealReportStatus.choices)
    year = YearFilter(label=_("年度"), field_name="month__year")

    class Meta:
        model = MealReport
        fields: tuple[str, ...] = ()
