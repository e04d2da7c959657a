"""公示 on paper and as a picture: what was posted and nothing else; both are made of the posted rows (domain.md 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aid_portal import figures
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of, picture_of
from aid_portal.sheets.columns import Column
from students.determination_choices import NoticeColumn

TEMPLATE = "public_notice.typ"
NUMBER = Column("序号", kind="count", width=8)


@dataclass(frozen=True, slots=True)
class PostedNotice:
    """`columns` are of the allow-list, `rows` as they were posted."""

    title: str
    school: str
    place: str
    contact: str
    days: int
    posted_on: date
    ends_on: date
    columns: Sequence[NoticeColumn]
    rows: Sequence[Sequence[str]]
    posted_at: datetime


def pdf(notice: PostedNotice) -> bytes:
    return pdf_of(TEMPLATE, printed(notice))


def png(notice: PostedNotice) -> bytes:
    return picture_of(TEMPLATE, printed(notice))


def printed(notice: PostedNotice) -> Printed:
    """Made at the moment of posting: the same notice gives the same paper whenever it is printed."""
    return Printed(
        title=notice.title,
        bureau=notice.school,
        facts=(
            ("公示时间", f"{figures.long_day(notice.posted_on)}至{figures.long_day(notice.ends_on)}"),
            ("公示期", f"{notice.days} 个工作日"),
            ("公示人数", f"{len(notice.rows)} 人"),
            ("受理部门", notice.contact),
        ),
        columns=(NUMBER, *(Column(str(NoticeColumn(each).label)) for each in notice.columns)),
        rows=[(number, *row) for number, row in enumerate(notice.rows, start=1)],
        made_at=notice.posted_at,
        notes=(
            "对以上名单有异议的，请在公示期内向受理部门反映，我们为反映人保密。实名反映的，核实答复前暂缓审批；不留姓名的，作为线索核实。",
            "公示期满即取下，不得转作他用。",
        ),
        signatures=(Signature("学校（公章）"),),
    )
