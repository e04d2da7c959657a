"""Which schools to show beside their monthly returns, which quarters of the county, and which children of school age."""

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term
from aid_portal.list_filters import ListFilter
from aid_portal.models import OrgUnit
from aid_portal.pagination import PAGING
from aid_portal.term_filters import term_choices, towns_for
from aid_portal.terms import Term
from students.filters.students import StudentFilter
from students.models import Enrolment
from supervision.dropout_choices import ReturnKind
from supervision.models import AbsenceReport, DropoutReturn
from supervision.reports.dropout_returns import with_return
from supervision.reports.school_age import of_age
from supervision.rules.periods import following

SENT, UNSENT = "sent", "unsent"
STATES = [(SENT, _("已报送")), (UNSENT, _("未报送"))]
YES = "yes"


def months_of_term(term: Term) -> list[date]:
    """The months of a term, the last one first."""
    months, month = [], term.first_day
    while month <= term.last_day:
        months.append(month)
        month = following(ReturnKind.MONTH, month)
    return months[::-1]


class MonthFilter(ListFilter):
    """Schools beside their return of one month: that of the address, else the last of the term that is looked at."""

    primary = ("month", "state", "town", "school")

    month = django_filters.ChoiceFilter(label=_("月份"), choices=(), empty_label=None, method="by_month")
    state = django_filters.ChoiceFilter(label=_("报送"), choices=STATES, method="by_state")
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    school = django_filters.CharFilter(label=_("学校名称"), field_name="name", lookup_expr="icontains")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, *, request: Any = None, **rest: Any) -> None:
        given = {name: data[name] for name in data if data[name] and name not in PAGING} if data else {}
        months = months_of_term(current_term(request)) if request else []
        known = [f"{month:%Y-%m}" for month in months]
        self.assumed = {"month": known[0]} if known and "month" not in given else {}
        super().__init__({**given, **self.assumed}, queryset, request=request)
        asked = given.get("month", "")
        self.offer("month", [(each, each) for each in dict.fromkeys([*known, *([asked] if is_month(asked) else [])])])
        towns = towns_for(request.user if request else None)
        self.offer("town", [("", str(_("全部"))), *towns])
        if not towns:
            del self.form.fields["town"]

    @cached_property
    def _primary(self) -> list[str]:
        return [name for name in self.primary if name in self.form.fields]

    @cached_property
    def chips(self) -> list[Any]:
        return [chip for chip in super().chips if chip.name not in self.assumed]

    @property
    def first_day(self) -> date:
        return date.fromisoformat(f"{self.data['month']}-01")

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_return(queryset, date.fromisoformat(f"{value}-01"))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        told = DropoutReturn.objects.filter(unit=OuterRef("pk"), kind=ReturnKind.MONTH, first_day=self.first_day)
        return queryset.filter(Exists(told) if value == SENT else ~Exists(told))

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(path__startswith=f"/{value}/")


def is_month(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01")
    except ValueError:
        return False
    return True


class QuarterFilter(ListFilter):
    year = django_filters.NumberFilter(label=_("年度"), field_name="first_day", lookup_expr="year")

    class Meta:
        model = DropoutReturn
        fields: tuple[str, ...] = ()


class ReturnFilter(ListFilter):
    """For programs: the returns themselves."""

    kind = django_filters.ChoiceFilter(label=_("报表"), choices=ReturnKind.choices)
    first_day = django_filters.DateFilter(label=_("期初"))
    unit = django_filters.CharFilter(label=_("单位代码"), field_name="unit__code")

    class Meta:
        model = DropoutReturn
        fields = ("kind",)


class SchoolAgeFilter(StudentFilter):
    """The rolls of one term, of those who are of school age in it."""

    primary = ("term", "school", "name", "grade")

    absent = django_filters.ChoiceFilter(label=_("到校"), choices=[(YES, _("现在未到校"))], method="by_absent")

    class Meta:
        model = Enrolment
        fields = ("status",)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """One term at a time, for ages are of a term."""
        return {**super().offered(), "term": term_choices(self.request)}

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return of_age(queryset.filter(term=value), value)

    def by_absent(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Exists(AbsenceReport.objects.open().filter(student=OuterRef("student"))))
