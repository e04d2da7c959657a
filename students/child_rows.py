"""What the floors above keep of a child: how their rows join when two files are one child, and how they part again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from students.models import Student, TermSetting

Moved = dict[str, Any]  # what a joining moved, kept as JSON with the merge


@dataclass(frozen=True)
class ChildRows:
    """`name` is the key under which the merge keeps what moved.

    `in_the_way(kept, merged, terms, moved)` answers sentences why they cannot join (or, with what moved, part) now;
    `join(kept, merged)` moves the rows and says which; `part(moved, kept, merged, enrolments)` gives them back together with
    what has since come to rest on the enrolments that go back; `said(student)` tells what the file holds, label and words.
    """

    name: str
    in_the_way: Callable[[Student, Student, Sequence[TermSetting], Moved | None], list[str]]
    join: Callable[[Student, Student], Moved]
    part: Callable[[Moved, Student, Student, Sequence[int]], None]
    said: Callable[[Student], list[tuple[str, str]]]


_registered: dict[str, ChildRows] = {}


def register_child_rows(rows: ChildRows) -> None:
    _registered[rows.name] = rows


def all_child_rows() -> list[ChildRows]:
    return list(_registered.values())
