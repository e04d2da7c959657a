"""What one row of a department's list says of one person, and since and until when (eligibility.md 2, 3, 4)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from aid_portal.identifiers import disability_number_fault, real_date, resident_id_fault
from students.choices import IdState, RecordKind
from students.rules.cells import (
    ERROR,
    WARNING,
    Cell,
    Issue,
    Plain,
    certain_digits,
    extra_of,
    has_formula,
    id_text_of,
    is_number,
    merged,
    text_of,
    without_formulas,
)
from students.rules.dates import BadDate, parse_month
from students.rules.readers import id_issue, read_date, read_guardian_id, read_required, read_text
from students.rules.record_columns import (
    BEYOND_GRADE_NINE,
    CARD_IN_FORCE,
    CIVIL_BEGINNINGS,
    CIVIL_WORDS,
    HOUSEHOLD_KINDS,
    LAYOUTS,
    LIFTED_HOUSEHOLD,
    MONITORING_CATEGORIES,
    ORPHAN_BEGINNINGS,
    ORPHAN_WORDS,
    RISK_REMOVED_WORDS,
    Layout,
)
from students.rules.record_values import CheckedRecord, RecordValues

TRUE_DIGITS = 10**15


class _Row:
    """The cells of one row by field, and the issues found on the way."""

    def __init__(self, layout: Layout, cells: Sequence[Plain], day: date, issues: list[Issue]) -> None:
        self.layout, self.cells, self.day, self.issues = layout, cells, day, issues

    def cell(self, name: str) -> Plain:
        position = self.layout.position_of.get(name)
        return "" if position is None else self.cells[position]

    def heading(self, name: str) -> str:
        return self.layout.heading_of[name]

    def text(self, name: str, longest: int = 80) -> str:
        cell = self.cell(name)
        return read_text(self.heading(name), cell, self.issues, longest) if cell != "" else ""

    def word(self, name: str) -> str:
        return "".join(text_of(self.cell(name)).split())

    def day_of(self, name: str) -> date | None:
        cell = self.cell(name)
        return read_date(self.heading(name), cell, self.issues) if cell != "" else None

    def month(self, name: str) -> date | None:
        cell = self.cell(name)
        try:
            return parse_month(cell)
        except BadDate:
            self.issues.append(Issue(self.heading(name), "bad_date", ERROR, text_of(cell)))
            return None

    def warn(self, name: str, code: str, *detail: str | int) -> None:
        self.issues.append(Issue(self.heading(name), code, WARNING, text_of(self.cell(name)), detail))


def read_record(kind: str, row_number: int, cells: Sequence[Cell], day: date, unknown: Sequence[str] = ()) -> CheckedRecord:
    """Reads one row, its cells in the order of the list's headings and then of the unknown columns.

    A row is kept whatever is wrong with its id; only a missing name, a missing number or an unreadable date keeps it out.
    """
    layout = LAYOUTS[kind]
    issues: list[Issue] = []
    formulas: list[Issue] = []
    if has_formula(cells):
        cells, formulas = without_formulas(cells, (*layout.headings, *unknown), layout.strict)
    row = _Row(layout, cells, day, issues)
    values = RecordValues(row_number, name=read_required("姓名", row.cell("name"), issues))
    _read_identity(row, values)
    _read_household(row, values)
    _READERS[kind](row, values)
    unread = [cells[position] for position in layout.unread]
    known = len(layout.headings)
    values.extra = extra_of((*layout.unread.values(), *unknown), (*unread, *cells[known:]))
    return CheckedRecord(values, merged(formulas, issues) if formulas else issues)


def _read_identity(row: _Row, values: RecordValues) -> None:
    """The id, its state, and the birth date by the order of eligibility.md 3."""
    cell, heading = row.cell("resident_id"), row.heading("resident_id")
    values.raw_id = id_text_of(cell)
    stated = row.day_of("birth_date")
    if is_number(cell):
        values.id_state = IdState.NUMERIC.value
        row.warn("resident_id", "numeric_id")
    elif fault := resident_id_fault(values.raw_id, row.day):
        values.id_state = IdState.MALFORMED.value if values.raw_id else IdState.MISSING.value
        row.issues.append(id_issue(heading, values.raw_id, fault, WARNING))
    else:
        values.id_state, values.resident_id = IdState.VALID.value, values.raw_id
        values.birth_date = real_date(values.raw_id[6:14])
        return
    values.birth_date = stated or _birth_date_in(values.raw_id, row.day)
    if is_number(cell):
        values.raw_id = certain_digits(values.raw_id)


def _birth_date_in(failed_id: str, day: date) -> date | None:
    """Digits 7–14 of an id of 17 or 18 digits that failed; the damage of a numeric cell begins behind them."""
    if len(failed_id) not in (17, 18) or not failed_id[:17].isdecimal():
        return None
    born = real_date(failed_id[6:14])
    return born if born and born <= day else None


def _read_household(row: _Row, values: RecordValues) -> None:
    values.town = row.text("town", 40)
    values.village = row.text("village", 60)
    values.relation = row.text("relation", 20)
    values.household_head = row.text("household_head")
    values.guardian_name = row.text("guardian_name")
    values.guardian_id = read_guardian_id(row.cell("guardian_id"), row.day, row.issues)


def _read_rural(row: _Row, values: RecordValues) -> None:
    values.person_number = _long_number(row, "person_number")
    values.household_number = _long_number(row, "household_number")
    if not values.person_number:
        row.issues.append(Issue(row.heading("person_number"), "missing", ERROR))
    values.data_date = row.day_of("data_date")
    if values.data_date and values.data_date > row.day:
        row.issues.append(Issue(row.heading("data_date"), "future_data_date", ERROR, values.data_date.isoformat()))
    values.categories = _rural_categories(row)
    values.risk_removed = row.word("risk") in RISK_REMOVED_WORDS
    values.risk_removed_on = row.day_of("risk_removed_on")
    values.schooling = row.text("schooling", 40)
    values.finished_grade_nine = values.schooling.startswith(BEYOND_GRADE_NINE)
    values.detail = _words(row, "household_kind", "monitoring_kind")


def _long_number(row: _Row, name: str) -> str:
    """Person and household numbers are text; a numeric cell of more than fifteen digits has lost some."""
    cell = row.cell(name)
    if is_number(cell) and abs(cell) >= TRUE_DIGITS:
        row.warn(name, "numeric_id")
    return "".join(row.text(name, 40).split())


def _rural_categories(row: _Row) -> tuple[str, ...]:
    household, monitoring = row.word("household_kind"), row.word("monitoring_kind").removesuffix("户")
    if household not in HOUSEHOLD_KINDS:
        row.warn("household_kind", "unknown_category")
    found = MONITORING_CATEGORIES.get(monitoring)
    if found is None:
        row.warn("monitoring_kind", "unknown_category")
        found = ()
    if household == LIFTED_HOUSEHOLD and "LIFTED" not in found:
        found = ("LIFTED", *found)
    return found


def _read_civil(row: _Row, values: RecordValues) -> None:
    values.categories = _category(row, CIVIL_WORDS, CIVIL_BEGINNINGS)
    _read_months(row, values)


def _read_orphan(row: _Row, values: RecordValues) -> None:
    values.categories = _category(row, ORPHAN_WORDS, ORPHAN_BEGINNINGS)
    _read_months(row, values)


def _category(row: _Row, words: dict[str, str], beginnings: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The category of the word, none and a warning where the table does not know it: never guessed, never dropped."""
    word = row.word("category")
    found = words.get(word) or next((code for beginning, code in beginnings if word.startswith(beginning)), None)
    if found is None:
        row.warn("category", "unknown_category")
        return ()
    return (found,)


