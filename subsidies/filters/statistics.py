"""Which year a table is of, and which payments and recoveries stand behind one of its numbers."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term, terms
from aid_portal.listing import ListFilter
from aid_portal.pagination import PAGING
from aid_portal.term_filters import ALL, TermRowsFilter, towns_for
from aid_portal.terms import Term
from students.filters.students import named
from subsidies.choices import Channel
from subsidies.filters.runs import programme_choices
from subsidies.models import Batch, FrozenFlow, MoneyFlow, StatisticsReport
from subsidies.models.splits import STATE_CHOICES
from subsidies.reports.county_reports import flat, report
from subsidies.reports.report_layouts import LAYOUTS, NONE
from subsidies.reports.statistics import KEYS, PLACES, cells, cells_of, held_cells, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.words import policy_words
from subsidies.rules.statistics import ACADEMIC, CALENDAR, PAID, REPORT_STAGES, Part, Span
from subsidies.statistics_choices import StatisticsKind


def span_choices() -> list[tuple[str, str]]:
    """The years of what was ever batched and of the newest terms, newest first, in each way of telling it, and these terms."""
    batched = Batch.objects.order_by("term_id").values_list("term_id", flat=True).distinct()
    used = [Term.parse(code) for code in batched] or terms()[:1]
    years, academic = {term.year for term in used}, {term.academic_year.first for term in used}
    spans = [Span(CALENDAR, year) for year in sorted(years, reverse=True)]
    spans += [Span(ACADEMIC, year) for year in sorted(academic, reverse=True)]
    spans += [Span(PAID, year) for year in range(max(years) + 1, min(years) - 1, -1)]
    spans += [Span.of_term(term) for term in sorted(set(used), reverse=True)]
    return [(str(span), span.label) for span in spans]


def span_on_opening(request: HttpRequest | None) -> str:
    return str(Span(CALENDAR, current_term(request).year)) if request else ""


class SpanFilter(ListFilter):
    """The year of a table; first that of the term being looked at."""

    primary = ("span",)

    span = django_filters.ChoiceFilter(label=_("统计口径"), choices=(), empty_label=None, method="by_span")

    class Meta:
        model = MoneyFlow
        fields = ()

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, *, request: HttpRequest | None = None, **rest: Any):
        given = {name: data[name] for name in data if data[name] and name not in PAGING} if data else {}
        self.assumed = {} if "span" in given else {"span": span_on_opening(request)}
        super().__init__({**self.assumed, **given}, queryset, request=request)

    @property
    def form(self) -> Any:
        form = super().form
        if not form.fields["span"].choices:
            form.fields["span"].choices = with_own(span_choices(), self.data.get("span", ""))
        return form

    @property
    def year(self) -> Span:
        """Of a form that is valid."""
        self.form.is_valid()
        return Span.parse(self.form.cleaned_data["span"])

    def by_span(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.within(Span.parse(value))


class CellFilter(SpanFilter):
    """Of which year and which part of the county a report speaks; in a file its rows are the cells, not what they are made of."""

    primary = ("span", "town", "stage", "programme")
    kind: str = StatisticsKind.ANNUAL

    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=REPORT_STAGES)
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = {"town": towns_for(self.request.user if self.request else None), "programme": programme_choices()}
        for name, choices in offered.items():
            self.offer(name, choices)
        for name in Part.__slots__:
            if name in self.form.fields and (name not in LAYOUTS[self.kind].parts or not offered.get(name, True)):
                del self.form.fields[name]

    @property
    def part(self) -> Part:
        """Of a form that is valid."""
        return Part(**{name: self.form.cleaned_data[name] for name in Part.__slots__ if self.form.cleaned_data.get(name)})

    @cached_property
    def chips(self) -> list[Any]:
        """The year that nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    @cached_property
    def rows(self) -> QuerySet:
        """Refused where the table does not close."""
        if not self.form.is_valid():
            return self.queryset.none()
        flows, user = self.qs, self.request.user if self.request else None
        table(self.kind, self.year, flows, paid_out(self.year, user, self.part), self.part).closed()
        return self.cells(flows)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.of(Part(town=value))

    def cells(self, flows: QuerySet) -> QuerySet:
        return cells(self.year, flows) if self.kind == StatisticsKind.ANNUAL else cells_of(self.kind, self.year, flows)


