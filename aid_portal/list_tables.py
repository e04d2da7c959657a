"""Tables of list pages: declared with django-tables2, written out row by row without its template."""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django.db.models import Model
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tables2.data import TableData
from django_tables2.rows import BoundRow

from aid_portal.columns import EMPTY, RestsOn, TextColumn
from aid_portal.markup import escaped


class PageData(TableData):
    """The rows of one page, sorted and cut by the database already."""

    def __init__(self, rows: list[Any], model: type[Model]) -> None:
        super().__init__(rows)
        self._model = model

    def __len__(self) -> int:
        return len(self.data)

    @property
    def model(self) -> type[Model]:
        return self._model

    def order_by(self, aliases: Any) -> None:
        """Nothing left to do."""


@dataclass(frozen=True)
class Heading:
    """A column's head: where a click sorts, None for columns that cannot."""

    label: str
    css: str
    sort: str | None
    state: str  # ascending, descending, none: the words of aria-sort


class _Declared(dict):
    """The columns of a class. A page binds copies to itself; what they are made of nobody changes, so it is not copied."""

    def __deepcopy__(self, memo: dict) -> dict[str, Any]:
        return {name: copy(column) for name, column in self.items()}


class ListTable(tables.Table):
    """Base of all tables of list pages. Meta: order_by (default sort), caption, selectable (boxes for batch actions)."""

    class Meta:
        orderable = True

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.base_columns = _Declared(cls.base_columns)

    @property
    def model(self) -> type[Model]:
        return self.data.model

    @cached_property
    def shown(self) -> list[Any]:
        return [column for column in self.columns.iterall() if column.visible]

    @property
    def headings(self) -> list[Heading]:
        sort = next(iter(self.order_by), "")
        return [self._heading(column, str(sort)) for column in self.shown]

    def _label(self, column: Any) -> str:
        """The name of somebody or something is called after what it is of this row: 记录人, not 姓名."""
        relation, _between, rest = str(column.accessor).partition("__")
        named = rest == "name" and column.column.verbose_name is None
        return str(self.model._meta.get_field(relation).verbose_name if named else column.header)

    def _heading(self, column: Any, sort: str) -> Heading:
        css, label = "num" if "num" in getattr(column.column, "css", "").split() else "", self._label(column)
        if not column.orderable:
            return Heading(label, f"{css} unsorted".strip(), None, "none")
        state = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "none")
        other = {"ascending": f"-{column.name}", "descending": column.name}
        first = f"-{column.name}" if column.column.initial_sort_descending else column.name
        return Heading(label, css, other.get(state, first), state)

    @cached_property
    def body(self) -> SafeString:
        """The rows as HTML, one string a row: a template loop costs three times as much (performance.md 6)."""
        cells = [self._cell(column) for column in self.shown]
        return mark_safe("".join(self._row(record, cells) for record in self.data))  # noqa: S308 cells escape

    def _row(self, record: Any, cells: Sequence[Callable[[Any], str]]) -> str:
        return f"<tr>{self._box(record)}{''.join(cell(record) for cell in cells)}</tr>"

    def _box(self, record: Any) -> str:
        if not getattr(self, "selecting", False):
            return ""
        label = _("选择%(row)s") % {"row": record}
        return (
            f'<td class="box"><input class="form-check-input" type="checkbox" name="selected" value="{escaped(record.pk)}"'
            f' aria-label="{escaped(label)}"></td>'
        )

    def _cell(self, bound: Any) -> Callable[[Any], str]:
        column, label = bound.column, f' data-label="{escaped(self._label(bound))}"'
        if not isinstance(column, TextColumn) or hasattr(self, f"render_{bound.name}"):
            return lambda record: f"<td{label}>{conditional_escape(BoundRow(record, table=self).get_cell(bound.name))}</td>"
        get, html = _getter(bound.accessor), _kept(column.html, column.rests_on) if column.rests_on else column.html
        tag, attribute = ("th", ' scope="row"') if column.heading else ("td", label)
        css, end = f' class="{column.css}"' if column.css else "", f"</{tag}>"
        start, blank = f"<{tag}{attribute}{css}>", f'<{tag}{attribute} class="{column.css} blank">{EMPTY}{end}'

        def write(record: Any) -> str:
            value = get(record)
            return blank if value is None or value == "" else f"{start}{html(value, record)}{end}"

        return write


def _kept(html: Callable[[Any, Any], str], rests_on: RestsOn) -> Callable[[Any, Any], str]:
    """Written once a page for each state of what it rests on."""
    written: dict[Hashable, str] = {}

    def write(value: Any, record: Any) -> str:
        state = rests_on(value, record)
        if state not in written:
            written[state] = html(value, record)
        return written[state]

    return write


def _getter(accessor: Any) -> Callable[[Any], Any]:
    """The value behind an accessor such as school__name; None where a link of the chain is empty."""
    fetch = attrgetter(".".join(accessor.bits))

    def value(record: Any) -> Any:
        try:
            found = fetch(record)
        except AttributeError:
            if len(accessor.bits) > 1 and getattr(record, accessor.bits[0], True) is None:
                return None
            raise
        return found() if callable(found) else found

    return value
