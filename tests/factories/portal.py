"""Units, people and roles of a made-up county."""

from datetime import date
from itertools import count

from aid_portal.choices import AssignmentStatus, OrgKind, Role, SchoolType
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.rules.scopes import path_of

PASSWORD = "Wheat-Field-42"
LONG_AGO = date(2020, 9, 1)
_numbers = count(1)


def a_unit(kind: OrgKind, code: str, name: str, parent: OrgUnit | None = None, **facts: object) -> OrgUnit:
    return OrgUnit.objects.create(
        kind=kind, code=code, name=name, parent=parent, path=path_of(parent.path if parent else None, code), **facts
    )


def the_bureau() -> OrgUnit:
    return OrgUnit.objects.filter(kind=OrgKind.BUREAU).first() or a_unit(OrgKind.BUREAU, "610324", "扶风县教育体育局")


def a_town(code: str = "610324100", name: str = "城关街道") -> OrgUnit:
    return OrgUnit.objects.filter(code=code).first() or a_unit(OrgKind.TOWN, code, name, the_bureau())


def a_school(
    code: str = "", name: str = "", school_type: SchoolType = SchoolType.PRIMARY, parent: OrgUnit | None = None, **facts: object
) -> OrgUnit:
    """A school of a town; with another school as parent it is that school's teaching point."""
    code = code or f"2161{next(_numbers):06d}"
    return a_unit(OrgKind.SCHOOL, code, name or f"第{code[-3:]}小学", parent or a_town(), school_type=school_type, **facts)


def a_user(username: str = "", name: str = "", *, first_login: bool = False, **facts: object) -> User:
    username = username or f"user{next(_numbers)}"
    user = User(username=username, name=name or username, must_change_password=first_login, **facts)
    user.set_password(PASSWORD)
    user.save()
    return user


def a_role(user: User, role: Role, unit: OrgUnit, *, status: str = AssignmentStatus.GRANTED, **facts: object) -> RoleAssignment:
    """An assignment in force since long ago; the cached permissions of `user` are read anew."""
    if facts.get("grade"):
        facts.setdefault("intake", 2023 - facts["grade"])  # as the rosters of 2022A call it
    assignment = RoleAssignment.objects.create(user=user, role=role, unit=unit, status=status, **{"starts_on": LONG_AGO, **facts})
    for cached in ("assignments_in_force", "permissions", "unit_paths", "classes"):
        user.__dict__.pop(cached, None)
    return assignment


def a_person(username: str, name: str, role: Role, unit: OrgUnit) -> User:
    user = a_user(username, name)
    a_role(user, role, unit)
    return user
