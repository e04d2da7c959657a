from datetime import date

import pytest

from aid_portal.actions import org_units
from aid_portal.choices import OrgKind, SchoolType
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import AuditEvent, OrgUnit, User
from aid_portal.rules.org_unit_rows import UnitRow, read_row
from tests.factories.portal import a_school, a_town

BUREAU = ("县局", "610324", "扶风县教育体育局", "", "")
TOWN = ("镇街", "610324100", "城关街道", "610324", "")
OTHER_TOWN = ("镇街", "610324101", "天度镇", "610324", "")
SCHOOL = ("学校", "2161324001", "城关第一小学", "610324100", "小学")
POINT = ("学校", "2161324009", "南村教学点", "2161324001", "小学")


def rows(*cells: tuple) -> list[UnitRow]:
    return [read_row(number, each) for number, each in enumerate(cells, 2)]


def load(*cells: tuple, write: bool = True) -> org_units.Loaded:
    return org_units.load(rows=rows(*cells), write=write, by="console")


def paths() -> dict[str, str]:
    return dict(OrgUnit.objects.values_list("code", "path"))


def test_a_new_school_stands_below_its_town(bureau: OrgUnit, system_admin: User) -> None:
    school = org_units.create(
        kind=OrgKind.SCHOOL, code="2161324077", name="东坡小学", parent=a_town(), school_type=SchoolType.PRIMARY, by=system_admin
    )
    assert school.path == "/610324100/2161324077/"


def test_a_code_is_never_given_to_another(school: OrgUnit, system_admin: User) -> None:
    org_units.close(unit=school, closed_on=date(2022, 8, 31), by=system_admin)
    with pytest.raises(Refused, match="不能再给别的机构"):
        org_units.create(
            kind=OrgKind.SCHOOL, code=school.code, name="新校", parent=a_town(), school_type="primary", by=system_admin
        )


def test_a_teaching_point_belongs_to_a_school_and_not_to_another_point(school: OrgUnit, system_admin: User) -> None:
    point = a_school(parent=school)
    with pytest.raises(Refused, match="不能是另一个教学点"):
        org_units.create(
            kind=OrgKind.SCHOOL, code="2161324088", name="北点", parent=point, school_type="primary", by=system_admin
        )


def test_a_town_does_not_stand_below_a_school(school: OrgUnit, system_admin: User) -> None:
    with pytest.raises(Refused, match="上级机构不对"):
        org_units.create(kind=OrgKind.TOWN, code="610324199", name="新镇", parent=school, by=system_admin)


def test_what_stands_below_moves_along_and_so_do_its_readers(school: OrgUnit, wang: User, system_admin: User) -> None:
    point = a_school("2161324090", parent=school)
    other = a_town("610324101", "天度镇")
    org_units.change(unit=school, name="天度第一小学", parent=other, school_type=school.school_type, by=system_admin)
    point.refresh_from_db()
    assert point.path == "/610324101/2161324001/2161324090/"
    assert set(OrgUnit.objects.visible_to(User.objects.get(pk=wang.pk))) == {school, point}


def test_a_unit_does_not_move_below_itself(school: OrgUnit, system_admin: User) -> None:
    point = a_school(parent=school)
    with pytest.raises(Refused, match="自己的下级"):
        org_units.change(unit=school, name=school.name, parent=point, school_type=school.school_type, by=system_admin)


def test_a_closed_unit_takes_no_new_ones(school: OrgUnit, system_admin: User) -> None:
    org_units.close(unit=school, closed_on=date(2022, 8, 31), by=system_admin)
    school.refresh_from_db()
    with pytest.raises(Refused, match="已撤销"):
        org_units.create(kind=OrgKind.SCHOOL, code="2161324088", name="点", parent=school, school_type="primary", by=system_admin)


def test_a_unit_with_people_or_units_is_not_closed(school: OrgUnit, wang: User, system_admin: User) -> None:
    with pytest.raises(Refused, match="还有人任职"):
        org_units.close(unit=school, closed_on=date(2022, 8, 31), by=system_admin)
    with pytest.raises(Refused, match="未撤销的机构"):
        org_units.close(unit=school.parent, closed_on=date(2022, 8, 31), by=system_admin)


def test_a_closed_school_that_reopens_keeps_its_code(school: OrgUnit, system_admin: User) -> None:
    org_units.close(unit=school, closed_on=date(2022, 8, 31), by=system_admin)
    with pytest.raises(AlreadyDone):
        org_units.close(unit=school, closed_on=date(2022, 8, 31), by=system_admin)
    assert org_units.reopen(unit=school, by=system_admin).closed_on is None
    with pytest.raises(AlreadyDone):
        org_units.reopen(unit=school, by=system_admin)


@pytest.mark.django_db
def test_a_list_is_loaded_in_whatever_order_it_stands() -> None:
    assert load(POINT, SCHOOL, TOWN, BUREAU) == org_units.Loaded(new=4, changed=0, unchanged=0, missing=0)
    assert paths() == {
        "610324": "/",
        "610324100": "/610324100/",
        "2161324001": "/610324100/2161324001/",
        "2161324009": "/610324100/2161324001/2161324009/",
    }


@pytest.mark.django_db
def test_a_dry_run_writes_nothing() -> None:
    assert load(BUREAU, TOWN, write=False).new == 2
    assert (OrgUnit.objects.count(), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing_and_says_who_is_missing() -> None:
    load(BUREAU, TOWN, SCHOOL)
    assert load(BUREAU, TOWN) == org_units.Loaded(new=0, changed=0, unchanged=2, missing=1)


@pytest.mark.django_db
def test_a_renamed_and_moved_school_is_changed_with_all_below() -> None:
    load(BUREAU, TOWN, SCHOOL, POINT)
    moved = ("学校", "2161324001", "天度第一小学", "610324101", "小学")
    assert load(BUREAU, TOWN, OTHER_TOWN, moved, POINT) == org_units.Loaded(new=1, changed=1, unchanged=3, missing=0)
    assert paths()["2161324009"] == "/610324101/2161324001/2161324009/"
    assert OrgUnit.objects.get(code="2161324001").name == "天度第一小学"


@pytest.mark.django_db
def test_rows_with_errors_stop_themselves_and_not_the_file() -> None:
    lost = ("学校", "2161324005", "无主小学", "999", "小学")
    assert load(BUREAU, TOWN, SCHOOL, lost).new == 3
    assert "2161324005" not in paths()
