"""The departments' lists as each sends them: farm affairs, civil affairs, the disabled persons' federation, veterans."""

from collections.abc import Iterable
from datetime import date
from random import Random

from aid_portal.demo import cells as words
from aid_portal.demo import ids, names
from aid_portal.demo.cells import Cell, Cells
from aid_portal.demo.farm import rural
from aid_portal.demo.people import Adult, Aid, Child, Disability, Household
from aid_portal.demo.releases import HEADINGS, Record, Release, kinship
from aid_portal.demo.units import TOWNS

DISABILITIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES_OF_DISABILITY = ("一级", "二级", "三级", "四级")


def records(kind: str, homes: Iterable[Household], release: Release) -> list[Record]:
    writer = {"rural": rural, "civil": _civil, "orphans": _orphans, "disabled": _disabled, "martyrs": _martyrs}[kind]
    found = [record for home in homes for record in writer(home, release)]
    if "序号" in HEADINGS[kind]:
        for number, record in enumerate(found, start=1):
            record.cells["序号"] = str(number)
    return found


def _civil(home: Household, release: Release) -> list[Record]:
    found = []
    if home.aid is not None and _sent(home.aid, release.day):
        people: list[Adult | Child] = [*home.adults, *release.children(home)]
        found += [_civil_row(home, person, home.aid, release) for person in people]
    alone = [child for child in release.children(home) if child.aid is not None and _sent(child.aid, release.day)]
    return found + [_civil_row(home, child, child.aid, release) for child in alone if child.aid is not None]


def _sent(aid: Aid, day: date) -> bool:
    """Ended grants stay on the list for half a year; grants from next month are on it already."""
    month = day.year * 12 + day.month
    until = aid.until[0] * 12 + aid.until[1] if aid.until else month
    return aid.since[0] * 12 + aid.since[1] <= month + 1 and until > month - 6


def _civil_row(home: Household, person: Adult | Child, aid: Aid, release: Release) -> Record:
    head = home.adults[0]
    cells: Cells = {
        "县区": "扶风县",
        "镇街": TOWNS[home.town],
        "村(社区)": home.village,
        "户主姓名": head.name,
        "户主身份证号": head.resident_id,
        "姓名": person.name,
        "身份证号码": release.shown_id(person),
        "与户主关系": "户主" if person is head else kinship(person),
        "性别": "男" if person.male else "女",
        "救助类别": aid.kind,
        "低保证号": f"DB{home.serial:08d}",
        "保障人口": len(home.adults) + len(home.children),
        "享受起始年月": words.month_cell(aid.since, release.rng),
        "停发年月": words.month_cell(aid.until, release.rng),
        "家庭住址": home.address,
        "联系电话": home.phone,
    }
    return release.record(cells, person, "身份证号码")


def _orphans(home: Household, release: Release) -> list[Record]:
    found = []
    for child in release.children(home):
        if child.orphan is None or not _sent(child.orphan, release.day):
            continue
        cells: Cells = {
            "姓名": child.name,
            "身份证号": release.shown_id(child),
            "类别": child.orphan.kind,
            "养育方式": "分散",
            "监护人姓名": child.guardian.name,
            "监护人身份证号": child.guardian.resident_id,
            "起始年月": words.month_cell(child.orphan.since, release.rng),
            "终止年月": words.month_cell(child.orphan.until, release.rng),
        }
        found.append(release.record(cells, child, "身份证号"))
    return found


def _disabled(home: Household, release: Release) -> list[Record]:
    people: list[Adult | Child] = [*home.adults, *release.children(home)]
    return [_disabled_row(home, person, person.disability, release) for person in people if person.disability]


def _disabled_row(home: Household, person: Adult | Child, found: Disability, release: Release) -> Record:
    reissue = "B1" if person.number % 9 == 0 else ""
    cells: Cells = {
        "姓名": person.name,
        "性别": "男" if person.male else "女",
        "身份证号": release.shown_id(person),
        "残疾人证号": ids.disability_number(release.shown_id(person), found.kind, found.grade, reissue),
        "残疾类别": DISABILITIES[found.kind - 1],
        "残疾等级": GRADES_OF_DISABILITY[found.grade - 1],
        "有效期至": words.day_cell(found.until, release.rng) if found.until else None,
        "证件状态": found.state,
        "户籍地址": home.address,
        "联系电话": home.phone,
    }
    return release.record(cells, person, "身份证号")


def _martyrs(home: Household, release: Release) -> list[Record]:
    heirs = [child for child in release.children(home) if child.martyr]
    return [
        release.record(
            {
                "姓名": child.name,
                "身份证号": release.shown_id(child),
                "烈士姓名": _forebear(child, release.rng),
                "与烈士关系": "子女",
            },
            child,
            "身份证号",
        )
        for child in heirs
    ]


def _forebear(child: Child, rng: Random) -> Cell:
    return names.full_name(rng, child.name[:1], male=True)
