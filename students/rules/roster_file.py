"""A whole roster: every row judged, and the rows that stand in it twice (eligibility.md 2.7)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from students.rules.cells import ERROR, Cell, Issue
from students.rules.roster_rows import CheckedRow, check_row
from students.rules.roster_schooling import RosterContext

MOST_NAMED = 20


class DuplicateWatch:
    """Sees the rows of one file as they pass and knows afterwards which of them name the same child of one school.

    A row that has another error counts too; in different schools the same child is a double enrolment, not an error.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], int | list[int]] = {}

    def see(self, block: Iterable[CheckedRow]) -> None:
        for row, values, _issues in block:
            if values.registry_number:
                self._note((values.school_code, "学籍号", values.registry_number), row)
            if values.resident_id:
                self._note((values.school_code, "身份证号", values.resident_id), row)

    def _note(self, key: tuple[str, str, str], row: int) -> None:
        earlier = self._rows.setdefault(key, row)
        if isinstance(earlier, list):
            earlier.append(row)
        elif earlier != row:
            self._rows[key] = [earlier, row]

    def issues(self) -> dict[int, list[Issue]]:
        """For each row that stands twice, the errors that name the other rows."""
        found: dict[int, list[Issue]] = defaultdict(list)
        for (_school, column, number), rows in self._rows.items():
            if isinstance(rows, int):
                continue
            for row in rows:
                others = tuple(other for other in rows if other != row)[:MOST_NAMED]
                found[row].append(Issue(column, "duplicate_in_file", ERROR, number, others))
        return dict(found)


def check_rows(rows: Iterable[tuple[int, Sequence[Cell]]], ctx: RosterContext) -> list[CheckedRow]:
    """All rows judged, duplicates included; files too large for a list are judged block by block."""
    watch = DuplicateWatch()
    checked = check_block(rows, ctx, watch)
    duplicates = watch.issues()
    for row in checked:
        row.issues.extend(duplicates.get(row.row, ()))
    return checked


def check_block(rows: Iterable[tuple[int, Sequence[Cell]]], ctx: RosterContext, watch: DuplicateWatch) -> list[CheckedRow]:
    """Rows judged in passing; when all blocks have passed, `watch.issues()` has the duplicates."""
    checked = [check_row(number, cells, ctx) for number, cells in rows]
    watch.see(checked)
    return checked
