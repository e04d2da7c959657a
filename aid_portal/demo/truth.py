"""What was planted where: one line per oddity, so that a test can ask whether the portal found it."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HEADINGS = ("term", "file", "row", "column", "severity", "code", "level", "kind", "key")


@dataclass(frozen=True, slots=True)
class Plant:
    """`code` is the portal's where eligibility.md names one; `level` the review a department row leads to, 0 for none.

    `severity` is error, warning, or none for what must be read without a word; row 0 speaks of the whole file.
    """

    kind: str
    column: str
    code: str = ""
    severity: str = "none"
    level: int = 0
    key: str = ""


@dataclass(slots=True)
class Truth:
    lines: list[tuple[str | int, ...]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def record(self, term: str, file: str, row: int, plant: Plant) -> None:
        self.kinds[plant.kind] += 1
        marks = (plant.column, plant.severity, plant.code, plant.level, plant.kind, plant.key)
        self.lines.append((term, file, row, *marks))

    def write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(HEADINGS)
            writer.writerows(self.lines)