class HeldCellFilter(CellFilter):
    """Every category a child holds; what it is taken from closes as the table of the primary ones."""

    kind = StatisticsKind.CATEGORY

    def cells(self, flows: QuerySet) -> QuerySet:
        return held_cells(self.year, flows)


class TermReportFilter(CellFilter):
    """For files of a report of a single term: its lines, a tuple each."""

    @property
    def rows(self) -> list[tuple]:
        return flat(report(self.kind, self.year, self.request.user, self.part)) if self.form.is_valid() else []


def _filter_of(kind: StatisticsKind) -> type[CellFilter]:
    base = CellFilter if LAYOUTS[kind].may_be_frozen else TermReportFilter
    return type(f"{kind.name.title()}CellFilter", (base,), {"kind": kind})


CELL_FILTERS = {kind: _filter_of(kind) for kind in StatisticsKind}


def with_own(choices: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    """A year that a link names is offered too, though nothing was paid in it."""
    try:
        span = Span.parse(value)
    except ValueError:
        return choices
    return choices if value in dict(choices) else [(value, span.label), *choices]


class FlowFilter(TermRowsFilter):
    primary = ("span", "term", "programme", "school", "name")

    span = django_filters.ChoiceFilter(label=_("统计口径"), choices=(), method="by_span")
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=REPORT_STAGES)
    channel = django_filters.ChoiceFilter(label=_("发放渠道"), choices=Channel.choices)
    category = django_filters.ChoiceFilter(label=_("困难类型（主）"), choices=(), method="by_category")
    held = django_filters.ChoiceFilter(label=_("困难类型（任一）"), choices=(), method="by_held")
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=STATE_CHOICES, method="by_source")
    tier = django_filters.ChoiceFilter(label=_("档次"), choices=())
    home = django_filters.CharFilter(label=_("户籍乡镇"), method="by_home")
    place = django_filters.ChoiceFilter(label=_("户籍与就读"), choices=list(PLACES.items()), method="by_place")
    waiver = django_filters.ChoiceFilter(label=_("资助方式"), choices=[("1", _("减免")), ("0", _("发放"))])

    class Meta:
        model = MoneyFlow
        fields = ("term",)

    def assumptions(self, request: HttpRequest | None) -> dict[str, str]:
        return {"term": ALL, "span": span_on_opening(request)}

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        words = policy_words()
        categories = list(words.categories.items())
        return {
            **super().offered(),
            "programme": programme_choices(),
            "category": [*categories, (NONE, str(_("无特殊困难类型")))],
            "held": categories,
            "tier": list(words.tiers.items()),
            **self.spans(),
        }

    def spans(self) -> dict[str, list[tuple[str, str]]]:
        return {"span": with_own(span_choices(), self.data.get("span", ""))}

    def by_span(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.within(Span.parse(value))

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "entitlement__enrolment__")

    def by_category(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.with_category().filter(category="" if value == NONE else value)

    def by_held(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(categories__contains=[value])

    def by_source(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(**{f"fen_{value}": 0})

    def by_home(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(home_town="" if value == NONE else value)

    def by_place(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.annotate(by_place=KEYS["place"]()).filter(by_place=value)


class FrozenFlowFilter(FlowFilter):
    """Behind a frozen report the year is fixed."""

    primary = ("term", "programme", "school", "name")
    span = None

    class Meta(FlowFilter.Meta):
        model = FrozenFlow

    def assumptions(self, request: HttpRequest | None) -> dict[str, str]:
        return {"term": ALL}

    def spans(self) -> dict[str, list[tuple[str, str]]]:
        return {}


class ReportFilter(ListFilter):
    primary = ("kind", "made_by")

    kind = django_filters.ChoiceFilter(label=_("报表"), choices=StatisticsKind.choices)
    made_by = django_filters.CharFilter(label=_("固定人"), field_name="made_by__name", lookup_expr="contains")

    class Meta:
        model = StatisticsReport
        fields = ("kind",)
