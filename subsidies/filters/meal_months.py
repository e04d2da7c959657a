"""Rows of one month: where the address names none, of that which is being worked on."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import current_term
from aid_portal.list_filters import ListFilter
from subsidies.reports.meal_tables import month_to_show, months_of


class OfMonthFilter(ListFilter):
    """A subclass says whose counts show the month that is worked on, and what a month does to its rows."""

    month = django_filters.ChoiceFilter(label=_("月份"), choices=(), empty_label=None, method="by_month")

    def __init__(self, data: Mapping[str, Any] | None = None, queryset: QuerySet | None = None, **options: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        request = options.get("request")
        term = current_term(request) if request else None
        months = {month.isoformat() for month in months_of(term)} if term else set()
        rows = queryset if queryset is not None else self._meta.model.objects.none()
        wanted = term is not None and "month" not in given
        shown = month_to_show(self.schools_of(rows), term, timezone.localdate()).isoformat() if wanted else ""
        self.assumed = {"month": shown} if shown else {}
        super().__init__({**given, **self.assumed}, queryset, **options)
        asked = {given["month"]} if given.get("month") and _is_month(given["month"]) else set()
        self.offer("month", [(each, _words(each)) for each in sorted(months | asked, reverse=True)])

    @cached_property
    def chips(self) -> list[Any]:
        """The month that nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def schools_of(self, queryset: QuerySet) -> QuerySet:
        raise NotImplementedError

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        raise NotImplementedError


def _is_month(words: str) -> bool:
    try:
        return date.fromisoformat(words).day == 1
    except ValueError:
        return False


def _words(month: str) -> str:
    day = date.fromisoformat(month)
    return str(_("%(year)d年%(month)d月") % {"year": day.year, "month": day.month})
