"""Is this row a possible pupil: every cell of a roster row read and judged (eligibility.md 1, 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from aid_portal.identifiers import birth_date_of, real_date, sex_of
from aid_portal.terms import Term
from students.choices import EnrolmentStatus
from students.rules.cells import (
    ERROR,
    WARNING,
    Cell,
    Issue,
    Plain,
    extra_of,
    has_formula,
    id_text_of,
    merged,
    text_of,
    without_formulas,
    word_of,
)
from students.rules.grades import AGES, STAGE_WORDS, Grade, age_on, read_grade, words_for
from students.rules.readers import (
    read_date,
    read_guardian_id,
    read_number,
    read_registry_number,
    read_required,
    read_resident_id,
    read_text,
    read_word,
)
from students.rules.roster_columns import (
    BOARDING_WORDS,
    HEADINGS,
    HOME_TAUGHT,
    HUKOU_WORDS,
    SEX_WORDS,
    STATUS_WORDS,
    STRICT,
    YES_NO_WORDS,
)
from students.rules.roster_doubts import compare_with_id, doubt_account, doubt_name, doubt_phone

LONGEST_CLASS = 40
WITHOUT_ID = ("J", "L")


class SchoolFacts(NamedTuple):
    """What the portal knows of a school; `type` is a SchoolType value, empty where nobody has said it."""

    type: str
    name: str = ""


@dataclass(frozen=True)
class RosterContext:
    """What a row is judged against; `day` is the day of import, `own_schools` the codes an officer may upload (None: all)."""

    day: date
    term: Term
    schools: Mapping[str, SchoolFacts]
    own_schools: frozenset[str] | None = None
    unknown: Sequence[str] = field(default=())

    @cached_property
    def age_day(self) -> date:
        return self.term.year_first_day


class RosterValues(NamedTuple):
    """One row in the portal's words; empty where the cell was empty, or wrong and therefore unusable."""

    school_code: str
    registry_number: str
    name: str
    sex: str
    resident_id: str
    birth_date: date | None
    stage: str
    grade: int
    class_name: str
    boarding: bool
    hukou: str
    major: str
    agriculture: bool
    status: str
    status_on: date | None
    home_taught: bool
    guardian_name: str
    guardian_id: str
    phone: str
    bank_account: str
    bank_name: str
    account_holder: str
    address: str
    extra: dict[str, str]


class CheckedRow(NamedTuple):
    """`row` is the sheet's own row number."""

    row: int
    values: RosterValues
    issues: list[Issue]

    @property
    def has_error(self) -> bool:
        return any(issue.severity == ERROR for issue in self.issues)

    @property
    def has_warning(self) -> bool:
        return any(issue.severity == WARNING for issue in self.issues)


def check_row(row_number: int, cells: Sequence[Cell], ctx: RosterContext) -> CheckedRow:
    """Judges one row, its cells in the order of HEADINGS and then of the unknown columns."""
    if not has_formula(cells):
        return _check(row_number, cells, ctx)
    plain, formulas = without_formulas(cells, (*HEADINGS, *ctx.unknown), STRICT)
    checked = _check(row_number, plain, ctx)
    return checked._replace(issues=merged(formulas, checked.issues))


def _check(row_number: int, cells: Sequence[Plain], ctx: RosterContext) -> CheckedRow:
    (
        school, registry, name, resident, grade, class_name, boarding,
        _school_name, sex, birth, stage, hukou, major, agriculture, status, status_on,
        guardian, guardian_id, phone, account, bank, holder, address, *unknown,
    ) = cells  # fmt: skip
    issues: list[Issue] = []
    code = _school_code(school, ctx, issues)
    person = _person((registry, name, resident, sex, birth), ctx, issues)
    placed = _place(grade, stage, code, person[-1], ctx, issues)
    values = RosterValues(
        code,
        *person,
        placed.stage.value if placed else "",
        placed.number if placed else 0,
        *_schooling((class_name, boarding, hukou, major, agriculture), issues),
        *_standing(status, status_on, issues),
        *_household((guardian, guardian_id, phone), ctx, issues),
        *_account((account, bank, holder), issues),
        text_of(address),
        extra_of(ctx.unknown, unknown) if unknown else {},
    )
    return CheckedRow(row_number, values, issues)


