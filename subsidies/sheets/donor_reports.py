"""捐赠使用情况报告: what a donor is told of a gift on paper; the same words as on the page (domain.md 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from aid_portal import figures
from aid_portal.printed import Cell, Printed, Signature
from aid_portal.printing import shown, typeset, values_of
from aid_portal.sheets.columns import Column

COLUMNS = (Column("序号", kind="count", width=8), Column("学生", width=20), Column("资助", width=24), Column("日期", kind="date"))
PRIVACY = "学生姓名经监护人书面同意后列出；没有同意的只计人数。学生的证件号码、学校、班级、住址和电话不对外提供。"


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Plain values. `gifts` are rows of day, what, worth and receipt; `unnamed` of what each got and how many children;
    `schools` of school, what and day; `photos` of a name, which may be empty, and a small JPEG."""

    bureau: str
    donor: str
    programme: str
    year: int
    purpose: str
    figures: Sequence[tuple[str, str]]
    gifts: Sequence[tuple[date, str, Decimal | None, str]]
    named: Sequence[tuple[str, str, date | None]]
    unnamed: Sequence[tuple[str, int]]
    schools: Sequence[tuple[str, str, date]]
    photos: Sequence[tuple[str, bytes]]
    made_at: datetime


def pdf(report: PrintedReport) -> bytes:
    paper = printed(report)
    values = values_of(paper) | {
        "purpose": shown(report.purpose),
        "figures": [[label, shown(value)] for label, value in report.figures],
        "gifts": _told(report.gifts),
        "unnamed": [[shown(what), f"{figures.count(number)} 人"] for what, number in report.unnamed],
        "schools": _told(report.schools),
        "photos": [{"who": shown(who), "jpeg": list(jpeg)} for who, jpeg in report.photos],
    }
    return typeset("donor_report.typ", values, made_at=report.made_at, rows=[[report.donor], *paper.rows])


def printed(report: PrintedReport) -> Printed:
    return Printed(
        title="社会捐赠使用情况报告",
        bureau=report.bureau,
        facts=(
            ("捐赠人", report.donor),
            ("资助项目", report.programme),
            ("年度", f"{report.year}年"),
            ("报告日期", figures.day(report.made_at)),
        ),
        columns=COLUMNS,
        rows=[(number, *row) for number, row in enumerate(report.named, start=1)],
        made_at=report.made_at,
        notes=(PRIVACY,),
        signatures=(Signature("经办人"), Signature("负责人"), Signature("单位（公章）")),
    )


def _told(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in rows]
