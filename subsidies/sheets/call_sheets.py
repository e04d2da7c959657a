"""到账回访电话单: whom to call and about what, filled in by hand or in the workbook; no number but the telephone is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.reading import TableSpec
from aid_portal.sheets.columns import Column
from aid_portal.sheets.templates import write_template
from subsidies.arrival_choices import ArrivalAnswer
from subsidies.rules import call_sheet_rows as filled
from subsidies.sheets.batch_heads import BatchHead

FILLED = TableSpec("call_sheet", required=filled.REQUIRED, optional=filled.OPTIONAL)
COLUMNS = (
    Column(filled.NUMBER, kind="count", width=6),
    Column("学校", width=22),
    Column(filled.NAME, width=12),
    Column("班级", width=12),
    Column("收款人", width=12),
    Column("联系电话", width=16),
    Column("资助项目", width=20),
    Column("金额（元）", kind="money", width=12),
    Column("到账日期", kind="date", width=12),
    Column("卡号末四位", width=10),
    Column(filled.ANSWER, width=20, choices=tuple(str(label) for label in ArrivalAnswer.labels)),
    Column(filled.AMOUNT, kind="money", width=18, prompt="只在收到的金额不同时填写。"),
    Column(filled.NOTE, width=24),
)
KEEP = "含联系电话，只供这次回访使用，登记结果后请销毁。不要在电话里索要证件号、银行卡号、验证码。"


@dataclass(frozen=True, slots=True)
class CallRow:
    position: int
    school: str
    name: str
    class_name: str
    payee: str
    phone: str
    programme: str
    amount: Decimal
    paid_on: date | None
    account_end: str

    def cells(self) -> tuple[object, ...]:
        paid = (self.programme, self.amount, self.paid_on, self.account_end)
        return (self.position, self.school, self.name, self.class_name, self.payee, self.phone, *paid, None, None, None)


@dataclass(frozen=True, slots=True)
class CallSheet:
    head: BatchHead
    seed: str
    drawn: str
    rows: Sequence[CallRow]
    version: str = ""


def pdf(sheet: CallSheet) -> bytes:
    return pdf_of("call_sheet.typ", printed(sheet))


def xlsx(sheet: CallSheet) -> bytes:
    """A template: its answers are read back (rules/call_sheet_rows.py)."""
    target, about = BytesIO(), "　　".join(f"{label}：{value}" for label, value in _facts(sheet))
    rows = [row.cells() for row in sheet.rows]
    write_template(target, title="电话单", columns=COLUMNS, version=sheet.version, rows=rows, notes=(about, KEEP))
    return target.getvalue()


def _facts(sheet: CallSheet) -> tuple[tuple[str, str], ...]:
    return sheet.head.facts(("抽样", sheet.drawn), ("抽样种子", sheet.seed))


def printed(sheet: CallSheet) -> Printed:
    return Printed(
        title="资助资金到账回访电话单",
        bureau=sheet.head.bureau,
        facts=_facts(sheet),
        columns=COLUMNS,
        rows=[row.cells() for row in sheet.rows],
        made_at=sheet.head.made_at,
        notes=(KEEP,),
        signatures=(Signature("回访人"), Signature("复核人")),
        landscape=True,
    )
