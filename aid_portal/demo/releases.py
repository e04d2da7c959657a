"""One day's lists: what a department's row is, whose it is, and which id it shows."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from aid_portal.demo.cells import Cells
from aid_portal.demo.people import Adult, Child, Household
from aid_portal.demo.schooling import Place
from aid_portal.demo.truth import Plant

KINDS = ("rural", "civil", "orphans", "disabled", "martyrs")
HEADINGS: dict[str, tuple[str, ...]] = {
    "rural": (
        "序号", "数据日期", "县(市、区、旗)", "乡(镇)", "行政村", "自然村", "户编号", "人编号", "姓名", "证件号码",
        "人数", "与户主关系", "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间（月）",
        "是否参加大病保险", "致贫原因1", "危房户", "是否解决安全饮用水", "人均纯收入", "户联系电话", "人联系电话",
        "首次识别时间", "人员识别时间", "户类型", "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间",
        "风险消除时间",
    ),
    "civil": (
        "序号", "县区", "镇街", "村(社区)", "户主姓名", "户主身份证号", "姓名", "身份证号码", "与户主关系", "性别",
        "救助类别", "低保证号", "保障人口", "享受起始年月", "停发年月", "家庭住址", "联系电话",
    ),
    "orphans": (
        "姓名", "身份证号", "类别", "养育方式", "监护人姓名", "监护人身份证号", "起始年月", "终止年月",
    ),
    "disabled": (
        "序号", "姓名", "性别", "身份证号", "残疾人证号", "残疾类别", "残疾等级", "有效期至", "证件状态", "户籍地址",
        "联系电话",
    ),
    "martyrs": (
        "姓名", "身份证号", "烈士姓名", "与烈士关系",
    ),
}  # fmt: skip
ID_COLUMN = {"rural": "证件号码", "civil": "身份证号码", "orphans": "身份证号", "disabled": "身份证号", "martyrs": "身份证号"}


@dataclass(slots=True)
class Record:
    """One row of a list; `place` is the enrolment of the child it speaks of, where there is one in the term."""

    cells: Cells
    place: Place | None = None
    plants: list[Plant] = field(default_factory=list)


@dataclass(slots=True)
class Release:
    """What every list of one day is made from."""

    term: str
    day: date
    places: dict[int, Place]
    rng: Random

    def place(self, person: Child | Adult) -> Place | None:
        return self.places.get(person.number) if isinstance(person, Child) else None

    def shown_id(self, person: Child | Adult) -> str:
        """Lists follow a corrected id late, or not at all."""
        if isinstance(person, Child) and person.former_id and (person.lists_lag or self.term.endswith("S")):
            return person.former_id
        return person.resident_id

    def children(self, home: Household) -> list[Child]:
        return [child for child in home.children if child.born <= self.day and not (child.dead and self.term.endswith("A"))]

    def record(self, cells: Cells, person: Child | Adult, column: str) -> Record:
        found = Record(cells, self.place(person))
        if found.place is not None:
            found.plants += self._by_nature(found.place.child, column)
        return found

    def _by_nature(self, child: Child, column: str) -> list[Plant]:
        registry, resident_id = child.papers_in(self.term)
        if not resident_id:
            return [Plant("pupil_without_papers", column, level=3, key=registry)]
        if self.shown_id(child) != resident_id:
            return [Plant("superseded_id", column, level=4, key=registry)]
        return []


def person_number(person: Child | Adult) -> str:
    return f"P{person.number:09d}"


def kinship(person: Adult | Child) -> str:
    if isinstance(person, Child):
        return "之子" if person.male else "之女"
    return {"母亲": "配偶", "祖父": "之父"}[person.kinship]
