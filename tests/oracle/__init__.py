"""The batch check once more, naively, child by child from the words of eligibility.md: what the product is compared with.

`read_county(folder)` reads a folder of workbooks, `judge(county, term)` says what must come out. It shares no line with the
product, knows no database and takes time in proportion to records × children: for small counties only.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from tests.oracle import law, matching, records, rosters
from tests.oracle.cells import Row, id_text, read_sheet, same_name, text

POLICY = Path(__file__).parents[2] / "subsidies" / "policy.yaml"
IMPORT_DAY = date(2026, 1, 1)  # any day after the files: ids born later than it are refused
TIERS = {"特别困难": "severe", "一般困难": "general"}


@dataclass
class County:
    """Rows as they stand in the sheets: rosters in the order of import, releases as (kind, data date, rows)."""

    units: list[Row]
    rosters: list[tuple[str, str, list[Row]]]  # term, file, rows
    releases: list[tuple[str, date, list[Row]]]
    determinations: list[list[Row]]
    day: date
    policy: dict
    accepted_reviews: set[tuple[str, str, str]] = field(default_factory=set)  # kind, record key, 学籍号
    rejected_reviews: set[tuple[str, str, str]] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)  # 人编号 with a checked proof


@dataclass
class Outcome:
    """Sorted rows with the columns of samples/*/expected."""

    decisions: list[tuple] = field(default_factory=list)
    whereabouts: list[tuple] = field(default_factory=list)
    findings: list[tuple] = field(default_factory=list)
    reviews: list[tuple] = field(default_factory=list)
    roster_counts: list[tuple] = field(default_factory=list)
    roster_report: list[tuple] = field(default_factory=list)


def read_county(folder: Path, term: str = "2022A", data_date: date = date(2022, 9, 20), day: date = IMPORT_DAY) -> County:
    """A folder like samples/county-2022A; subfolders named `2022S` … hold other terms and releases (tests/random_county.py)."""
    units = read_sheet(folder / "org_units.xlsx", ["机构类型", "机构代码", "机构名称", "上级机构代码"])
    county = County(units, [], [], [], day, yaml.safe_load(POLICY.read_text(encoding="utf-8")))
    for part, name, dated in parts_of(folder, term, data_date):
        for path in sorted((part / "rosters").glob("*.xlsx")):
            county.rosters.append((name, path.name, read_sheet(path, rosters.REQUIRED)))
        for kind, required in records.REQUIRED.items():
            path = part / f"{kind}.xlsx"
            if path.exists() and kind == "determinations":
                county.determinations.append(read_sheet(path, required))
            elif path.exists():
                county.releases.append((kind, dated, read_sheet(path, required)))
    return county


def parts_of(folder: Path, term: str = "2022A", data_date: date = date(2022, 9, 20)) -> list[tuple[Path, str, date]]:
    """(folder, term, data date) in the order of import: the folder itself and subfolders such as `2022S_2022-03-20`."""
    parts = [path for path in folder.iterdir() if path.is_dir() and path.name[:4].isdigit()]
    named = [(path, path.name[:5], date.fromisoformat(path.name[6:])) for path in parts]
    return sorted([*named, (folder, term, data_date)], key=lambda part: part[2])


def judge(county: County, term: str, cut_off: date | None = None) -> Outcome:
    cut_off = cut_off or county.policy["terms"][term]["cut_off"]
    return Judgement(county, term, cut_off).outcome


class Judgement:
    def __init__(self, county: County, term: str, cut_off: date) -> None:
        self.county, self.term, self.cut_off, self.outcome = county, term, cut_off, Outcome()
        self.stored: dict[tuple, dict] = {}
        self.import_rosters()
        self.children = [child for child in self.stored.values() if child["term"] == term]
        self.held: dict[int, set[str]] = defaultdict(set)
        self.matched: dict[int, list[dict]] = {}
        self.open: set[int] = set()
        self.people = self.newest_records()
        self.match_records()
        self.decide()
        self.place_people()
        for rows in vars(self.outcome).values():
            rows.sort()

    def import_rosters(self) -> None:
        schools = {
            id_text(row["机构代码"]): text(row.get("学校类型", ""))
            for _, row in self.county.units
            if text(row["机构类型"]) == "学校"
        }
        accepted = 0
        for term, file, rows in self.county.rosters:
            checked = rosters.check_file(rows, schools, term, self.county.day)
            good = [child for _, child, issues in checked if "error" not in {issue[1] for issue in issues}]
            keys = {(child["school"], child["registry"], term) for child in good}
            if term == self.term:
                self.report(file, checked, len(good), len(keys - set(self.stored)))
            for child in good:
                accepted += 1
                self.stored[child["school"], child["registry"], term] = {**child, "accepted": accepted}

    def report(self, file: str, checked: list, good: int, new: int) -> None:
        warned = sum(any(issue[1] == "warning" for issue in issues) for _, _, issues in checked)
        self.outcome.roster_counts.append((file, len(checked), good, len(checked) - good, warned, new))
        self.outcome.roster_report += [(file, row, *issue) for row, _, issues in checked for issue in issues]

    def newest_records(self) -> list[dict]:
        """Of each kind the newest release with a data date on or before the cut-off day; the later of one date."""
        newest: dict[str, tuple[date, list[Row]]] = {}
        for kind, dated, rows in self.county.releases:
            if dated <= self.cut_off and (kind not in newest or dated >= newest[kind][0]):
                newest[kind] = (dated, rows)
        day = self.county.day
        rows = [(kind, row) for kind, (_, rows) in newest.items() for row in rows if not records.has_error(kind, row[1], day)]
        return [records.read_record(kind, row, day) for kind, row in rows]

    def match_records(self) -> None:
        for record in self.people:
            given = records.categories(record, self.term, self.cut_off, self.county.policy["risk_removed"])
            key = record["person"] if record["kind"] == "rural" else str(record["row"])
            for at, child in matching.pairs(record, self.children).values():
                answer = (record["kind"], key, child["registry"])
                accepted = answer in self.county.accepted_reviews
                if at == 1 or accepted:
                    self.give(record, child, given, accepted)
                elif answer not in self.county.rejected_reviews:
                    self.open.add(id(record))
                    shown = key if record["kind"] == "rural" else ""
                    self.outcome.reviews.append((str(at), record["kind"], shown, child["registry"]))
            if "DISABLED" in given and record["id"]:
                self.give_to_wards(record)

    def give(self, record: dict, child: dict, given: set[str], accepted: bool) -> None:
        person = self.enrolments_of(child)
        self.matched.setdefault(id(record), []).extend(person)
        for each in person:
            if accepted or same_name(each["name"]) == record["name"]:
                self.held[id(each)] |= {"DIS_STU" if code == "DISABLED" else code for code in given}

    def give_to_wards(self, record: dict) -> None:
        for child in self.children:
            if child["guardian"] == record["id"] and child["guardian_name"] == record["name"]:
                self.held[id(child)].add("DIS_PARENT")

    def enrolments_of(self, child: dict) -> list[dict]:
        return [each for each in self.children if matching.person_key(each) == matching.person_key(child)]

    def enrolled(self, child: dict) -> bool:
        if child["status"] not in rosters.GONE:
            return True
        first_day = date(int(self.term[:4]), 9 if self.term[4] == "A" else 2, 1)
        return (child["since"] or first_day) > self.cut_off

    def decide(self) -> None:
        self.decided: set[int] = set()
        enrolled = [child for child in self.children if self.enrolled(child)]
        for child in enrolled:
            rivals = [each for each in enrolled if matching.person_key(each) == matching.person_key(child)]
            if child["accepted"] < max(each["accepted"] for each in rivals):
                self.outcome.findings.append(("double_enrolment", child["school"], child["registry"]))
            else:
                self.decide_one(child)

    def decide_one(self, child: dict) -> None:
        held, determined = self.held[id(child)], self.determined(child)
        who = (child["school"], child["registry"])
        self.outcome.findings += [(code, *who) for code in law.findings_of(held, determined, self.county.policy)]
        for programme, tier, amount, waiver, grounds in law.grants_of(child, held, determined, self.county.policy, self.term):
            self.decided |= {id(each) for each in self.enrolments_of(child)}
            row = (*who, child["stage"], str(int(child["boarding"])), tier, "|".join(sorted(held)), programme, amount)
            self.outcome.decisions.append((*row, str(int(waiver)), "|".join(sorted(grounds)), self.term))

    def determined(self, child: dict) -> str:
        year, found = rosters.first_year(self.term), ("", "")
        for rows in self.county.determinations:
            for _, row in rows:
                ours = id_text(row["学籍号"]) == child["registry"] and text(row["学年"]).startswith(f"{year}-{year + 1}")
                if ours and text(row["认定档次"]) in TIERS:
                    found = (same_name(text(row["姓名"])), TIERS[text(row["认定档次"])])
        return found[1] if found[0] == same_name(child["name"]) else ""

    def place_people(self) -> None:
        for record in self.people:
            code = self.place(record) if record["kind"] == "rural" else None
            if code:
                self.outcome.whereabouts.append((record["person"], code))

    def place(self, record: dict) -> str | None:
        day = date(rosters.first_year(self.term), 8, 31)
        age = rosters.whole_years(record["born"], day) if record["born"] else None
        person = self.matched.get(id(record), [])
        if age is not None and not 3 <= age <= 17:
            return None
        if any(self.enrolled(child) for child in person):
            return "OK" if any(id(child) in self.decided for child in person) else "NO_PROGRAMME"
        if any(child["status"] == "死亡" for child in person):
            return None
        if id(record) in self.open or age is None:
            return "REVIEW"
        if record["person"] in self.county.elsewhere:
            return "ELSEWHERE"
        finished = self.finished_grade_nine(record)
        if 6 <= age < 15 and not finished:
            return "SUSPECT"
        return "NOT_ENROLLED" if age >= 15 or finished else "PRESCHOOL"

    def finished_grade_nine(self, record: dict) -> bool:
        if text(record["cells"].get("在校生状况", "")).startswith(records.AFTER_GRADE_NINE):
            return True
        return any(
            record["id"] == child["id"] != ""
            and record["name"] == same_name(child["name"])
            and child["term"][:4] + {"S": "1", "A": "2"}[child["term"][4]] < self.term[:4] + {"S": "1", "A": "2"}[self.term[4]]
            and (child["stage"], child["grade"], child["status"]) == (rosters.JUNIOR, 3, "毕业")
            for child in self.stored.values()
        )
