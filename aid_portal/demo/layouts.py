"""How a file looks around its rows: titles, starred and broken headings, other names for a column, gaps, sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from aid_portal.demo.cells import Cells
from aid_portal.demo.truth import Plant, Truth
from aid_portal.demo.workbooks import Workbook

# Names that stand for each other (domain.md 2.4); a heading is written under one of them in some files.
ALIASES = {
    "身份证号": ("身份证号码", "公民身份号码", "证件号码"),
    "证件号码": ("身份证号码", "公民身份号码"),
    "身份证号码": ("公民身份号码", "身份证号", "证件号码"),
    "易返贫致贫户(监测对象)类型": ("监测对象类别", "监测对象类型"),
    "风险是否消除": ("风险是否已消除",),
    "致贫原因1": ("主要致贫(返贫)风险",),
    "首次识别时间": ("识别监测时间",),
}
Rows = Iterable[tuple[Cells, Sequence[Plant]]]
STARRED = frozenset({"学校标识码", "学籍号", "姓名", "年级"})
UNKNOWN_COLUMN = "民主评议意见"
# How many files in a hundred have each oddity.
ODDITIES = {
    "titles": 0.7,
    "broken_headings": 0.6,
    "other_headings": 0.4,
    "blank_rows": 0.4,
    "sum_row": 0.6,
    "hidden_sheet": 0.2,
    "other_order": 0.2,
    "unknown_column": 0.3,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """`plain` files (templates filled in carefully) have nothing but a heading row."""

    title: str
    headings: tuple[str, ...]
    plain: bool = False

    def write(self, root: Path, file: str, term: str, rows: Rows, truth: Truth, rng: Random) -> int:
        """The number of data rows; every plant is entered in the truth under the row number it really got."""
        order, odd = self._columns(rng)
        written = 0
        with Workbook(root / file, draft=[["草稿，勿用"], list(self.headings)] if "hidden_sheet" in odd else ()) as book:
            self._head(book, order, odd, rng)
            for cells, plants in rows:
                if "blank_rows" in odd and rng.random() < 0.01:
                    book.append([])
                row = book.append([cells.get(heading) for heading in order])
                written += 1
                for plant in plants:
                    truth.record(term, file, row, plant)
            if "sum_row" in odd:
                book.append([])
                book.append(["合计", f"共{written}人"])
        for kind in sorted(odd):
            truth.record(term, file, 0, Plant(kind, ""))
        return written

    def _columns(self, rng: Random) -> tuple[list[str], set[str]]:
        """The order of the columns and the oddities of this file."""
        order = list(self.headings)
        odd = set() if self.plain else {kind for kind, share in ODDITIES.items() if rng.random() < share}
        if "other_order" in odd:
            rng.shuffle(order)
        if "unknown_column" in odd:
            order.append(UNKNOWN_COLUMN)
        return order, odd

    def _head(self, book: Workbook, order: list[str], odd: set[str], rng: Random) -> None:
        if "titles" in odd:
            book.title(self.title, len(order))
            book.append(["填报单位：扶风县"])
            book.append([])
        book.append([_heading(heading, odd, rng) for heading in order])


def _heading(heading: str, odd: set[str], rng: Random) -> str:
    shown = heading
    if "other_headings" in odd and heading in ALIASES:
        shown = rng.choice(ALIASES[heading])
    if "broken_headings" in odd:
        shown = f"*{shown}" if heading in STARRED else shown
        if len(shown) > 3 and rng.random() < 0.3:
            shown = f"{shown[:2]}\n{shown[2:]}"
    return shown
