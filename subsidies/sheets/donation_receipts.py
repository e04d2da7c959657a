"""公益事业捐赠票据登记存根: the contents of a receipt as they were entered here (domain.md 7.2, 财综〔2024〕1号).

The legal receipt is the one of the treasury's system with the same code and number: check code, seal and QR code stand there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from aid_portal import figures
from aid_portal.money import yuan_in_words
from aid_portal.printed import Printed, Signature
from aid_portal.printing import shown, typeset, values_of
from aid_portal.sheets.columns import Column

COLUMNS = (
    Column("项目编码", width=16),
    Column("项目名称", width=40),
    Column("单位", width=8),
    Column("数量", kind="count", width=10),
    Column("标准（元）", kind="money", width=16),
    Column("金额（元）", kind="money", width=16),
)
NOT_THE_RECEIPT = (
    "本存根由学生资助管理系统打印，供存档和告知捐赠人，不是票据。具有法律效力的是财政电子票据系统开具的同代码、同号码的"
    "公益事业捐赠票据（财综〔2024〕1号）：校验码、监制章和二维码以该票据为准，电子票据与纸质票据效力相同，可据以办理税前扣除。"
)
UNVALUED = "实物没有估价依据，只登记数量，不计金额"


@dataclass(frozen=True, slots=True)
class ReceiptStub:
    """Plain values of one receipt; `standard` and `amount` are None for goods without a value; `void_reason` if it is void."""

    bureau: str
    code: str
    number: str
    issued_on: date
    payer: str
    credit_code: str
    project: str
    item: str
    unit: str
    quantity: int
    standard: Decimal | None
    amount: Decimal | None
    note: str
    issued_by: str
    made_at: datetime
    void_reason: str = ""


def pdf(stub: ReceiptStub) -> bytes:
    paper = printed(stub)
    values = values_of(paper) | {"note": shown(stub.note), "void": shown(stub.void_reason)}
    return typeset("donation_receipt.typ", values, made_at=stub.made_at, rows=[[stub.payer, stub.item]])


def printed(stub: ReceiptStub) -> Printed:
    total = f"人民币{yuan_in_words(stub.amount)}" if stub.amount is not None else UNVALUED
    return Printed(
        title="公益事业捐赠票据登记存根",
        bureau=stub.bureau,
        facts=(
            ("票据代码", stub.code),
            ("票据号码", stub.number),
            ("交款人", stub.payer),
            ("交款人统一社会信用代码", stub.credit_code or "—"),
            ("开票日期", figures.day(stub.issued_on)),
            ("校验码", "见财政电子票据"),
        ),
        columns=COLUMNS,
        rows=[(stub.project, stub.item, stub.unit, stub.quantity, stub.standard, stub.amount)],
        made_at=stub.made_at,
        in_words=f"合计（大写）：{total}",
        totals=(stub.amount,),
        notes=(NOT_THE_RECEIPT,),
        signatures=(Signature("收款单位（章）"), Signature("复核人"), Signature("开票人", stub.issued_by)),
    )
