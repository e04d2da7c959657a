"""A term's rosters: one line per child and school, as the schools type it, with dirt and what it should lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from aid_portal.demo import cells as words
from aid_portal.demo.cells import Cells
from aid_portal.demo.dirt import DUPLICATE_SHARE, ERROR, ID, REGISTRY, ROSTER_DIRT, WARNING, scatter
from aid_portal.demo.schooling import Place
from aid_portal.demo.truth import Plant

HEADINGS = (
    "学校标识码", "学校名称", "学籍号", "姓名", "性别", "身份证号", "出生日期", "学段", "年级", "班级", "就读方式",
    "户口性质", "专业名称", "是否涉农专业", "学生状态", "状态日期", "监护人姓名", "监护人身份证号", "联系电话",
    "银行账号", "开户行", "账户户名", "家庭住址",
)  # fmt: skip
BANK = "扶风县农村商业银行"
FARM_MAJORS, OTHER_MAJORS = ("现代农艺", "畜禽生产", "果树花卉", "农机维修"), ("汽车运用", "学前教育", "计算机应用", "护理")
AGE_LIMITS = {"kindergarten": (2, 7), "primary": (5, 14), "junior": (10, 18), "senior": (13, 22), "vocational": (13, 22)}
YEAR_BEGINS = {"2022S": date(2021, 9, 1), "2022A": date(2022, 9, 1)}
HUKOU_LEFT_OPEN, BIRTH_DATE_GIVEN = 0.08, 0.3


@dataclass(slots=True)
class Line:
    """One row of a roster with what was planted in it; `place` tells whose it is."""

    place: Place
    cells: Cells
    plants: list[Plant] = field(default_factory=list)


def lines(places: Iterable[Place], term: str, rng: Random, *, dirty: bool = True) -> list[Line]:
    """In the order of the places, each school's rows together."""
    written = [Line(place, _cells(place, term, rng)) for place in places]
    for line in written:
        line.plants += _by_nature(line, term)
    return _soil(written, rng) if dirty else written


def _cells(place: Place, term: str, rng: Random) -> Cells:
    child, home = place.child, place.child.household
    registry, resident_id = child.papers_in(term)
    vocational = place.stage == "vocational"
    return {
        "学校标识码": place.school.code,
        "学校名称": place.school.name,
        "学籍号": registry,
        "姓名": child.name,
        "性别": "男" if child.male else "女",
        "身份证号": resident_id or None,
        "出生日期": words.day_cell(child.born, rng) if not resident_id or rng.random() < BIRTH_DATE_GIVEN else None,
        "学段": None,
        "年级": words.grade_word(place.stage, place.grade, rng),
        "班级": f"{place.klass}班",
        "就读方式": words.boarding_word(place.boarding, rng),
        "户口性质": None if _leaves_hukou_open(place) else home.hukou,
        "专业名称": _major(place) if vocational else None,
        "是否涉农专业": "是" if vocational and child.agriculture else None,
        "学生状态": place.status or rng.choice(words.ENROLLED_WORDS),
        "状态日期": words.day_cell(place.since, rng) if place.since else None,
        "监护人姓名": child.guardian.name,
        "监护人身份证号": child.guardian.resident_id,
        "联系电话": home.phone,
        "银行账号": child.card,
        "开户行": BANK,
        "账户户名": child.card_holder,
        "家庭住址": home.address,
    }


def _leaves_hukou_open(place: Place) -> bool:
    """A habit of the child's form, the same in every term."""
    return place.child.need * 1_000 % 1 < HUKOU_LEFT_OPEN and place.stage != "vocational"


def _major(place: Place) -> str:
    majors = FARM_MAJORS if place.child.agriculture else OTHER_MAJORS
    return majors[place.child.number % len(majors)]


def age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _by_nature(line: Line, term: str) -> list[Plant]:
    """Oddities that the people bring with them: too old for the class, a number older than the id, no id at all."""
    place, child = line.place, line.place.child
    registry, resident_id = child.papers_in(term)
    low, high = AGE_LIMITS[place.stage]
    found = []
    if not low <= age_on(YEAR_BEGINS[term], child.born) <= high:
        found.append(Plant("age_out_of_range", "年级", "age_out_of_range", WARNING, key=registry))
    if resident_id and registry[1:] != resident_id:
        found.append(Plant("registry_id_differs", REGISTRY, "registry_id_differs", WARNING, key=registry))
    if not resident_id:
        found.append(Plant("no_papers", ID, key=registry))
    if place.second:
        found.append(Plant("second_enrolment", REGISTRY, key=registry))
    return found


def _soil(written: list[Line], rng: Random) -> list[Line]:
    clean = [(index, line.cells) for index, line in enumerate(written) if not line.plants and not line.place.status]
    chosen = scatter(ROSTER_DIRT, clean, rng, of=len(written))
    for index, dirt in chosen.items():
        line = written[index]
        line.plants.append(dirt.apply(line.cells, rng, str(line.cells[REGISTRY])))
        line.place.rejected = dirt.severity == ERROR
    return _with_duplicates(written, [index for index, _ in clean if index not in chosen], rng)


def _with_duplicates(written: list[Line], clean: list[int], rng: Random) -> list[Line]:
    """Copies of good rows at the end of their school's list: both rows are errors, on both numbers."""
    last_of: dict[str, int] = {line.place.school.code: index for index, line in enumerate(written)}
    copies: dict[int, list[Line]] = {}
    for index in rng.sample(clean, min(len(clean), max(1, round(DUPLICATE_SHARE * len(written))))):
        line = written[index]
        key = str(line.cells[REGISTRY])
        line.plants += [Plant("duplicate", column, "duplicate_in_file", ERROR, key=key) for column in (REGISTRY, ID)]
        line.place.rejected = True
        copies.setdefault(last_of[line.place.school.code], []).append(Line(line.place, dict(line.cells), list(line.plants)))
    return [row for index, line in enumerate(written) for row in (line, *copies.get(index, ()))]
