import pytest

from aid_portal.choices import OrgKind, SchoolType
from aid_portal.rules.org_unit_rows import CODE, KIND, NAME, PARENT, TYPE, Standing, UnitRow, check_together, fits, read_row

BUREAU = ("县局", "610324", "扶风县教育体育局", "", "")
TOWN = ("镇街", "610324100", "城关街道", "610324", "")
SCHOOL = ("学校", "2161324001", "城关第一小学", "610324100", "小学")
POINT = ("学校", "2161324002", "城关第一小学南村教学点", "2161324001", "小学")


def rows(*cells: tuple) -> list[UnitRow]:
    return [read_row(number, each) for number, each in enumerate(cells, 5)]


def faults(row: UnitRow) -> list[tuple[str, str, str]]:
    return [(issue.column, issue.code, issue.severity) for issue in row.issues]


def test_a_row_is_read_as_its_columns_say() -> None:
    row = read_row(9, ("学校", 2161324001.0, " 城关第一小学 ", "６１０３２４１００", "小学"))
    assert (row.row, row.kind, row.code, row.name, row.parent_code) == (
        9,
        OrgKind.SCHOOL,
        "2161324001",
        "城关第一小学",
        "610324100",
    )
    assert row.school_type == SchoolType.PRIMARY
    assert row.issues == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("单位", *SCHOOL[1:]), (KIND, "unknown_kind", "error")),
        (("", *SCHOOL[1:]), (KIND, "missing", "error")),
        (("学校", "", *SCHOOL[2:]), (CODE, "missing", "error")),
        (("学校", "216100012", *SCHOOL[2:]), (CODE, "bad_school_code", "error")),
        (("镇街", "61-0324", *TOWN[2:]), (CODE, "bad_unit_code", "error")),
        ((*SCHOOL[:2], "", *SCHOOL[3:]), (NAME, "missing", "error")),
        ((*SCHOOL[:2], "校" * 81, *SCHOOL[3:]), (NAME, "too_long", "error")),
        ((*SCHOOL[:3], "", "小学"), (PARENT, "missing", "error")),
        ((*BUREAU[:3], "610300", ""), (PARENT, "bureau_has_no_parent", "error")),
        ((*SCHOOL[:4], ""), (TYPE, "missing", "error")),
        ((*SCHOOL[:4], "大学"), (TYPE, "unknown_school_type", "error")),
        ((*TOWN[:4], "小学"), (TYPE, "not_a_school", "warning")),
    ],
)
def test_a_row_says_which_cell_is_wrong(cells: tuple, fault: tuple) -> None:
    assert faults(read_row(5, cells)) == [fault]


def test_scenario_8_a_primary_code_on_a_junior_school_is_a_warning() -> None:
    row = read_row(5, ("学校", "2161000123", "午井初中", "610324100", "初中"))
    assert faults(row) == [(CODE, "type_differs_from_code", "warning")]
    assert row.is_good


def test_scenario_8_a_code_of_nine_digits_is_refused() -> None:
    assert not read_row(5, ("学校", "216100012", "午井初中", "610324100", "初中")).is_good


@pytest.mark.parametrize(("code", "school_type"), [("3461000001", SchoolType.TWELVE_YEAR), ("3161000001", SchoolType.NINE_YEAR)])
def test_schools_of_several_stages_go_by_their_highest(code: str, school_type: SchoolType) -> None:
    assert fits(code, school_type)


def test_parents_may_stand_after_their_children() -> None:
    taken = check_together(rows(POINT, SCHOOL, TOWN, BUREAU), {})
    assert [row.code for row in taken] == ["610324", "610324100", "2161324001", "2161324002"]


def test_the_same_code_twice_stops_both_rows() -> None:
    both = rows(BUREAU, TOWN, SCHOOL, SCHOOL)
    taken = check_together(both, {})
    assert [row.code for row in taken] == ["610324", "610324100"]
    assert [faults(row) for row in both[2:]] == [[(CODE, "duplicate_in_file", "error")]] * 2


@pytest.mark.parametrize(
    ("cells", "known", "fault"),
    [
        (SCHOOL, {}, (PARENT, "unknown_parent", "error")),
        (TOWN, {"610324": Standing(OrgKind.TOWN)}, (PARENT, "bad_parent", "error")),
        (SCHOOL, {"2161324001": Standing(OrgKind.TOWN), "610324100": Standing(OrgKind.TOWN)}, (KIND, "kind_changed", "error")),
        (BUREAU, {"610300": Standing(OrgKind.BUREAU)}, (CODE, "second_bureau", "error")),
        (
            POINT,
            {"2161324001": Standing(OrgKind.SCHOOL, "2161324009"), "2161324009": Standing(OrgKind.SCHOOL, "610324100")},
            (PARENT, "point_of_a_point", "error"),
        ),
    ],
)
def test_a_unit_stands_only_where_it_can(cells: tuple, known: dict[str, Standing], fault: tuple) -> None:
    row = read_row(5, cells)
    assert check_together([row], known) == []
    assert faults(row) == [fault]


def test_another_type_under_the_same_code_is_a_warning() -> None:
    known = {"610324100": Standing(OrgKind.TOWN), "2161324001": Standing(OrgKind.SCHOOL, "610324100", SchoolType.JUNIOR)}
    row = read_row(5, SCHOOL)
    assert check_together([row], known) == [row]
    assert faults(row) == [(TYPE, "school_type_changed", "warning")]


def test_schools_that_are_each_others_parent_are_refused() -> None:
    circle = rows(("学校", "2161324001", "甲", "2161324002", "小学"), ("学校", "2161324002", "乙", "2161324001", "小学"))
    assert check_together(circle, {}) == []
    assert [faults(row) for row in circle] == [[(PARENT, "circle", "error")]] * 2
