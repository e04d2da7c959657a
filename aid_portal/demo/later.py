"""The monitoring list of the month after the term's own: the same rows but for a few households that a month has changed."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from aid_portal.demo.cells import Cells
from aid_portal.demo.papers import TermPapers
from aid_portal.demo.releases import Record
from aid_portal.demo.rosters import Line
from aid_portal.demo.users import WANG_SCHOOL

DAY, REMOVED_ON = date(2022, 10, 20), "2022-10-12"
STILL_WATCHED = ("否", "未消除")
WRONG_STAGE = "高中三年级"  # of every child of one household
SAFE_AGAIN, MOVED, GONE, NEWLY_WATCHED = 3, 2, 2, 2  # households
MOVED_TO, NEW_HOME, NEW_PERSON = "6103240091{:06d}", "6103240092{:06d}", "P92{:07d}"


def rural(papers: TermPapers) -> Iterator[Cells]:
    """Whoever changes has a child at school, whose rows are without a slip: what they give cause for can be told exactly."""
    records = papers.records["rural"]
    watched, others = _households(records)
    safe, gone, slip = watched[:SAFE_AGAIN], others[MOVED : MOVED + GONE], others[MOVED + GONE :][:1]
    moved = {home: MOVED_TO.format(place) for place, home in enumerate(others[:MOVED], start=1)}
    for record in records:
        home = str(record.cells["户编号"])
        changed = {"风险是否消除": "是", "风险消除时间": REMOVED_ON} if home in safe else {}
        if home in slip and record.place is not None:
            changed = {"在校生状况": WRONG_STAGE}
        if home not in gone:
            yield {**record.cells, "数据日期": DAY.isoformat(), "户编号": moved.get(home, home), **changed}
    yield from (_new(line, place, records[0]) for place, line in enumerate(_newcomers(papers), start=1))


def _households(records: list[Record]) -> tuple[list[str], list[str]]:
    """Of children at school, in the order of the list: those still watched, and those that are on it for having been poor."""
    watched: dict[str, None] = {}
    others: dict[str, None] = {}
    for record in records:
        if record.place is None or record.place.rejected or record.place.unsure:
            continue
        removed, home = record.cells.get("风险是否消除"), str(record.cells["户编号"])
        if removed in STILL_WATCHED:
            watched[home] = None
        elif not removed:
            others[home] = None
    return list(watched), list(others)


def _newcomers(papers: TermPapers) -> Iterator[Line]:
    """Pupils of Wang's school of whom no department has spoken so far."""
    known = {record.place.child.number for found in papers.records.values() for record in found if record.place}
    own = (line for line in papers.lines if line.place.school.code == WANG_SCHOOL and line.place.stage == "primary")
    clean = (line for line in own if not line.plants and line.place.child.number not in known)
    return islice((line for line in clean if all(line.place.child.papers_in(papers.term))), NEWLY_WATCHED)


def _new(line: Line, place: int, like: Record) -> Cells:
    child = line.place.child
    return {
        **{heading: like.cells[heading] for heading in ("县(市、区、旗)", "乡(镇)", "行政村", "自然村", "民族")},
        "数据日期": DAY.isoformat(), "户编号": NEW_HOME.format(place), "人编号": NEW_PERSON.format(place), "姓名": child.name,
        "证件号码": child.resident_id, "人数": 4, "与户主关系": "之子" if child.male else "之女", "在校生状况": "小学",
        "健康状况": "健康", "户类型": "一般农户", "易返贫致贫户(监测对象)类型": "突发严重困难户", "风险是否消除": "否",
        "风险识别时间": REMOVED_ON,
    }  # fmt: skip
