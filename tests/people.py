"""The people of the suite: chen prepares, lin approves, wang and zhao are two schools, sun audits; three administrators."""

from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.choices import Role
from aid_portal.models import OrgUnit, User
from tests.factories.portal import a_person, a_school, the_bureau

__all__ = [
    "audit_admin", "bureau", "chen", "lin", "log_in", "school", "second_system_admin", "security_admin", "sun",
    "system_admin", "wang", "zhao", "zhao_school",
]  # fmt: skip


@pytest.fixture
def bureau(db) -> OrgUnit:
    return the_bureau()


@pytest.fixture
def school(bureau: OrgUnit) -> OrgUnit:
    """Wang's school."""
    return a_school("2161324001", "城关第一小学")


@pytest.fixture
def zhao_school(bureau: OrgUnit) -> OrgUnit:
    """The neighbour."""
    return a_school("2161324002", "城关第二小学")


@pytest.fixture
def chen(bureau: OrgUnit) -> User:
    return a_person("chen", "陈经办", Role.COUNTY_CLERK, bureau)


@pytest.fixture
def lin(bureau: OrgUnit) -> User:
    return a_person("lin", "林主任", Role.COUNTY_APPROVER, bureau)


@pytest.fixture
def wang(school: OrgUnit) -> User:
    return a_person("wang", "王老师", Role.SCHOOL_OFFICER, school)


@pytest.fixture
def zhao(zhao_school: OrgUnit) -> User:
    return a_person("zhao", "赵老师", Role.SCHOOL_OFFICER, zhao_school)


@pytest.fixture
def sun(bureau: OrgUnit) -> User:
    return a_person("sun", "孙审计", Role.AUDITOR, bureau)


@pytest.fixture
def system_admin(bureau: OrgUnit) -> User:
    return a_person("xitong", "钱系统", Role.SYSTEM_ADMIN, bureau)


@pytest.fixture
def second_system_admin(bureau: OrgUnit) -> User:
    return a_person("xitong2", "冯系统", Role.SYSTEM_ADMIN, bureau)


@pytest.fixture
def security_admin(bureau: OrgUnit) -> User:
    return a_person("anquan", "周安全", Role.SECURITY_ADMIN, bureau)


@pytest.fixture
def audit_admin(bureau: OrgUnit) -> User:
    return a_person("shenji", "吴审管", Role.AUDIT_ADMIN, bureau)


@pytest.fixture
def log_in() -> Callable[[User], Client]:
    """A client in which that person is logged in; the throttle and the form have tests of their own."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in
