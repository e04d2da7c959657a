"""What to tie out: one term or a whole year, and by what to add up."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term, terms_for
from aid_portal.list_filters import ListFilter
from aid_portal.terms import Term
from subsidies.models import Payment

BY = [("source", _("学校 × 资金来源")), ("programme", _("学校 × 资助项目")), ("line", _("资助项目 × 资金来源"))]


class TieOutFilter(ListFilter):
    """`period` is a term (2022S) or a year (2022); the report takes the conditions, not these rows."""

    primary = ("period", "by", "school", "shown")

    period = django_filters.ChoiceFilter(label=_("学期或年度"), choices=(), empty_label=None, method="by_nothing")
    by = django_filters.ChoiceFilter(label=_("汇总方式"), choices=BY, empty_label=None, method="by_nothing")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_nothing")
    shown = django_filters.ChoiceFilter(
        label=_("显示"), choices=[("different", _("只看有差异的"))], empty_label=_("全部"), method="by_nothing"
    )

    class Meta:
        model = Payment
        fields: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any], **options: Any) -> None:
        request = options["request"]
        self.assumed = {"period": str(current_term(request)), "by": "source"}
        given = {name: value for name, value in data.items() if value}
        self.assumed = {name: value for name, value in self.assumed.items() if name not in given}
        super().__init__({**given, **self.assumed}, Payment.objects.none(), **options)
        self.known = terms_for(request)
        self.offer("period", [*_years(self.known), *((str(term), term.label) for term in self.known)])

    @property
    def terms(self) -> list[str]:
        period = self.form.cleaned_data["period"]
        return [str(term) for term in self.known if period in (str(term), str(term.year))]

    @cached_property
    def chips(self) -> list[Any]:
        """Period and way of adding up are no conditions to take off."""
        return [chip for chip in super().chips if chip.name not in ("period", "by")]

    def by_nothing(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset


def _years(terms: list[Term]) -> list[tuple[str, str]]:
    years = sorted({term.year for term in terms}, reverse=True)
    return [(str(year), str(_("%(year)s全年") % {"year": year})) for year in years]
