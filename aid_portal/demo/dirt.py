"""Every kind of dirt that eligibility.md names, how often it falls, and where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from aid_portal.demo import spoilers
from aid_portal.demo.cells import Cells
from aid_portal.demo.names import MIDDLE_DOT
from aid_portal.demo.truth import Plant

Spoil = Callable[[Cells, str, Random], None]
Suits = Callable[[Cells], bool]

ID, NAME, REGISTRY, CARD = "身份证号", "姓名", "学籍号", "银行账号"
ERROR, WARNING, NONE = "error", "warning", "none"
ONCE, RARE, COMMON = 0.0, 0.00025, 0.0006  # shares of the rows; every kind falls at least once in every term
SEEN_IN_SINGLE_ROWS = 0.00015


def _any(_cells: Cells) -> bool:
    return True


def _has(column: str, mark: str) -> Suits:
    return lambda cells: mark in str(cells.get(column) or "")


def _short_han_name(cells: Cells) -> bool:
    name = str(cells[NAME])
    return len(name) == 2 and MIDDLE_DOT not in name


@dataclass(frozen=True, slots=True)
class Dirt:
    """`level` is the review a department row leads to; `suits` says which clean rows can get dirty this way."""

    kind: str
    column: str
    spoil: Spoil
    code: str = ""
    severity: str = NONE
    share: float = RARE
    level: int = 0
    suits: Suits = _any

    def apply(self, cells: Cells, rng: Random, key: str) -> Plant:
        self.spoil(cells, self.column, rng)
        return Plant(self.kind, self.column, self.code, self.severity, self.level, key)


ROSTER_DIRT = (
    Dirt("numeric_id", ID, spoilers.as_number, "numeric_id", ERROR, COMMON),
    Dirt("numeric_registry", REGISTRY, spoilers.as_number, "numeric_id", ERROR, SEEN_IN_SINGLE_ROWS),
    Dirt("numeric_card", CARD, spoilers.as_number, "numeric_id", ERROR, COMMON),
    Dirt("bad_check_digit", ID, spoilers.wrong_check_digit, "bad_check_digit", ERROR, COMMON),
    Dirt("bad_birth_date", ID, spoilers.no_such_day, "bad_birth_date", ERROR),
    Dirt("fifteen_digit_id", ID, spoilers.fifteen_digits, "fifteen_digit_id", ERROR),
    Dirt("bad_length", ID, spoilers.too_short, "bad_length", ERROR, COMMON),
    Dirt("missing_id", ID, spoilers.emptied, "missing", ERROR, suits=_has(REGISTRY, "G")),
    Dirt("missing_name", NAME, spoilers.emptied, "missing", ERROR, SEEN_IN_SINGLE_ROWS),
    Dirt("unknown_school", "学校标识码", spoilers.school_nobody_knows, "unknown_school", ERROR),
    Dirt("short_registry_number", REGISTRY, spoilers.registry_too_short, "bad_registry_number", ERROR),
    Dirt("odd_registry_number", REGISTRY, spoilers.registry_of_unknown_kind, "bad_registry_number", ERROR, ONCE),
    Dirt("unknown_grade", "年级", spoilers.grade_nobody_has, "bad_grade", ERROR),
    Dirt(
        "grade_of_another_school",
        "年级",
        spoilers.grade_of_another_school,
        "bad_grade",
        ERROR,
        ONCE,
        suits=_has("学校名称", "小学"),
    ),
    Dirt("bad_boarding", "就读方式", spoilers.boarding_unclear, "bad_boarding", ERROR),
    Dirt("bad_status", "学生状态", spoilers.status_unclear, "bad_status", ERROR),
    Dirt("bad_date", "状态日期", spoilers.date_unreadable, "bad_date", ERROR),
    Dirt("numeric_guardian_id", "监护人身份证号", spoilers.as_number, "numeric_guardian_id", WARNING, COMMON),
    Dirt("sex_differs", "性别", spoilers.other_sex, "", WARNING),
    Dirt("birth_date_differs", "出生日期", spoilers.other_birth_day, "", WARNING),
    Dirt("card_check_digit", CARD, spoilers.card_slip, "", WARNING, COMMON),
    Dirt("short_phone", "联系电话", spoilers.phone_slip, "", WARNING),
    Dirt("formula_text", "家庭住址", spoilers.formula, share=ONCE),
    Dirt("apostrophe", ID, spoilers.apostrophe, share=COMMON),
    Dirt("full_width", ID, spoilers.full_width),
    Dirt("small_x", ID, spoilers.small_x, share=COMMON, suits=_has(ID, "X")),
    Dirt("inner_spaces", ID, spoilers.inner_spaces, share=COMMON),
    Dirt("code_as_number", "学校标识码", spoilers.code_as_number, share=COMMON),
    Dirt("spaced_name", NAME, spoilers.spaced_name, share=0.003, suits=_short_han_name),
    Dirt("other_dot", NAME, spoilers.other_dot, suits=_has(NAME, MIDDLE_DOT)),
)
DUPLICATE_SHARE = 0.0003


def record_dirt(id_column: str) -> tuple[Dirt, ...]:
    """Department rows are kept for the review queue; the same slips are warnings there."""
    seldom, often = 0.001, 0.003
    return (
        Dirt("record_numeric_id", id_column, spoilers.as_number, "numeric_id", WARNING, often, level=3),
        Dirt("record_bad_check_digit", id_column, spoilers.wrong_check_digit, "bad_check_digit", WARNING, seldom, level=3),
        Dirt("record_bad_birth_date", id_column, spoilers.no_such_day, "bad_birth_date", WARNING, seldom),
        Dirt("record_fifteen_digit_id", id_column, spoilers.fifteen_digits, "fifteen_digit_id", WARNING, seldom),
        Dirt("record_bad_length", id_column, spoilers.sixteen_left, "bad_length", WARNING, seldom),
        Dirt("record_check_digit_lost", id_column, spoilers.seventeen_left, "bad_length", WARNING, seldom, level=3),
        Dirt("record_missing_id", id_column, spoilers.emptied, "missing", WARNING, seldom),
        Dirt("record_other_name", NAME, spoilers.misspelt_name, share=often, level=2),
        Dirt("record_spaced_name", NAME, spoilers.spaced_name, share=often, suits=_short_han_name),
        Dirt("record_other_dot", NAME, spoilers.other_dot, share=often, suits=_has(NAME, MIDDLE_DOT)),
        Dirt("record_small_x", id_column, spoilers.small_x, share=seldom, suits=_has(id_column, "X")),
    )


CIVIL_DIRT = (
    Dirt("unknown_category", "救助类别", spoilers.unknown_aid, "unknown_category", WARNING, 0.002),
    Dirt("record_bad_month", "享受起始年月", spoilers.date_unreadable, "bad_date", ERROR, 0.001),
)
DISABLED_DIRT = (
    Dirt("short_certificate", "残疾人证号", spoilers.short_certificate, "bad_disability_number", WARNING, 0.005),
    Dirt("certificate_of_no_kind", "残疾人证号", spoilers.certificate_of_no_kind, "bad_disability_number", WARNING, 0.002),
    Dirt("numeric_certificate", "残疾人证号", spoilers.as_number, "numeric_id", WARNING, 0.005),
)
DETERMINATION_DIRT = (
    Dirt("unknown_student", REGISTRY, spoilers.unknown_student, "unknown_student", WARNING, 0.001),
    Dirt("determination_other_name", NAME, spoilers.misspelt_name, "unknown_student", WARNING, 0.001),
    Dirt("bad_tier", "认定档次", spoilers.unknown_tier, "bad_tier", ERROR, 0.002),
)


def scatter(
    kinds: Iterable[Dirt], rows: Sequence[tuple[int, Cells]], rng: Random, *, of: int, at_least: int = 1
) -> dict[int, Dirt]:
    """Which row gets which dirt: each kind `at_least` so often where rows suit it, no row twice.

    `rows` are the candidates with their keys; `of` is the number of rows that the shares are taken of.
    """
    shuffled = rng.sample(rows, len(rows))
    chosen: dict[int, Dirt] = {}
    for dirt in kinds:
        wanted = max(at_least, round(dirt.share * of))
        suited = (key for key, cells in shuffled if key not in chosen and dirt.suits(cells))
        for key in list(islice(suited, wanted)):
            chosen[key] = dirt
    return chosen
