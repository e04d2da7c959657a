from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client

from aid_portal.models import OrgUnit, User
from tests.factories.portal import a_school, a_town

LogIn = Callable[[User], Client]
NEW = {"kind": "school", "code": "2161324077", "name": "东坡小学", "school_type": "primary"}


def test_strangers_are_led_to_the_login(client: Client, school: OrgUnit) -> None:
    assert client.get(school.get_absolute_url()).status_code == 302


def test_a_school_sees_its_own_unit_and_the_neighbour_is_404(
    log_in: LogIn, wang: User, school: OrgUnit, zhao_school: OrgUnit
) -> None:
    client = log_in(wang)
    assert client.get(school.get_absolute_url()).status_code == 200
    assert client.get(zhao_school.get_absolute_url()).status_code == 404
    listed = client.get("/org-units/").content.decode()
    assert (school.name in listed, zhao_school.name in listed) == (True, False)


@pytest.mark.parametrize(
    "query", ["?q=城关第一", "?q=2161324001", "?kind=school&parent=城关街道", "?school_type=primary&state=open"]
)
def test_units_are_found_by_name_code_type_and_superior(query: str, log_in: LogIn, chen: User, school: OrgUnit) -> None:
    assert school.name in log_in(chen).get(f"/org-units/{query}").content.decode()


def test_the_tree_shows_who_stands_below_whom_within_ones_scope(
    log_in: LogIn, wang: User, school: OrgUnit, zhao_school: OrgUnit
) -> None:
    point = a_school(name="南村教学点", parent=school)
    page = log_in(wang).get("/org-units/tree/").content.decode()
    assert page.index(school.name) < page.index(point.name)
    assert zhao_school.name not in page


def test_a_school_manages_no_units(log_in: LogIn, wang: User, school: OrgUnit) -> None:
    client = log_in(wang)
    assert "撤销机构" not in client.get(school.get_absolute_url()).content.decode()
    assert client.post(f"/org-units/{school.pk}/close/").status_code == 403
    assert client.get("/org-units/new/").status_code == 403


def test_a_new_school_with_a_code_of_another_type_is_saved_with_a_warning(log_in: LogIn, system_admin: User) -> None:
    form = {**NEW, "school_type": "junior", "parent": a_town().pk}
    page = log_in(system_admin).post("/org-units/new/", form, follow=True).content.decode()
    assert "标识码前两位“21”与学校类型“初中”不符" in page
    assert OrgUnit.objects.get(code="2161324077").path == "/610324100/2161324077/"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "216132407"}, "现在是9位"),
        ({"school_type": ""}, "请选择学校类型"),
        ({"kind": "town", "code": "610324188"}, "只有学校填写学校类型"),
        ({"code": "21-6132"}, "应为10位数字"),
        ({"kind": "town", "school_type": "", "code": "61-0324"}, "只能是数字和字母"),
    ],
)
def test_what_is_wrong_with_a_new_unit_stands_beside_the_field(
    wrong: dict, sentence: str, log_in: LogIn, system_admin: User
) -> None:
    page = log_in(system_admin).post("/org-units/new/", {**NEW, "parent": a_town().pk, **wrong}).content.decode()
    assert sentence in page


def test_a_unit_is_renamed_closed_and_reopened(log_in: LogIn, system_admin: User, school: OrgUnit) -> None:
    client = log_in(system_admin)
    assert client.get(f"/org-units/{school.pk}/change/").status_code == 200
    client.post(f"/org-units/{school.pk}/change/", {"name": "东关小学", "school_type": "primary", "parent": school.parent_id})
    client.post(f"/org-units/{school.pk}/close/", {"closed_on": "2022-08-31", "note": "撤并〔2022〕3号"})
    school.refresh_from_db()
    assert (school.name, str(school.closed_on)) == ("东关小学", "2022-08-31")
    client.post(f"/org-units/{school.pk}/reopen/")
    school.refresh_from_db()
    assert school.closed_on is None


def test_closing_without_a_reason_changes_nothing(log_in: LogIn, system_admin: User, school: OrgUnit) -> None:
    log_in(system_admin).post(f"/org-units/{school.pk}/close/", {"closed_on": "2022-08-31"})
    school.refresh_from_db()
    assert school.closed_on is None


def test_the_bureau_keeps_its_place(log_in: LogIn, system_admin: User, bureau: OrgUnit) -> None:
    log_in(system_admin).post(f"/org-units/{bureau.pk}/change/", {"name": "扶风县教体局"})
    bureau.refresh_from_db()
    assert (bureau.name, bureau.path, bureau.parent) == ("扶风县教体局", "/", None)


def test_a_unit_tells_its_office_lines_and_families_find_them(
    log_in: LogIn, system_admin: User, school: OrgUnit, bureau: OrgUnit, client: Client
) -> None:
    admin = log_in(system_admin)
    admin.post(f"/org-units/{school.pk}/phones/", {"help_phone": "０９１７-5210001", "watch_phone": ""})
    admin.post(f"/org-units/{bureau.pk}/phones/", {"help_phone": "", "watch_phone": "12345"})
    told = client.get("/public/contacts/").content.decode()
    assert told.index("tel:12345") < told.index("tel:0917-5210001")
    found = client.get("/public/contacts/", {"school": "没有这所"}).content.decode()
    assert (school.name in found, "没有找到这个单位的电话" in found) == (False, True)
    admin.post(f"/org-units/{school.pk}/close/", {"closed_on": "2022-08-31", "note": "撤并〔2022〕3号"})
    assert "0917-5210001" not in client.get("/public/contacts/", {"school": school.name}).content.decode()


@pytest.mark.parametrize("line", ["13891700001", "电话", "0917"])
def test_a_public_line_is_an_offices_and_no_persons(line: str, log_in: LogIn, system_admin: User, school: OrgUnit) -> None:
    said = log_in(system_admin).post(f"/org-units/{school.pk}/phones/", {"help_phone": line, "watch_phone": ""})
    assert "不能填个人手机号" in said.content.decode()
    with pytest.raises(IntegrityError, match="org_unit_phones_are_offices"):
        OrgUnit.objects.filter(pk=school.pk).update(help_phone=line)


def test_a_school_tells_no_lines_by_itself(log_in: LogIn, wang: User, school: OrgUnit) -> None:
    assert log_in(wang).get(f"/org-units/{school.pk}/phones/").status_code == 403
