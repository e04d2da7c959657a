"""到账回访电话单: whom to call, what to ask about, room for the answer; no number but the telephone is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of
from subsidies.sheets.batch_heads import BatchHead

COLUMNS = (
    Column("序号", kind="count", width=6),
    Column("学校", width=22),
    Column("学生", width=12),
    Column("班级", width=12),
    Column("收款人", width=12),
    Column("联系电话", width=16),
    Column("资助项目", width=20),
    Column("金额（元）", kind="money", width=12),
    Column("到账日期", kind="date", width=12),
    Column("卡号末四位", width=10),
    Column("是否收到", width=12),
    Column("家长所说金额、备注", width=24),
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
        return (self.position, self.school, self.name, self.class_name, self.payee, self.phone, *paid, None, None)


@dataclass(frozen=True, slots=True)
class CallSheet:
    head: BatchHead
    seed: str
    drawn: str
    rows: Sequence[CallRow]


def pdf(sheet: CallSheet) -> bytes:
    return pdf_of("call_sheet.typ", printed(sheet))


def xlsx(sheet: CallSheet) -> bytes:
    return book_of(printed(sheet))


def printed(sheet: CallSheet) -> Printed:
    return Printed(
        title="资助资金到账回访电话单",
        bureau=sheet.head.bureau,
        facts=sheet.head.facts(("抽样", sheet.drawn), ("抽样种子", sheet.seed)),
        columns=COLUMNS,
        rows=[row.cells() for row in sheet.rows],
        made_at=sheet.head.made_at,
        notes=(KEEP,),
        signatures=(Signature("回访人"), Signature("复核人")),
        landscape=True,
    )
