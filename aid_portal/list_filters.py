"""Filters of list pages: the only filter code, used by page, export and API alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Chip:
    name: str
    label: str
    value: str


class ListFilter(django_filters.FilterSet):
    """Base of all FilterSets. `primary` names the filters always in sight; the others wait under 更多条件."""

    primary: Sequence[str] = ()
    assumed: Mapping[str, str] = {}  # conditions that hold because the address says nothing else

    @property
    def rows(self) -> QuerySet:
        """The rows that match; none where a condition cannot be read."""
        return self.qs if self.form.is_valid() else self.queryset.none()

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
        return list(self.primary) or list(self.form.fields)[:4]

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
