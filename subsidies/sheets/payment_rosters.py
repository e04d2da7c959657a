"""发放名册: who gets how much of a batch in one school, with the place where each signs (domain.md 5.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aid_portal.identifiers import mask_card, mask_registry
from aid_portal.money import yuan_in_words
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of
from subsidies.sheets.batch_heads import BatchHead

COLUMNS = (
    Column("序号", kind="count", width=6),
    Column("姓名", width=14),
    Column("学籍号", width=24),
    Column("班级", width=14),
    Column("资助项目", width=24),
    Column("档次", width=10),
    Column("金额（元）", kind="money", width=12),
    Column("开户行", width=22),
    Column("收款账号", width=20),
    Column("签名", width=14),
)
MASKED = "学籍号、账号已脱敏，完整号码以系统内留存的批次明细为准。"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One payment. Numbers may be given whole or masked: the paper shows them masked. `holder`: of an account not the child's."""

    name: str
    registry_number: str
    class_name: str
    programme: str
    tier: str
    amount: Decimal
    bank: str
    account: str
    holder: str = ""

    def cells(self, number: int) -> tuple[object, ...]:
        account = mask_card(self.account) + (f"（{self.holder}）" if self.holder else "")
        return (
            number,
            self.name,
            mask_registry(self.registry_number),
            self.class_name,
            self.programme,
            self.tier,
            self.amount,
            self.bank,
            account,
            "",
        )


@dataclass(frozen=True, slots=True)
class PaymentRoster:
    """The rows of one school in one batch, in the order in which they are printed."""

    head: BatchHead
    school: str
    rows: Sequence[RosterRow]


def pdf(roster: PaymentRoster) -> bytes:
    return pdf_of("payment_roster.typ", printed(roster))


def xlsx(roster: PaymentRoster) -> bytes:
    return book_of(printed(roster))


def printed(roster: PaymentRoster) -> Printed:
    total = sum((row.amount for row in roster.rows), Decimal(0))
    return Printed(
        title="学生资助资金发放名册",
        bureau=roster.head.bureau,
        facts=roster.head.facts(("学校", roster.school)),
        columns=COLUMNS,
        rows=[row.cells(number) for number, row in enumerate(roster.rows, start=1)],
        made_at=roster.head.made_at,
        totals=(None, "合计", f"{len(roster.rows)} 人次", *[None] * 3, total, *[None] * 3),
        in_words=f"合计金额（大写）：人民币{yuan_in_words(total)}",
        notes=(MASKED,),
        signatures=(*roster.head.signatures(), Signature("学校（公章）")),
        landscape=True,
    )
