"""Finds the heading row and where each known column stands under it (eligibility.md 1)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aid_portal.sandbox.faults import Fault

TOP_ROWS = 20
# Columns that our own workbooks of errors carry: they come back with the mended file and mean nothing.
OWN_HEADINGS = frozenset({"错误说明", "原行号"})
_DUST = re.compile(r"[\s*＊\u200b-\u200d\ufeff]+")
_BRACKETS = str.maketrans("（），：", "(),:")


@dataclass(frozen=True, slots=True)
class Spec:
    """The columns that a reader knows: each heading under all its names; cells come in the order of `headings`."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    aliases: Mapping[str, str]
    skip_words: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


@dataclass(slots=True)
class Layout:
    """`columns`: heading → place in the sheet, from 0; `unknown`: the other headings in the order of the sheet."""

    heading_row: int
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


def key_of(cell: object) -> str:
    """A heading as it is compared: without white space, line breaks and stars, brackets of one width."""
    return _DUST.sub("", cell).translate(_BRACKETS) if isinstance(cell, str) else ""


def find(rows: Sequence[tuple[int, Sequence[object]]], spec: Spec) -> Layout | None:
    """The layout under the first of the rows that holds at least half of the required headings; None where none does."""
    names = {key_of(alias): heading for alias, heading in spec.aliases.items()}
    names |= {key_of(heading): heading for heading in spec.headings}
    for number, cells in rows:
        held = {names.get(key_of(cell)) for cell in cells}
        if 2 * sum(heading in held for heading in spec.required) >= len(spec.required):
            return _layout(number, cells, names)
    return None


def demand(layout: Layout, spec: Spec, sheet: str) -> None:
    """A file without a required column is refused; what is missing and what was found is named, `unknown` word by word."""
    missing = "、".join(heading for heading in spec.required if heading not in layout.columns)
    if missing:
        found, unknown = "、".join([*layout.columns, *layout.unknown])[:400], " ".join(layout.unknown)
        raise Fault("missing_heading", sheet=sheet, row=layout.heading_row, missing=missing, found=found, unknown=unknown)


def _layout(number: int, cells: Sequence[object], names: Mapping[str, str]) -> Layout:
    layout = Layout(number)
    known: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        key = key_of(cell)
        if key in names:
            known.setdefault(names[key], []).append(place)
        elif key and key not in OWN_HEADINGS:
            layout.unknown[_unique(key, layout.unknown)] = place
    for heading, places in known.items():
        layout.columns[heading], *others = _settle(heading, places, cells, number)
        for place in others:
            layout.unknown[_unique(key_of(cells[place]), layout.unknown)] = place
    return layout


def _settle(heading: str, places: list[int], cells: Sequence[object], row: int) -> list[int]:
    """The column that is meant first. The heading's own name goes before its aliases; two equal ones are not guessed."""
    exact = [place for place in places if key_of(cells[place]) == key_of(heading)]
    chosen = exact or places
    if len(chosen) > 1:
        letters = "、".join(letters_of(place) for place in chosen)
        raise Fault("duplicate_heading", heading=heading, columns=letters, row=row)
    return [*chosen, *(place for place in places if place not in chosen)]


def _unique(heading: str, taken: Mapping[str, int]) -> str:
    if heading not in taken:
        return heading
    return next(name for count in range(2, 10_000) if (name := f"{heading}_{count}") not in taken)


def letters_of(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
