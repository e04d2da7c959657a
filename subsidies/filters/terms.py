"""What the filters of results have in common: the term, in the first place the one being looked at, and where."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.current_term import current_term, terms
from aid_portal.listing import ListFilter
from aid_portal.models import OrgUnit


def term_choices() -> list[tuple[str, str]]:
    return [(str(term), term.label) for term in terms()]


class ResultFilter(ListFilter):
    """A condition that the address does not mention takes its default; one that it mentions as empty is taken off."""

    defaults: Mapping[str, str] = {}

    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices, empty_label=_("全部学期"))
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
        given = {name: data[name] for name in data} if data else {}
        assumed = {**self.defaults, **({"term": str(current_term(request))} if request else {})}
        self.assumed = {name: value for name, value in assumed.items() if name not in given}
        super().__init__({**given, **self.assumed}, queryset, request=request)

    @property
    def form(self) -> Any:
        form = super().form
        if "town" in form.fields and not hasattr(self, "_towns"):
            self._towns = towns_for(self.request.user if self.request else None)
            form.fields["town"].choices = [("", _("全部")), *self._towns]
        return form

    @property
    def chips(self) -> list[Any]:
        """What nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(school__path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))


def towns_for(user: Any) -> list[tuple[str, str]]:
    """The units right below the bureau, as far as the user sees more than one school."""
    units = OrgUnit.objects.visible_to(user) if user else OrgUnit.objects.all()
    below = units.filter(parent__kind=OrgKind.BUREAU).order_by("path")
    return list(below.values_list("code", "name"))