def _read_months(row: _Row, values: RecordValues) -> None:
    values.starts_on = row.month("starts_on")
    if row.word("starts_on") == "":
        row.issues.append(Issue(row.heading("starts_on"), "missing", ERROR))
    values.ends_on = row.month("ends_on")
    values.detail = _words(row, "category")


def _read_disabled(row: _Row, values: RecordValues) -> None:
    cell = row.cell("disability_number")
    values.categories = ("DIS",)
    values.disability_number = id_text_of(cell)
    if is_number(cell):
        row.warn("disability_number", "numeric_id")
        values.disability_number = ""
    elif disability_number_fault(values.disability_number, row.day):
        row.warn("disability_number", "bad_disability_number")
    values.active = row.word("card_status") == CARD_IN_FORCE
    until = row.day_of("valid_until")
    # 9999-12-31 is how some programs write "no end"
    values.ends_on = until + timedelta(days=1) if until and until < date.max else None
    values.detail = _words(row, "disability_kind", "disability_grade", "card_status")


def _read_martyr(row: _Row, values: RecordValues) -> None:
    values.categories = ("MARTYR",)
    values.detail = _words(row, "martyr")


def _words(row: _Row, *names: str) -> str:
    return " ".join(word for name in names if (word := row.word(name)))[:120]


_READERS: dict[str, Callable[[_Row, RecordValues], None]] = {
    RecordKind.RURAL: _read_rural,
    RecordKind.CIVIL: _read_civil,
    RecordKind.ORPHANS: _read_orphan,
    RecordKind.DISABLED: _read_disabled,
    RecordKind.MARTYRS: _read_martyr,
}
