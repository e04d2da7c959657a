"""Departments' lists made in memory and taken in through the portal's own verbs; made-up people with right check digits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from aid_portal import jobs
from aid_portal.identifiers import expected_check_digit
from aid_portal.models import User
from students.actions import releases
from students.choices import RecordKind
from students.models import Release
from students.rules.record_columns import LAYOUTS
from tests.workbooks import workbook

MARCH, SEPTEMBER = date(2022, 3, 1), date(2022, 9, 1)


def an_id(number: int, born: str = "20140315") -> str:
    first = f"610324{born}{number:03d}"
    return first + expected_check_digit(first)


@dataclass(frozen=True)
class Person:
    """Number 0 … 999999: day of birth and sequence follow from it, so that no two share an id."""

    number: int
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def resident_id(self) -> str:
        days, sequence = divmod(self.number, 1000)
        return an_id(sequence, f"2014{1 + days // 28 % 12:02d}{1 + days % 28:02d}")

    def says(self, **words: str) -> "Person":
        return Person(self.number, {**self.said, **words})

    def row(self, kind: str, day: date | None) -> dict[str, str]:
        own = {
            "数据日期": day.isoformat() if day else "", "户编号": f"H{self.number // 2}",
            "人编号": f"P{self.number}", "姓名": f"某{self.number}",
            "证件号码": self.resident_id, "身份证号码": self.resident_id, "身份证号": self.resident_id, "与户主关系": "之子",
            "户类型": "监测户", "易返贫致贫户(监测对象)类型": "边缘易致贫户", "风险是否消除": "否", "救助类别": "农村低保",
            "享受起始年月": "2021-09", "类别": "孤儿", "起始年月": "2021-09", "镇街": "城关街道", "乡(镇)": "城关街道",
        }  # fmt: skip
        return {heading: own.get(heading, "") for heading in LAYOUTS[kind].headings} | dict(self.said)


def people(count: int, first: int = 0) -> list[Person]:
    return [Person(number) for number in range(first, first + count)]


def a_list(kind: str, everybody: Iterable[Person], day: date | None = SEPTEMBER) -> bytes:
    headings = LAYOUTS[kind].headings
    rows = [[person.row(kind, day)[heading] for heading in headings] for person in everybody]
    return workbook([["部门名单"], headings, *rows])


def received(kind: str, content: bytes, day: date | None, by: User) -> Release:
    """Kept and waiting for its job, which nobody has woken."""
    return releases.upload(kind=kind, source=content, name=f"{kind}.xlsx", data_date=day, by=by, post=False)


def loaded(kind: str, everybody: Iterable[Person], day: date | None, by: User) -> Release:
    release = received(kind, a_list(kind, everybody, day), day, by)
    jobs.run_inline(release.job)
    release.refresh_from_db()
    return release


def rural(everybody: Iterable[Person], day: date, by: User) -> Release:
    return loaded(RecordKind.RURAL, everybody, day, by)
