"""退票清单: what the bank sent back, why, and what puts it right (domain.md 5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aid_portal.identifiers import mask_card
from aid_portal.money import yuan_in_words
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of
from subsidies.sheets.batch_heads import BatchHead

COLUMNS = (
    Column("序号", kind="count", width=6),
    Column("学校", width=24),
    Column("姓名", width=14),
    Column("班级", width=14),
    Column("开户行", width=22),
    Column("收款账号", width=20),
    Column("金额（元）", kind="money", width=12),
    Column("退回日期", kind="date", width=12),
    Column("退回原因", width=20),
    Column("处理办法", width=28),
)
MASKED = "账号已脱敏。更正后重新发放的，编入补发批次并注明原批次和序号，人次不重复计算。"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One payment that came back; the account may be given whole or masked."""

    school: str
    name: str
    class_name: str
    bank: str
    account: str
    amount: Decimal
    returned_on: date | None
    reason: str
    remedy: str

    def cells(self, number: int) -> tuple[object, ...]:
        account = mask_card(self.account)
        paid = (self.bank, account, self.amount)
        return (number, self.school, self.name, self.class_name, *paid, self.returned_on, self.reason, self.remedy)


@dataclass(frozen=True, slots=True)
class ReturnedPayments:
    head: BatchHead
    programme: str
    rows: Sequence[ReturnedRow]


def pdf(returned: ReturnedPayments) -> bytes:
    return pdf_of("returned_payments.typ", printed(returned))


def xlsx(returned: ReturnedPayments) -> bytes:
    return book_of(printed(returned))


def printed(returned: ReturnedPayments) -> Printed:
    total = sum((row.amount for row in returned.rows), Decimal(0))
    return Printed(
        title="学生资助资金退票清单",
        bureau=returned.head.bureau,
        facts=returned.head.facts(("资助项目", returned.programme)),
        columns=COLUMNS,
        rows=[row.cells(number) for number, row in enumerate(returned.rows, start=1)],
        made_at=returned.head.made_at,
        totals=(None, "合计", f"{len(returned.rows)} 笔", *[None] * 3, total, *[None] * 3),
        in_words=f"退回金额（大写）：人民币{yuan_in_words(total)}",
        notes=(MASKED,),
        signatures=(
            Signature("经办人", returned.head.made_by),
            Signature("复核人", returned.head.reviewed_by),
            Signature("财务负责人"),
        ),
        landscape=True,
    )
