"""Roster files one after another: what is wrong in which row, and who ends up in which school (eligibility.md 1, 2)."""

import re
from collections import defaultdict
from datetime import date

from tests.oracle.cells import Row, id_fault, id_text, is_numeric, read_day, real_day, same_name, text, whole_years

KINDERGARTEN, PRIMARY, JUNIOR, SENIOR, VOCATIONAL = "kindergarten", "primary", "junior", "senior", "vocational"
STAGES = {
    "幼儿园": [KINDERGARTEN],
    "小学": [PRIMARY],
    "初中": [JUNIOR],
    "九年一贯制": [PRIMARY, JUNIOR],
    "普通高中": [SENIOR],
    "完全中学": [JUNIOR, SENIOR],
    "十二年一贯制": [PRIMARY, JUNIOR, SENIOR],
    "中职": [VOCATIONAL],
    "特殊教育": [PRIMARY, JUNIOR],
}
STAGE_WORDS = {"学前": KINDERGARTEN, "小学": PRIMARY, "初中": JUNIOR, "普高": SENIOR, "中职": VOCATIONAL}
AGES = {KINDERGARTEN: (2, 7), PRIMARY: (5, 14), JUNIOR: (10, 18), SENIOR: (13, 22), VOCATIONAL: (13, 22)}
BOARDING = {"住校": True, "寄宿": True, "住宿": True, "是": True, "走读": False, "非寄宿": False, "否": False}
PRESENT = ["", "在读", "在校", "送教上门"]
GONE = ["休学", "转出", "退学", "死亡", "毕业"]
REGISTRY = r"[GJL][0-9]{17}[0-9X]"
REQUIRED = ["学校标识码", "学籍号", "姓名", "身份证号", "年级", "班级", "就读方式"]


def first_year(term: str) -> int:
    return int(term[:4]) if term[4] == "A" else int(term[:4]) - 1


def grade_of(word: str, school_type: str, stated: str) -> tuple[str, int] | None:
    """A stated stage must agree; where the school is unknown it alone can say that 一年级 is vocational."""
    numerals = "一二三四五六七八九"
    words = {"小班": (KINDERGARTEN, 1), "中班": (KINDERGARTEN, 2), "大班": (KINDERGARTEN, 3)}
    for n in range(6):
        words[numerals[n] + "年级"] = words["小学" + numerals[n] + "年级"] = (PRIMARY, n + 1)
    for n in range(3):
        words[numerals[n + 6] + "年级"] = words["初" + numerals[n]] = (JUNIOR, n + 1)
        words["高" + numerals[n]] = words["高中" + numerals[n] + "年级"] = (SENIOR, n + 1)
        words["中职" + numerals[n]] = words["中职" + numerals[n] + "年级"] = (VOCATIONAL, n + 1)
        if school_type == "中职" or (not school_type and stated == VOCATIONAL):
            words[numerals[n] + "年级"] = (VOCATIONAL, n + 1)
    found = words.get(word)
    if not found or (school_type and found[0] not in STAGES[school_type]):
        return None
    return found if stated in ("", found[0]) else None