def _school_code(cell: Plain, ctx: RosterContext, issues: list[Issue]) -> str:
    """The code as it stood, known or not: equal rows of an unknown school are duplicates too."""
    code = id_text_of(cell)
    if not code:
        issues.append(Issue("学校标识码", "missing", ERROR))
    elif code not in ctx.schools:
        issues.append(Issue("学校标识码", "unknown_school", ERROR, code))
    elif ctx.own_schools is not None and code not in ctx.own_schools:
        issues.append(Issue("学校标识码", "foreign_school", ERROR, code))
    return code


def _person(
    cells: tuple[Plain, Plain, Plain, Plain, Plain], ctx: RosterContext, issues: list[Issue]
) -> tuple[str, str, str, str, date | None]:
    """学籍号, name, sex, id and birth date; the birth date by the order of eligibility.md 3."""
    registry_number, registry_text = read_registry_number(cells[0], issues)
    name = read_required("姓名", cells[1], issues)
    doubt_name("姓名", name, issues)
    resident_id = read_resident_id("身份证号", cells[2], ctx.day, issues, registry_text.startswith(WITHOUT_ID))
    sex = read_word("性别", cells[3], SEX_WORDS, issues) or ""
    born = read_date("出生日期", cells[4], issues)
    if resident_id:
        stated, born = born, birth_date_of(resident_id)
        compare_with_id(resident_id, born, sex, stated, issues)
        if registry_number.startswith("G") and registry_number[1:] != resident_id:
            issues.append(Issue("学籍号", "registry_id_differs", WARNING, registry_number))
        sex = sex or sex_of(resident_id)
    elif born is None and registry_number.startswith(WITHOUT_ID):
        born = real_date(registry_number[7:15])
    return registry_number, name, sex, resident_id, born


def _place(cell: Plain, stage_cell: Plain, code: str, born: date | None, ctx: RosterContext, issues: list[Issue]) -> Grade | None:
    """Stage and grade, with a doubt about the age on the first day of the academic year (eligibility.md 2.8)."""
    word, stage_word = word_of(cell), word_of(stage_cell)
    if not word:
        issues.append(Issue("年级", "missing", ERROR))
        return None
    school = ctx.schools.get(code)
    school_type = school.type if school else ""
    grade = read_grade(word, school_type, stage_word)
    if stage_word not in STAGE_WORDS:
        issues.append(Issue("学段", "odd_word", WARNING, stage_word, ("、".join(filter(None, STAGE_WORDS)),)))
    if grade is None:
        issues.append(Issue("年级", "bad_grade", ERROR, word, (words_for(school_type),)))
    elif born is not None:
        lowest, highest = AGES[grade.stage]
        age = age_on(ctx.age_day, born)
        if not lowest <= age <= highest:
            issues.append(Issue("年级", "age_out_of_range", WARNING, word, (age, lowest, highest)))
    return grade


def _schooling(cells: tuple[Plain, Plain, Plain, Plain, Plain], issues: list[Issue]) -> tuple[str, bool, str, str, bool]:
    class_name = read_required("班级", cells[0], issues, LONGEST_CLASS)
    if cells[1] == "" or not word_of(cells[1]):
        issues.append(Issue("就读方式", "missing", ERROR))
        boarding = False
    else:
        boarding = bool(read_word("就读方式", cells[1], BOARDING_WORDS, issues, "bad_boarding"))
    hukou = read_word("户口性质", cells[2], HUKOU_WORDS, issues) or ""
    major = read_text("专业名称", cells[3], issues)
    agriculture = bool(read_word("是否涉农专业", cells[4], YES_NO_WORDS, issues))
    return class_name, boarding, hukou, major, agriculture


def _standing(cell: Plain, since: Plain, issues: list[Issue]) -> tuple[str, date | None, bool]:
    status = read_word("学生状态", cell, STATUS_WORDS, issues, "bad_status") or EnrolmentStatus.ENROLLED
    return status.value, read_date("状态日期", since, issues), word_of(cell) == HOME_TAUGHT


def _household(cells: tuple[Plain, Plain, Plain], ctx: RosterContext, issues: list[Issue]) -> tuple[str, str, str]:
    name = read_text("监护人姓名", cells[0], issues)
    phone = id_text_of(cells[2])
    if phone:
        doubt_phone(phone, issues)
    return name, read_guardian_id(cells[1], ctx.day, issues), phone


def _account(cells: tuple[Plain, Plain, Plain], issues: list[Issue]) -> tuple[str, str, str]:
    account = read_number("银行账号", cells[0], issues) or ""
    if account:
        doubt_account(account, issues)
    return account, text_of(cells[1]), text_of(cells[2])
