"""Is this row a possible pupil: every cell of a roster row read and judged (eligibility.md 1, 2)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from aid_portal.identifiers import birth_date_of, real_date, sex_of
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
)
from students.rules.grades import AGES, age_on
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
from students.rules.roster_columns import HEADINGS, SEX_WORDS, STRICT
from students.rules.roster_doubts import compare_with_id, doubt_account, doubt_name, doubt_phone
from students.rules.roster_schooling import Place, RosterContext, read_schooling

WITHOUT_ID = ("J", "L")


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


def school_code_of(cells: Sequence[Cell]) -> str:
    """Which school a row names, known or not, before it is judged; its cell is the first of HEADINGS."""
    return id_text_of(cells[0])


def _check(row_number: int, cells: Sequence[Plain], ctx: RosterContext) -> CheckedRow:
    (
        school, registry, name, resident, grade, class_name, boarding,
        _school_name, sex, birth, stage, hukou, major, agriculture, status, status_on,
        guardian, guardian_id, phone, account, bank, holder, address, *unknown,
    ) = cells  # fmt: skip
    place = ctx.place(school, grade, stage)
    schooling = read_schooling(class_name, boarding, hukou, major, agriculture, status, status_on)
    issues = list(place.of_school)
    person = _person((registry, name, resident, sex, birth), ctx, issues)
    issues += place.of_grade
    _doubt_age(place, person[-1], ctx, issues)
    issues += schooling.issues
    values = RosterValues(
        place.code,
        *person,
        *place.values,
        *schooling.values,
        *_household((guardian, guardian_id, phone), ctx, issues),
        *_account((account, bank, holder), issues),
        text_of(address),
        extra_of(ctx.unknown, unknown) if unknown else {},
    )
    return CheckedRow(row_number, values, issues)


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


def _doubt_age(place: Place, born: date | None, ctx: RosterContext, issues: list[Issue]) -> None:
    """The age on the first day of the academic year beside the stage (eligibility.md 2.8)."""
    if place.grade is None or born is None:
        return
    lowest, highest = AGES[place.grade.stage]
    age = age_on(ctx.age_day, born)
    if not lowest <= age <= highest:
        issues.append(Issue("年级", "age_out_of_range", WARNING, place.word, (age, lowest, highest)))


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
