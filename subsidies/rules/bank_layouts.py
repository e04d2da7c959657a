"""How a bank wants its payment file and writes its return, as data: kind, encoding, columns, lines (domain.md 5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from subsidies.rules.bank_layout_columns import Line, parse_line
from subsidies.rules.bank_layout_problems import CSV, DELIMITED, FIXED, XLSX, layout_problems

__all__ = ["CSV", "DELIMITED", "FIXED", "XLSX", "BadLayout", "BankLayout", "FileShape", "layout_problems", "parse_layout"]

LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
CODECS = {"gbk": "gbk", "utf-8": "utf-8", "utf-8-sig": "utf-8"}
MARK = "\ufeff"


class BadLayout(ValueError):
    """The description is no layout; `problems` say why, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class FileShape:
    """One of the two files. `head` and `foot` are the lines before and after the rows; `headings`: a row of headings.

    A workbook has an encoding, too: it says which characters the bank's system can take.
    """

    kind: str
    encoding: str
    unit: str
    columns: Line
    head: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    headings: bool = False
    delimiter: str = ""
    line_end: str = "\r\n"
    mark: str = ""
    day_format: str = "%Y%m%d"

    @property
    def extension(self) -> str:
        return self.kind if self.kind in (CSV, XLSX) else "txt"


@dataclass(frozen=True, slots=True)
class BankLayout:
    """What goes out, what comes back, and the words by which the bank says that a row was paid or was not."""

    sent: FileShape
    returned: FileShape
    success: frozenset[str]
    failure: frozenset[str]


def parse_layout(document: Mapping) -> BankLayout:
    """Raises BadLayout with every problem of a description that is no layout."""
    if problems := layout_problems(document):
        raise BadLayout(problems)
    returned = document["returned"]
    return BankLayout(_shape(document["sent"]), _shape(returned), frozenset(returned["success"]), frozenset(returned["failure"]))


def _shape(part: Mapping) -> FileShape:
    kind, encoding = part["kind"], part["encoding"]
    return FileShape(
        kind,
        CODECS[encoding],
        part["unit"],
        parse_line(part["columns"]),
        tuple(parse_line(line) for line in part.get("head", [])),
        tuple(parse_line(line) for line in part.get("foot", [])),
        part.get("headings", False),
        "," if kind == CSV else part.get("delimiter", ""),
        LINE_ENDS[part.get("line_end", "crlf")],
        MARK if encoding == "utf-8-sig" else "",
        part.get("day_format", "%Y%m%d"),
    )
