"""A report as it is read: heads, groups of columns, lines of figures that lead to their rows; page and workbook show the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aid_portal import figures


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; None is a place without one. `url` is the list of its rows."""

    value: Decimal | int | None = None
    url: str = ""
    money: bool = False

    @property
    def text(self) -> str:
        if self.value is None:
            return ""
        return figures.yuan(self.value) if self.money else figures.count(int(self.value))


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over several columns. Without `parts` it is one column; folded, the page writes its figures into one cell."""

    label: str
    parts: Sequence[str] = ()
    folded: bool = False

    @property
    def width(self) -> int:
        return max(len(self.parts), 1)

    @property
    def apart(self) -> bool:
        return bool(self.parts) and not self.folded


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` hold as many figures as each group is wide."""

    heads: Sequence[str]
    cells: Sequence[Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Grid:
    title: str
    heads: Sequence[str]
    groups: Sequence[Group]
    lines: Sequence[Line]
    foot: Sequence[Sequence[Figure]]
    note: str = ""

    @property
    def page_lines(self) -> list[tuple[Sequence[str], list]]:
        return [(line.heads, self.page_cells(line.cells)) for line in self.lines]

    @property
    def page_foot(self) -> list:
        return self.page_cells(self.foot)

    def page_cells(self, cells: Sequence[Sequence[Figure]]) -> list[tuple[Figure, Sequence[Figure]]]:
        """What stands in each cell of the page: a figure, and beneath it those that are folded into its cell."""
        shown: list[tuple[Figure, Sequence[Figure]]] = []
        for group, figures_of in zip(self.groups, cells, strict=True):
            shown += [(figures_of[0], figures_of[1:])] if group.folded else [(each, ()) for each in figures_of]
        return shown
