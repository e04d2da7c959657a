"""送达回执: the slip that comes back with the hand of whoever received a notice; filled by pen where nothing is known yet."""

from dataclasses import dataclass
from datetime import date, datetime

from aid_portal.printing import shown, typeset
from supervision.rules.document_numbers import DocumentNumber
from supervision.sheets.official_documents import long_day, mark


@dataclass(frozen=True, slots=True)
class DeliveryReceipt:
    """Only what was issued is delivered, so there is a number."""

    agency: str
    number: DocumentNumber
    title: str
    unit: str
    made_at: datetime
    delivered_by: str = ""
    received_by: str = ""
    delivered_on: date | None = None


def pdf(receipt: DeliveryReceipt) -> bytes:
    values = {
        **mark(issued=True),
        "发文机关": shown(receipt.agency),
        "标题": "整改通知书送达回执",
        "行": [
            ["文件名称", shown(receipt.title)],
            ["发文字号", str(receipt.number)],
            ["受送达单位", shown(receipt.unit)],
            ["送达人", shown(receipt.delivered_by)],
            ["签收人", shown(receipt.received_by)],
            ["签收日期", long_day(receipt.delivered_on) or "　　　　年　　月　　日"],
            ["签名并加盖公章", ""],
        ],
        "说明": f"本回执由受送达单位签名、盖章后，退回{shown(receipt.agency)}存档。",
    }
    return typeset("delivery_receipt.typ", values, made_at=receipt.made_at)
