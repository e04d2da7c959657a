"""Reads an uploaded table: gate, heading row and cells in a child process, rows in slices out of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import UploadLimits
from aid_portal.sandbox.parent import Child
from aid_portal.uploads import refusal

Plain = str | int | float | bool | date
Progress = Callable[[int, int], None]


class Formula(NamedTuple):
    """A formula cell with the result that the file holds beside it, '' where nobody has calculated it."""

    cached: Plain


Cell = Plain | Formula
Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Which table is looked for. `aliases`: another name → the heading; rows that begin with a skip word are totals."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    skip_words: tuple[str, ...] = ("合计", "总计", "备注")

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)

    def as_request(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "name"}


class Table:
    """A table that was found. Its rows can be read once; they come while the child still reads.

    `columns`: heading → place in the sheet from 0; `unknown`: the other headings; `row_count`: rows below the headings
    as counted beforehand, totals included; `delivered`: rows that have come so far; `template`: the version of our template
    that the file was made from, '' for any other.
    """

    def __init__(self, child: Child, progress: Progress | None = None) -> None:
        self.child = child
        self._messages = child.messages()
        self._progress = progress
        found = next((message["table"] for message in self._messages if "table" in message), None)
        if found is None:
            raise Fault("died")
        self.kind: str = found["kind"]
        self.sheet: str = found["sheet"]
        self.hidden: list[str] = found["hidden"]
        self.heading_row: int = found["heading_row"]
        self.columns: dict[str, int] = found["columns"]
        self.unknown: list[str] = found["unknown"]
        self.row_count: int = found["row_count"]
        self.template: str = found["template"]
        self.delivered = 0

    def slices(self) -> Iterator[list[Row]]:
        """Rows by the thousand as (row number in the sheet, cells in the order of the spec's headings, then of `unknown`).

        Raises UploadRefused where the child gives up; only then it is known that the file cannot be used.
        """
        try:
            for message in self._messages:
                if "end" in message:
                    self._demand(message["end"])
                    return
                rows = _restored(message)
                self.delivered += len(rows)
                if self._progress:
                    self._progress(self.delivered, max(self.row_count, self.delivered))
                yield rows
            raise Fault("died")
        except Fault as fault:
            raise refusal(fault) from fault
        finally:
            self.close()

    def rows(self) -> Iterator[Row]:
        for rows in self.slices():
            yield from rows

    __iter__ = rows

    def close(self) -> None:
        """Ends the child of a table that is not read to its end."""
        self._messages.close()  # type: ignore[attr-defined]

    def _demand(self, promised: int) -> None:
        if self.delivered != promised:
            raise Fault("rows_lost", gate=promised, reader=self.delivered)


def read_table(path: Path, spec: TableSpec, limits: UploadLimits, progress: Progress | None = None) -> Table:
    """The table of that kind in the file; raises UploadRefused with a sentence that says why there is none."""
    return table_of(begin(path, spec, limits), progress)


def begin(path: Path, spec: TableSpec, limits: UploadLimits) -> Child:
    """The child at work: who has something to prepare does it meanwhile and asks for `table_of` it then."""
    return Child({"verb": "read", "path": str(path), "spec": spec.as_request()}, limits)


def table_of(child: Child, progress: Progress | None = None) -> Table:
    """Waits for the heading row, no longer; raises UploadRefused."""
    try:
        return Table(child, progress)
    except Fault as fault:
        raise refusal(fault) from fault


def _restored(message: dict[str, Any]) -> list[Row]:
    rows = message["rows"]
    for row, column in message["dates"]:
        cells = rows[row][1]
        cells[column] = date.fromisoformat(cells[column])
    for row, column in message["formulas"]:
        cells = rows[row][1]
        cells[column] = Formula(cells[column])
    return rows  # type: ignore[no-any-return]