class Reading:
    """One row being judged: `issues` are (column, severity, code)."""

    def __init__(self, cells: dict[str, object], schools: dict[str, str], term: str, day: date) -> None:
        self.cells, self.schools, self.term, self.day = cells, schools, term, day
        self.issues: list[tuple[str, str, str]] = []
        self.child: dict = {"term": term}
        self.read_school()
        self.read_identity()
        self.read_grade()
        self.read_rest()

    def raw(self, column: str) -> object:
        return self.cells.get(column, "")

    def error(self, column: str, code: str) -> None:
        self.issues.append((column, "error", code))

    def warn(self, column: str, code: str) -> None:
        self.issues.append((column, "warning", code))

    def day_in(self, column: str) -> date | None:
        try:
            return read_day(self.raw(column))
        except ValueError:
            self.error(column, "bad_date")
            return None

    def read_school(self) -> None:
        self.child["school"] = code = id_text(self.raw("学校标识码"))
        if not code:
            self.error("学校标识码", "missing")
        elif code not in self.schools:
            self.error("学校标识码", "unknown_school")

    def read_identity(self) -> None:
        registry, number = id_text(self.raw("学籍号")), id_text(self.raw("身份证号"))
        for column in ("学籍号", "身份证号", "银行账号"):
            if is_numeric(self.raw(column)):
                self.error(column, "numeric_id")
        if is_numeric(self.raw("学籍号")) or not re.fullmatch(REGISTRY, registry):
            if not is_numeric(self.raw("学籍号")):
                self.error("学籍号", "bad_registry_number" if registry else "missing")
            prefix, registry = registry[:1], ""
        else:
            prefix = registry[0]
        fault = "numeric" if is_numeric(self.raw("身份证号")) else id_fault(number, self.day)
        if fault and fault != "numeric" and not (fault == "missing" and prefix in ("J", "L")):
            self.error("身份证号", fault)
        number = "" if fault else number
        if registry[:1] == "G" and number and registry[1:] != number:
            self.warn("学籍号", "registry_id_differs")
        born = self.day_in("出生日期")
        if number:
            born = real_day(number[6:14])
        elif born is None and prefix in ("J", "L") and registry:
            born = real_day(registry[7:15])
        self.child |= {"registry": registry, "id": number, "born": born, "name": text(self.raw("姓名"))}
        if not self.child["name"]:
            self.error("姓名", "missing")

    def read_grade(self) -> None:
        word = re.sub(r"\s", "", text(self.raw("年级")))
        stated = STAGE_WORDS.get(text(self.raw("学段")), "")
        found = grade_of(word, self.schools.get(self.child["school"], ""), stated)
        self.child["stage"], self.child["grade"] = found or ("", 0)
        if not word:
            self.error("年级", "missing")
        elif not found:
            self.error("年级", "bad_grade")
        elif self.child["born"]:
            youngest, oldest = AGES[found[0]]
            if not youngest <= whole_years(self.child["born"], date(first_year(self.term), 9, 1)) <= oldest:
                self.warn("年级", "age_out_of_range")

    def read_rest(self) -> None:
        if not text(self.raw("班级")):
            self.error("班级", "missing")
        way = text(self.raw("就读方式"))
        if way not in BOARDING:
            self.error("就读方式", "bad_boarding" if way else "missing")
        status = text(self.raw("学生状态"))
        if status not in PRESENT + GONE:
            self.error("学生状态", "bad_status")
        guardian = "" if is_numeric(self.raw("监护人身份证号")) else id_text(self.raw("监护人身份证号"))
        if is_numeric(self.raw("监护人身份证号")):
            self.warn("监护人身份证号", "numeric_guardian_id")
        self.child |= {
            "boarding": BOARDING.get(way, False),
            "rural": text(self.raw("户口性质")) in ("农业", "农村", "县镇"),
            "agriculture": text(self.raw("是否涉农专业")) == "是",
            "status": status,
            "since": self.day_in("状态日期"),
            "guardian": guardian,
            "guardian_name": same_name(text(self.raw("监护人姓名"))),
        }


def check_file(rows: list[Row], schools: dict[str, str], term: str, day: date) -> list[tuple[int, dict, list]]:
    """(row number, child, issues) of every row, twins of one school included."""
    read = [(number, Reading(cells, schools, term, day)) for number, cells in rows]
    seen: dict[tuple, list] = defaultdict(list)
    for _, reading in read:
        for column, key in (("学籍号", "registry"), ("身份证号", "id")):
            if reading.child[key]:
                seen[reading.child["school"], column, reading.child[key]].append(reading)
    for (_school, column, _value), readings in seen.items():
        for reading in readings if len(readings) > 1 else []:
            reading.error(column, "duplicate_in_file")
    return [(number, reading.child, reading.issues) for number, reading in read]
