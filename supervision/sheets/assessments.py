"""考核结果: every unit with its marks, total and place, as a workbook to print and to file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aid_portal import figures
from aid_portal.printed import Printed, Signature
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A mark for each indicator; None where it does not apply."""

    unit: str
    code: str
    marks: Sequence[Decimal | None]
    total: Decimal | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    bureau: str
    state: str
    indicators: Sequence[tuple[str, Decimal]]
    lines: Sequence[ResultLine]
    made_at: datetime


def xlsx(result: Result) -> bytes:
    return book_of(printed(result))


def printed(result: Result) -> Printed:
    heads = [Column(f"{name}（{weight.normalize():f}分）", kind="money", width=12) for name, weight in result.indicators]
    return Printed(
        title=result.title,
        bureau=result.bureau,
        facts=[("状态", result.state), ("单位数", str(len(result.lines))), ("制表日期", figures.day(result.made_at))],
        columns=[
            Column("名次", kind="count", width=6), Column("单位", width=30), Column("学校标识码", width=14), *heads,
            Column("总分", kind="money", width=10),
        ],
        rows=[(line.rank, line.unit, line.code, *line.marks, line.total) for line in result.lines],
        made_at=result.made_at,
        notes=("空格表示该指标不适用于该单位，权重按比例分摊到其他指标。",),
        signatures=(Signature("编制人"), Signature("审定人"), Signature("单位（公章）")),
        landscape=True,
    )  # fmt: skip
