"""Filters of list pages: the only filter code, used by page, export and API alike."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Model, QuerySet

from aid_portal.widgets import day_input


@dataclass(frozen=True)
class Chip:
    name: str
    label: str
    value: str


def day_filter(label: Any, lookup: str, field: str) -> django_filters.DateFilter:
    """One end of a period, in a box with a label of its own; `lookup` is gte or lte, of a moment date__gte or date__lte."""
    return django_filters.DateFilter(label=label, field_name=field, lookup_expr=lookup, widget=day_input())


class Conditions:
    """What components/filter_bar.html and the chips read of a form of conditions; `primary` are always in sight."""

    primary: Sequence[str] = ()
    assumed: Mapping[str, str] = {}  # conditions that hold because the address says nothing else

    @property
    def primary_fields(self) -> list[Any]:
        return [self.form[name] for name in self._primary]

    @property
    def further_fields(self) -> list[Any]:
        return [bound for bound in self.form if bound.name not in self._primary]

    @property
    def further_in_use(self) -> bool:
        return any(chip.name not in self._primary for chip in self.chips)

    @cached_property
    def _primary(self) -> list[str]:
        """Those of `primary` that this person is asked at all."""
        return [name for name in self.primary if name in self.form.fields] or list(self.form.fields)[:4]

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in force, in words, each with its name so that it can be taken off."""
        if not self.form.is_valid():
            return []
        given = ((name, value) for name, value in self.form.cleaned_data.items() if value not in (None, "", [], ()))
        return [Chip(name, str(self.form[name].label), self._words(name, value)) for name, value in given]

    def _words(self, name: str, value: Any) -> str:
        choices = getattr(self.form.fields[name], "choices", None)
        if isinstance(value, slice):
            return " ~ ".join(str(end or "") for end in (value.start, value.stop))
        if choices is None or isinstance(value, Model):
            return str(value)
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(labels.get(str(one), str(one)) for one in values)


class _Declared(OrderedDict):
    """The filters of a class. A page binds copies to itself; what they are made of nobody changes, so it is not copied."""

    def __deepcopy__(self, memo: dict) -> "OrderedDict[str, django_filters.Filter]":
        copies = OrderedDict((name, copy(each)) for name, each in self.items())
        for each in copies.values():
            each.extra, each.method = dict(each.extra), each.method  # the latter binds it to the copy
            each.__dict__.pop("_field", None)  # a field of its own, which the form of the page may keep
        return copies


class _Own(dict):
    """The fields of a form that is made for one page: they were made for it and need no copying."""

    def __deepcopy__(self, memo: dict) -> dict[str, Any]:
        return dict(self)


class ListFilter(Conditions, django_filters.FilterSet):
    """Base of all FilterSets; the filters that are not primary wait under 更多条件."""

    @classmethod
    def get_filters(cls) -> "OrderedDict[str, django_filters.Filter]":
        return _Declared(super().get_filters())

    def get_form_class(self) -> type[Any]:
        form_class = super().get_form_class()
        form_class.base_fields, form_class.of_a_list = _Own(form_class.base_fields), True
        return form_class

    @property
    def rows(self) -> QuerySet:
        """The rows that match; none where a condition cannot be read."""
        return self.qs if self.form.is_valid() else self.queryset.none()

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """What may be chosen this time: said to this form, because the filter's own field outlives a request."""
        self.form.fields[name].choices = choices
