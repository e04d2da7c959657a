"""Puts a made-up county into a folder: workbooks in the order of their import, and what is hidden in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from aid_portal.demo import determinations, later, practice, rosters, units
from aid_portal.demo.county import County
from aid_portal.demo.hardship import RELEASES
from aid_portal.demo.layouts import Layout, Rows
from aid_portal.demo.papers import TermPapers
from aid_portal.demo.releases import HEADINGS, KINDS
from aid_portal.demo.rosters import Line
from aid_portal.demo.truth import Truth
from aid_portal.demo.users import KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL

UNIT_HEADINGS = ("机构类型", "机构代码", "机构名称", "上级机构代码", "学校类型")
TITLES = {
    "rural": "扶风县脱贫人口及监测对象信息表",
    "civil": "民政救助对象名单",
    "orphans": "孤儿和事实无人抚养儿童名单",
    "disabled": "持证残疾人名单",
    "martyrs": "烈士子女名单",
}
ALWAYS_ALONE = (WANG_SCHOOL, ZHAO_SCHOOL, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, KINDERGARTEN)
PRIVATE_FILE, DIRECT_FILE = "private-kindergartens", "direct-units"


@dataclass(frozen=True, slots=True)
class File:
    """`path` is relative to the folder; `kind` is roster, org_units, a list's kind, or begins with `practice_` or `later_`."""

    path: str
    kind: str
    term: str
    data_date: date | None
    rows: int


@dataclass(slots=True)
class Press:
    """Writes the files of one county and notes what was planted in them."""

    folder: Path
    county: County
    truth: Truth

    def org_units(self) -> File:
        rows = (
            (
                {
                    "机构类型": unit.kind,
                    "机构代码": unit.code,
                    "机构名称": unit.name,
                    "上级机构代码": unit.parent,
                    "学校类型": unit.school_type,
                },
                (),
            )
            for unit in (*units.offices(), *self.county.schools)
        )
        return self._file("org_units.xlsx", "org_units", "", None, Layout("扶风县教育机构一览表", UNIT_HEADINGS), rows)

    def term(self, papers: TermPapers) -> Iterator[File]:
        """Rosters, then the lists of the term's day, then the determinations of its academic year."""
        term, day = papers.term, RELEASES[papers.term]
        for name, lines in self._bundles(papers.lines).items():
            layout = Layout(
                f"{term[:4]}年{'春' if term.endswith('S') else '秋'}季学生花名册", rosters.HEADINGS, plain=name == ZHAO_SCHOOL
            )
            rows = ((line.cells, line.plants) for line in lines)
            yield self._file(f"{term}/rosters/{name}.xlsx", "roster", term, None, layout, rows)
        for kind in KINDS:
            records = ((record.cells, record.plants) for record in papers.records[kind])
            yield self._file(f"{term}/{kind}-{day}.xlsx", kind, term, day, Layout(TITLES[kind], HEADINGS[kind]), records)
        layout = Layout("家庭经济困难学生认定汇总表", determinations.HEADINGS)
        found = ((row.cells, row.plants) for row in papers.determinations)
        year = determinations.ACADEMIC_YEAR[term]
        yield self._file(f"{term}/determinations-{year}.xlsx", "determinations", term, day, layout, found)

    def practice(self, papers: TermPapers) -> Iterator[File]:
        roster = Layout("练习：学生花名册", rosters.HEADINGS)
        yield self._file("practice/roster.xlsx", "practice_roster", papers.term, None, roster, practice.roster(papers))
        future = Layout(TITLES["rural"], HEADINGS["rural"])
        yield self._file("practice/rural.xlsx", "practice_rural", papers.term, None, future, practice.future_list(papers))

    def later(self, papers: TermPapers) -> File:
        """What a department sends when the term's work is done; its slips are those of the list before."""
        path, rows = f"later/rural-{later.DAY}.xlsx", ((cells, []) for cells in later.rural(papers))
        return self._file(path, "later_rural", papers.term, later.DAY, Layout(TITLES["rural"], HEADINGS["rural"]), rows)

    def _file(self, path: str, kind: str, term: str, day: date | None, layout: Layout, rows: Rows) -> File:
        rng = self.county.stream(f"layout/{path}")
        return File(path, kind, term, day, layout.write(self.folder, path, term, rows, self.truth, rng))

    def _bundles(self, lines: Iterable[Line]) -> dict[str, list[Line]]:
        """One file each for some schools, one per town for the rest, one for private kindergartens, one for direct units."""
        alone = self._alone()
        bundles: dict[str, list[Line]] = {}
        for line in lines:
            bundles.setdefault(_bundle(line.place.school, alone), []).append(line)
        return dict(sorted(bundles.items(), key=lambda bundle: (bundle[0] not in alone, bundle[0])))

    def _alone(self) -> set[str]:
        others = [unit.code for unit in self.county.schools if not unit.teaching_point and not unit.private]
        stride = max(1, len(others) // self.county.scale.single_files)
        candidates = dict.fromkeys(chain(ALWAYS_ALONE, others[::stride]))
        return set(list(candidates)[: self.county.scale.single_files])


def _bundle(school: units.Unit, alone: set[str]) -> str:
    runner = school.parent if school.teaching_point else school.code
    if runner in alone:
        return runner
    if school.private:
        return PRIVATE_FILE
    return DIRECT_FILE if school.parent.startswith(f"{units.BUREAU}2") else school.town
