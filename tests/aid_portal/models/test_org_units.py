import pytest
from django.db import IntegrityError

from aid_portal.choices import OrgKind, Role
from aid_portal.models import OrgUnit, User
from tests.factories.portal import a_person, a_school, a_town, a_unit, a_user


def test_a_school_has_a_code_of_ten_digits(bureau: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match="org_unit_school_has_a_ten_digit_code"):
        a_school("216100012")


def test_only_schools_have_a_school_type(bureau: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match="org_unit_only_schools_have_a_school_type"):
        a_unit(OrgKind.TOWN, "610324109", "新镇", bureau, school_type="primary")


def test_only_the_bureau_has_no_superior(db: None) -> None:
    with pytest.raises(IntegrityError, match="org_unit_only_the_bureau_has_no_parent"):
        a_unit(OrgKind.TOWN, "610324109", "新镇")


def test_there_is_one_bureau(bureau: OrgUnit) -> None:
    with pytest.raises(IntegrityError, match="org_unit_one_bureau"):
        a_unit(OrgKind.BUREAU, "610323", "岐山县教育体育局")


def test_a_school_sees_itself_and_its_points_and_no_neighbour(school: OrgUnit, zhao_school: OrgUnit, wang: User) -> None:
    point = a_school(parent=school)
    assert set(OrgUnit.objects.visible_to(wang)) == {school, point}


def test_a_town_sees_its_schools_and_not_those_of_a_town_whose_code_begins_alike(bureau: OrgUnit, school: OrgUnit) -> None:
    alike = a_unit(OrgKind.TOWN, "6103241001", "新城", bureau)
    a_school("2161324099", parent=alike)
    officer = a_person("zhong", "钟老师", Role.CENTRAL_OFFICER, a_town())
    assert set(OrgUnit.objects.visible_to(officer)) == {a_town(), school}


def test_the_bureau_sees_all_and_a_stranger_nothing(school: OrgUnit, chen: User) -> None:
    assert OrgUnit.objects.visible_to(chen).count() == OrgUnit.objects.count() == 3
    assert not OrgUnit.objects.visible_to(a_user("li")).exists()
