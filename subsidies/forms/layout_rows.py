"""Columns of a bank's file as rows of a form: put in order by their numbers, empty ones below for more, struck out by a tick."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.forms.lines import line, number

MOST, EMPTY, MOST_LINES = 60, 3, 3
LEFT, RIGHT, ZERO = "left", "right", "zero"
ALIGNS = [(LEFT, _("左对齐")), (RIGHT, _("右对齐")), (ZERO, _("右对齐，补0"))]
PLACES = [
    *((f"head{each}", _("首行%(number)s") % {"number": each}) for each in range(1, MOST_LINES + 1)),
    *((f"foot{each}", _("末行%(number)s") % {"number": each}) for each in range(1, MOST_LINES + 1)),
]
CSS = {forms.ChoiceField: "form-select", forms.BooleanField: "form-check-input"}
Row = Mapping[str, Any]


class ColumnForm(forms.Form):
    order = number(_("次序"), 1, 999, required=False)
    field = forms.ChoiceField(label=_("内容"), required=False)
    heading = line(_("表头"), 60, required=False)
    text = line(_("固定文字"), 60, required=False)
    width = number(_("宽度（字节）"), 0, 500, required=False)
    align = forms.ChoiceField(label=_("对齐"), choices=ALIGNS, initial=LEFT, required=False)
    drop = forms.BooleanField(label=_("删除"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("（不用）")), *choices]
        place = int(self.prefix.rpartition("-")[2]) + 1
        for each in self.fields.values():
            label = now("第%(place)s行%(label)s") % {"place": place, "label": each.label}
            each.widget.attrs.update({"aria-label": label, "class": CSS.get(type(each), "form-control")})

    def entry(self) -> dict[str, Any]:
        """As the description holds it: nothing that says nothing."""
        said, align = self.cleaned_data, self.cleaned_data["align"]
        entry = {name: said[name] for name in ("heading", "text", "width") if said.get(name)}
        if align in (RIGHT, ZERO):
            entry["align"] = RIGHT
        return {"field": said["field"], **entry, **({"pad": "0"} if align == ZERO else {})}


class LineForm(ColumnForm):
    """A column of a line before or after the rows: such lines have no headings."""

    place = forms.ChoiceField(label=_("哪一行"), choices=PLACES, required=False)
    field_order = ("place", "order", "field", "text", "width", "align", "drop")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["heading"]


class RowSet:
    """The rows of one table of the form: those that say something, in their order, and empty ones below."""

    def __init__(self, data: Any, prefix: str, fields: Mapping[str, Any], initial: Sequence[Row], *, lines: bool = False) -> None:
        self.prefix, self.count_name = prefix, f"{prefix}-rows"
        kind, choices = (LineForm if lines else ColumnForm), list(fields.items())
        names = [*kind.base_fields]
        rows = initial if data is None else _typed(data, prefix, self.count_name, names)
        self.rows = []
        for place, row in enumerate([*rows, *[{}] * EMPTY][:MOST]):
            name = f"{prefix}-{place}"
            sent = None if data is None else {f"{name}-{key}": value for key, value in row.items()}
            self.rows.append(kind(sent, prefix=name, initial=row, choices=choices))

    def __iter__(self) -> Iterator[ColumnForm]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def meant(self) -> list[ColumnForm]:
        return [row for row in self.rows if _says_something(row.cleaned_data)]

    def said(self) -> list[dict[str, Any]]:
        return [row.entry() for row in self.meant()]


def _typed(data: Any, prefix: str, count_name: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """What was typed, in the order of its numbers and numbered anew; a row without a number stays where it is."""
    asked = data.get(count_name, "")
    count = min(int(asked) if asked.isdecimal() and len(asked) < 4 else 0, MOST)
    rows = [{name: data.get(f"{prefix}-{place}-{name}", "") for name in names} for place in range(count)]
    meant = [(place, row) for place, row in enumerate(rows, start=1) if _says_something(row) and not row["drop"]]
    meant.sort(key=lambda each: (each[1].get("place", ""), _number(each[1]["order"], each[0]), each[0]))
    return [{**row, "order": str(place)} for place, (_was, row) in enumerate(meant, start=1)]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else otherwise


def _says_something(row: Row) -> bool:
    return any(row.get(name) for name in ("field", "heading", "text", "width"))


def column_rows(entries: Sequence[Row]) -> list[dict[str, Any]]:
    """The columns of a description as the form first shows them."""
    return [
        {**entry, "order": place, "align": ZERO if entry.get("pad") == "0" else entry.get("align", LEFT)}
        for place, entry in enumerate(entries, start=1)
    ]


def line_rows(part: Row) -> list[dict[str, Any]]:
    rows = [
        {**column, "place": f"{name}{number_}"}
        for name in ("head", "foot")
        for number_, entries in enumerate(part.get(name, []), start=1)
        for column in column_rows(entries)
    ]
    return [{**row, "order": place} for place, row in enumerate(rows, start=1)]


def lines_of(rows: RowSet) -> dict[str, list[list[dict[str, Any]]]]:
    """The lines before and after the rows, each where it has columns."""
    found: dict[str, dict[str, list]] = {"head": {}, "foot": {}}
    for row in rows.meant():
        place = row.cleaned_data["place"] or PLACES[0][0]
        found[place[:4]].setdefault(place, []).append(row.entry())
    return {name: list(lines.values()) for name, lines in found.items() if lines}
