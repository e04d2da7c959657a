"""What stands on a printed paper, said once for its PDF (printing.py) and its workbook (sheets/printed.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from aid_portal.sheets.columns import Column

Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: whose, and the name that is known already; the hand still signs."""

    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """From top to bottom. `totals` has a cell a column, `parts` says what the total is made of."""

    title: str
    bureau: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    made_at: datetime
    totals: Sequence[Cell] = ()
    parts: Sequence[tuple[str, Decimal]] = ()
    in_words: str = ""
    notes: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    landscape: bool = False
