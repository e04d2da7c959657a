"""What one row of a school's determination list says: which child, which academic year, which tier (eligibility.md 4)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from students.rules.cells import ERROR, WARNING, Cell, Issue, extra_of, has_formula, merged, text_of, without_formulas, word_of
from students.rules.dates import BadDate, parse_academic_year
from students.rules.readers import read_registry_number, read_required, read_text
from students.rules.record_columns import DETERMINATIONS, TIER_WORDS


class DeterminationValues(NamedTuple):
    """`academic_year` is written 2022-2023; `tier` is severe or general; `kinds` is kept but gives no category."""

    row: int
    registry_number: str
    name: str
    academic_year: str
    tier: str
    kinds: str
    school_code: str
    extra: dict[str, str]


class CheckedDetermination(NamedTuple):
    values: DeterminationValues
    issues: list[Issue]

    @property
    def row(self) -> int:
        return self.values.row

    @property
    def has_error(self) -> bool:
        return any(issue.severity == ERROR for issue in self.issues)

    @property
    def has_warning(self) -> bool:
        return any(issue.severity == WARNING for issue in self.issues)


def read_determination(row_number: int, cells: Sequence[Cell], day: date, unknown: Sequence[str] = ()) -> CheckedDetermination:
    """Reads one row; without a 学籍号 of the right form nobody could say whose tier it is, so that is an error here."""
    formulas: list[Issue] = []
    issues: list[Issue] = []
    if has_formula(cells):
        cells, formulas = without_formulas(cells, (*DETERMINATIONS.headings, *unknown), DETERMINATIONS.strict)
    registry, name, year, tier, kinds, school_code = cells[:6]
    values = DeterminationValues(
        row_number,
        read_registry_number(registry, issues)[0],
        read_required("姓名", name, issues),
        _academic_year(year, issues),
        _tier(tier, issues),
        read_text("困难类型", kinds, issues, 120),
        "".join(read_text("学校标识码", school_code, issues, 12).split()),
        extra_of((*DETERMINATIONS.headings[6:], *unknown), cells[6:]),
    )
    return CheckedDetermination(values, merged(formulas, issues))


def _academic_year(cell: str | int | float | bool | date, issues: list[Issue]) -> str:
    try:
        year = parse_academic_year(cell)
    except BadDate:
        issues.append(Issue("学年", "bad_date", ERROR, text_of(cell)))
        return ""
    if year is None:
        issues.append(Issue("学年", "missing", ERROR))
        return ""
    return str(year)


def _tier(cell: str | int | float | bool | date, issues: list[Issue]) -> str:
    tier = TIER_WORDS.get(word_of(cell), "")
    if not tier:
        issues.append(Issue("认定档次", "bad_tier", ERROR, text_of(cell), ("、".join(TIER_WORDS),)))
    return tier
