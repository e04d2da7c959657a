"""Which schools of a month or year, and which reports to show."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter
from aid_portal.models import OrgUnit
from subsidies.filters.cards import SchoolRowsFilter, town_choices
from subsidies.filters.meal_months import OfMonthFilter
from subsidies.filters.years import YearRowsFilter
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport
from subsidies.reports.meal_tables import LATE, with_month, with_year

STATES = [(LATE, _("未报送")), *MealReportStatus.choices[1:], ("flagged", _("有提示"))]


class SchoolsFilter(ListFilter):
    """Of rows that are schools themselves."""

    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=town_choices, method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(code=value))


class MealMonthFilter(SchoolsFilter, OfMonthFilter):
    """The month puts its figures beside the schools."""

    primary = ("month", "town", "school", "state")

    state = django_filters.ChoiceFilter(label=_("月报"), choices=STATES, method="by_state")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def schools_of(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_month(queryset, date.fromisoformat(value))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "flagged":
            return queryset.exclude(report_state=LATE).exclude(faults=[])
        return queryset.filter(report_state=value)


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
