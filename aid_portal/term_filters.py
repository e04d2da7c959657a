"""What the filters of rows of a term and a school have in common: the term, first the one being looked at, and where."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.current_term import current_term, terms, terms_for
from aid_portal.listing import ListFilter
from aid_portal.models import OrgUnit
from aid_portal.pagination import PAGING

ALL = "all"  # said in words, because an address or an export drops what is empty


def term_choices(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    return [(str(term), term.label) for term in (terms_for(request) if request else terms())]


class TermRowsFilter(ListFilter):
    """A condition that the address does not mention takes its default."""

    defaults: Mapping[str, str] = {}

    term = django_filters.ChoiceFilter(label=_("学期"), choices=(), empty_label=None, method="by_term")
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        **rest,
    ) -> None:
        given = {name: data[name] for name in data if data[name] and name not in PAGING} if data else {}
        assumed = self.assumptions(request)
        self.assumed = {name: value for name, value in assumed.items() if name not in given}
        self._offered: dict[str, list[tuple[str, str]]] = {}
        super().__init__({**given, **self.assumed}, queryset, request=request)

    def assumptions(self, request: HttpRequest | None) -> dict[str, str]:
        """What holds where the address says nothing."""
        return {**self.defaults, **({"term": str(current_term(request))} if request else {})}

    @property
    def form(self) -> Any:
        form = super().form
        if not self._offered:
            self._offered = self.offered()
            for name, choices in self._offered.items():
                form.fields[name].choices = choices
            if not self._offered["town"]:  # a school has nothing to choose here
                del form.fields["town"]
        return form

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """The choices that come from rows, fetched once a page and not at every look at the field."""
        user = self.request.user if self.request else None
        return {"term": [*term_choices(self.request), (ALL, str(_("全部学期")))], "town": towns_for(user)}

    @cached_property
    def chips(self) -> list[Any]:
        """What nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(term=value)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(school__path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))


def towns_for(user: Any) -> list[tuple[str, str]]:
    """The units right below the bureau, as far as the user sees more than one school."""
    units = OrgUnit.objects.visible_to(user) if user else OrgUnit.objects.all()
    below = units.filter(parent__kind=OrgKind.BUREAU).order_by("path")
    return list(below.values_list("code", "name"))
