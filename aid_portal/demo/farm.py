"""The list of lifted-out and monitored people, with the 32 headings of the monitoring system."""

from datetime import date
from random import Random

from aid_portal.demo import cells as words
from aid_portal.demo import hardship
from aid_portal.demo.cells import Cells
from aid_portal.demo.people import Adult, Child, Household
from aid_portal.demo.releases import Record, Release, kinship, person_number
from aid_portal.demo.units import TOWNS

SCHOOLING = {"kindergarten": "学前教育", "primary": "小学"}
NOT_HERE = {"baby": "学龄前儿童", "home": "学龄前儿童", "elsewhere": "小学", "finished": "非在校生"}
CAUSES = ("因病", "因残", "因学", "缺劳力", "缺技术")


def rural(home: Household, release: Release) -> list[Record]:
    if not hardship.on_list(home, release.day):
        return []
    shared = _cells(home, release)
    people: list[Adult | Child] = [*home.adults, *release.children(home)]
    return [
        release.record({**shared, **_person(home, person, release, head=person is home.adults[0])}, person, "证件号码")
        for person in people
    ]


def _cells(home: Household, release: Release) -> Cells:
    watch = hardship.watch_on(home, release.day)
    autumn = release.term.endswith("A")
    kind = "脱贫户" if home.lifted else "一般农户"
    shared: Cells = {
        "数据日期": release.day.isoformat(),
        "县(市、区、旗)": "扶风县",
        "乡(镇)": TOWNS[home.town],
        "行政村": f"{home.village}村",
        "自然村": f"{home.serial % 9 + 1}组",
        "户编号": f"61032400{home.serial + (50_000_000 if home.splits and autumn else 0):08d}",
        "人数": len(home.adults) + len(home.children),
        "民族": "汉族",
        "是否参加大病保险": "是",
        "致贫原因1": CAUSES[home.serial % len(CAUSES)],
        "危房户": "否",
        "是否解决安全饮用水": "是",
        "人均纯收入": float(5_000 + home.serial * 37 % 9_000),
        "户联系电话": home.phone,
        "户类型": "监测户" if watch and not home.lifted and home.serial % 3 == 0 else kind,
    }
    if watch is not None:
        shared |= _watch_cells(watch.kind, watch.seen, watch.removed, release.rng)
    return shared


def _watch_cells(kind: str, seen: date, removed: date | None, rng: Random) -> Cells:
    """The ending 户 is often left out, and the answer to "removed?" comes in two fashions."""
    return {
        "易返贫致贫户(监测对象)类型": kind if rng.random() < 0.6 else kind.removesuffix("户"),
        "风险是否消除": rng.choice(("是", "已消除")) if removed else rng.choice(("否", "未消除")),
        "风险识别时间": words.day_cell(seen, rng),
        "风险消除时间": words.day_cell(removed, rng) if removed else None,
    }


def _person(home: Household, person: Adult | Child, release: Release, *, head: bool) -> Cells:
    relation = "户主" if head else kinship(person)
    return {
        "人编号": person_number(person),
        "姓名": person.name,
        "证件号码": release.shown_id(person),
        "与户主关系": relation,
        "在校生状况": _schooling(person, release) if isinstance(person, Child) else "非在校生",
        "健康状况": "残疾" if person.disability else "健康",
        "人联系电话": home.phone if head else None,
    }


def _schooling(child: Child, release: Release) -> str:
    place = release.place(child)
    if place is None:
        return NOT_HERE.get(child.away, "")
    digits = words.DIGITS[place.grade - 1]
    upper = {
        "junior": "七八九"[place.grade - 1 : place.grade] + "年级",
        "senior": f"高中{digits}年级",
        "vocational": f"中职{digits}年级",
    }
    return SCHOOLING.get(place.stage) or upper[place.stage]
