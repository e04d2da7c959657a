"""捐赠发放签收表: what a school hands on, a row a child or class, with room to sign (domain.md 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from aid_portal import figures
from aid_portal.money import yuan_in_words
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of

SERIAL, NAME, CLASS = Column("序号", kind="count", width=6), Column("姓名", width=16), Column("班级", width=22)
SIGNED, NOTE = Column("签收人签名", width=22), Column("备注", width=18)
AMOUNT = Column("金额（元）", kind="money", width=16)
RULE = "领取人须本人签名；由监护人代领的，签监护人姓名并在备注中注明关系；学校、班级集体领取的，由经手人签名。"


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """One child, or a class or the school as a whole where `name` is empty; a number of things or yuan."""

    name: str
    class_name: str
    quantity: int | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class HandOverList:
    """`unit` is what the things are counted in, empty for cash."""

    bureau: str
    school: str
    donor: str
    programme: str
    what: str
    unit: str
    handed_on: date
    signed_by: str
    made_by: str
    approved_by: str
    rows: Sequence[HandOverRow]
    made_at: datetime


def pdf(listed: HandOverList) -> bytes:
    return pdf_of("hand_over.typ", printed(listed))


def xlsx(listed: HandOverList) -> bytes:
    return book_of(printed(listed))


def printed(listed: HandOverList) -> Printed:
    counted = Column(f"数量（{listed.unit}）", kind="count", width=16) if listed.unit else AMOUNT
    total = sum((_portion(row) for row in listed.rows), 0)
    words = f"合计：{figures.count(total)}{listed.unit}" if listed.unit else f"合计（大写）：人民币{yuan_in_words(total)}"
    people = f"{len(listed.rows)} 人" if all(row.name for row in listed.rows) else f"{len(listed.rows)} 行"
    return Printed(
        title="社会捐赠发放签收表",
        bureau=listed.bureau,
        facts=(
            ("学校", listed.school),
            ("捐赠人", listed.donor),
            ("资助项目", listed.programme),
            ("发放内容", listed.what),
            ("发放日期", figures.day(listed.handed_on)),
        ),
        columns=(SERIAL, NAME, CLASS, counted, SIGNED, NOTE),
        rows=[(place, row.name or "（集体）", row.class_name, _portion(row), "", "") for place, row in enumerate(listed.rows, 1)],
        made_at=listed.made_at,
        totals=(None, "合计", people, total, None, None),
        in_words=words,
        notes=(RULE,),
        signatures=(
            Signature("学校签收人", listed.signed_by),
            Signature("学校（公章）"),
            Signature("经办人", listed.made_by),
            Signature("批准人", listed.approved_by),
        ),
        landscape=False,
    )


def _portion(row: HandOverRow) -> Decimal | int:
    return row.amount if row.amount is not None else row.quantity or 0
