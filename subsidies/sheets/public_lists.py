"""公示名单: names for the school's notice board, out of an allow-list of columns and nothing else (domain.md 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aid_portal import figures
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of
from students.rules.notice_columns import is_private

# All that may hang on a wall beside a name; a category, a number or an address has no way onto this paper.
ALLOWED = {
    "name": Column("姓名", width=18),
    "class_name": Column("班级", width=20),
    "tier": Column("档次", width=16),
    "programme": Column("资助项目", width=30),
}
NUMBER = Column("序号", kind="count", width=8)


class NotForThePublic(ValueError):
    """A column or a cell that may not be shown; `row` says which, as rows are counted on paper."""

    def __init__(self, why: str, row: int = 0) -> None:
        super().__init__(why)
        self.row = row


@dataclass(frozen=True, slots=True)
class PublicList:
    """`columns` are names of ALLOWED; `working_days` is how long the list hangs, `last_on` the day that ends it."""

    bureau: str
    school: str
    title: str
    term: str
    first_on: date
    last_on: date
    working_days: int
    phone: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    made_at: datetime

    def __post_init__(self) -> None:
        if forbidden := set(self.columns) - ALLOWED.keys():
            raise NotForThePublic(f"columns that no public list may have: {sorted(forbidden)}")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise NotForThePublic("a row has other cells than the columns say")
            if any(is_private(column, cell) for column, cell in zip(self.columns, row, strict=True)):
                raise NotForThePublic("a cell holds a number of a person or the reason of the aid", number)


def pdf(listed: PublicList) -> bytes:
    return pdf_of("public_list.typ", printed(listed))


def xlsx(listed: PublicList) -> bytes:
    return book_of(printed(listed))


def printed(listed: PublicList) -> Printed:
    return Printed(
        title=listed.title,
        bureau=listed.bureau,
        facts=(
            ("学校", listed.school),
            ("学期", listed.term),
            ("公示时间", f"{figures.long_day(listed.first_on)}至{figures.long_day(listed.last_on)}"),
            ("公示期", f"{listed.working_days} 个工作日"),
            ("公示人数", f"{len(listed.rows)} 人"),
        ),
        columns=(NUMBER, *(ALLOWED[name] for name in listed.columns)),
        rows=[(number, *row) for number, row in enumerate(listed.rows, start=1)],
        made_at=listed.made_at,
        notes=_notes(listed),
        signatures=(Signature("学校（公章）"),),
    )


def _notes(listed: PublicList) -> tuple[str, ...]:
    return (
        f"对以上名单有异议的，请在公示期内向学校或{listed.bureau}反映；反映情况请尽量具体，我们为反映人保密。",
        f"监督电话：{listed.phone}",
    )
