"""Rows of the unit list (eligibility.md 1): which unit a row names, and whether it can stand where it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aid_portal.choices import OrgKind, SchoolType
from aid_portal.identifiers import clean, normalise
from aid_portal.rules.scopes import parents_first

KIND, CODE, NAME, PARENT, TYPE = HEADINGS = ("机构类型", "机构代码", "机构名称", "上级机构代码", "学校类型")
REQUIRED, OPTIONAL = HEADINGS[:4], HEADINGS[4:]
KINDS = {"县局": OrgKind.BUREAU, "镇街": OrgKind.TOWN, "局直单位": OrgKind.DIRECT_UNIT, "学校": OrgKind.SCHOOL}
TYPES = {
    "幼儿园": SchoolType.KINDERGARTEN,
    "小学": SchoolType.PRIMARY,
    "初中": SchoolType.JUNIOR,
    "九年一贯制": SchoolType.NINE_YEAR,
    "普通高中": SchoolType.SENIOR,
    "高中": SchoolType.SENIOR,
    "完全中学": SchoolType.COMPLETE,
    "十二年一贯制": SchoolType.TWELVE_YEAR,
    "中职": SchoolType.VOCATIONAL,
    "特殊教育": SchoolType.SPECIAL,
}
# The first two digits of a school code tell the type (domain.md 1.3).
TYPES_OF_PREFIX = {
    "11": {SchoolType.KINDERGARTEN},
    "21": {SchoolType.PRIMARY},
    "31": {SchoolType.JUNIOR, SchoolType.NINE_YEAR},
    "34": {SchoolType.SENIOR, SchoolType.COMPLETE, SchoolType.TWELVE_YEAR},
    "36": {SchoolType.VOCATIONAL},
    "51": {SchoolType.SPECIAL},
}
PARENT_KINDS = {
    OrgKind.TOWN: {OrgKind.BUREAU},
    OrgKind.DIRECT_UNIT: {OrgKind.BUREAU},
    OrgKind.SCHOOL: {OrgKind.BUREAU, OrgKind.TOWN, OrgKind.DIRECT_UNIT, OrgKind.SCHOOL},
}
CODE_LENGTH, NAME_LENGTH, SCHOOL_CODE_LENGTH = 12, 80, 10


@dataclass(frozen=True, slots=True)
class Issue:
    column: str
    code: str
    severity: str
    value: str


@dataclass(slots=True)
class UnitRow:
    """One unit as its row has it; with an error among `issues` it is not taken over."""

    row: int
    kind: str
    code: str
    name: str
    parent_code: str
    school_type: str
    issues: list[Issue] = field(default_factory=list)

    def error(self, column: str, code: str, value: str) -> None:
        self.issues.append(Issue(column, code, "error", value))

    def warn(self, column: str, code: str, value: str) -> None:
        self.issues.append(Issue(column, code, "warning", value))

    @property
    def is_good(self) -> bool:
        return all(issue.severity != "error" for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit that the portal has already, or that an earlier row brings."""

    kind: str
    parent_code: str = ""
    school_type: str = ""


def fits(code: str, school_type: str) -> bool:
    """Whether the first two digits of a school code go with the type; unknown beginnings do not."""
    return school_type in TYPES_OF_PREFIX.get(code[:2], set())


def is_school_code(code: str) -> bool:
    return len(code) == SCHOOL_CODE_LENGTH and code.isascii() and code.isdecimal()


def text_of(cell: object) -> str:
    """The text of a cell; an integral number in a text column is read as its digits, a formula as what it showed."""
    cell = getattr(cell, "cached", cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean("" if cell is None else str(cell))


def read_row(number: int, cells: Sequence[object]) -> UnitRow:
    """`cells` stand in the order of HEADINGS."""
    kind_word, code, name, parent_code, type_word = (text_of(cell) for cell in cells[: len(HEADINGS)])
    kind, school_type = KINDS.get(kind_word, ""), TYPES.get(type_word, "")
    row = UnitRow(number, kind, normalise(code), name, normalise(parent_code), school_type)
    if not kind:
        row.error(KIND, "unknown_kind" if kind_word else "missing", kind_word)
    _check_code(row)
    if not name or len(name) > NAME_LENGTH:
        row.error(NAME, "too_long" if name else "missing", name)
    if kind and (kind == OrgKind.BUREAU) == bool(row.parent_code):
        row.error(PARENT, "bureau_has_no_parent" if row.parent_code else "missing", row.parent_code)
    _check_type(row, type_word)
    return row


def _check_code(row: UnitRow) -> None:
    if not row.code:
        row.error(CODE, "missing", "")
    elif row.kind == OrgKind.SCHOOL and not is_school_code(row.code):
        row.error(CODE, "bad_school_code", row.code)
    elif len(row.code) > CODE_LENGTH or not (row.code.isascii() and row.code.isalnum()):
        row.error(CODE, "bad_unit_code", row.code)


def _check_type(row: UnitRow, word: str) -> None:
    if row.kind != OrgKind.SCHOOL:
        row.school_type = ""
        if word and row.kind:
            row.warn(TYPE, "not_a_school", word)
    elif not row.school_type:
        row.error(TYPE, "unknown_school_type" if word else "missing", word)
    elif row.is_good and not fits(row.code, row.school_type):
        row.warn(CODE, "type_differs_from_code", row.code)


def check_together(rows: Sequence[UnitRow], known: Mapping[str, Standing]) -> list[UnitRow]:
    """Adds what only the whole file tells: doubles, parents, circles; returns the good rows, each after its parent."""
    _mark_doubles(rows)
    good = {row.code: row for row in rows if row.is_good}
    standing, taken = dict(known), []
    for code in parents_first({code: row.parent_code for code, row in good.items()}):
        row = good[code]
        _check_place(row, standing)
        if row.is_good:
            standing[code] = Standing(row.kind, row.parent_code, row.school_type)
            taken.append(row)
    for row in good.values():
        if row.is_good and row not in taken:
            row.error(PARENT, "circle", row.parent_code)
    return taken


def _mark_doubles(rows: Iterable[UnitRow]) -> None:
    by_code: dict[str, list[UnitRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    for code, same in by_code.items():
        for row in same if code and len(same) > 1 else ():
            row.error(CODE, "duplicate_in_file", code)


def _check_place(row: UnitRow, standing: Mapping[str, Standing]) -> None:
    now = standing.get(row.code)
    if now and now.kind != row.kind:
        row.error(KIND, "kind_changed", row.kind)
    elif now and now.school_type != row.school_type:
        row.warn(TYPE, "school_type_changed", row.school_type)
    if row.kind == OrgKind.BUREAU:
        if any(each.kind == OrgKind.BUREAU and code != row.code for code, each in standing.items()):
            row.error(CODE, "second_bureau", row.code)
        return
    _check_parent(row, standing.get)


def _check_parent(row: UnitRow, find: Callable[[str], Standing | None]) -> None:
    parent = find(row.parent_code)
    if parent is None:
        row.error(PARENT, "unknown_parent", row.parent_code)
    elif parent.kind not in PARENT_KINDS[OrgKind(row.kind)]:
        row.error(PARENT, "bad_parent", row.parent_code)
    elif parent.kind == OrgKind.SCHOOL and (grandparent := find(parent.parent_code)) and grandparent.kind == OrgKind.SCHOOL:
        row.error(PARENT, "point_of_a_point", row.parent_code)
