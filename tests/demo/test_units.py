"""8 towns, 15 direct units, 150 schools with codes after their type."""

from collections import Counter

import pytest

from aid_portal.demo import units
from aid_portal.demo.users import ACCOUNTS, officers


def test_the_county_has_its_towns_direct_units_and_schools():
    kinds = Counter(unit.kind for unit in units.offices())
    assert kinds == {"县局": 1, "镇街": 8, "局直单位": 15}
    assert len(units.schools()) == 150


@pytest.mark.parametrize("plan", ["full", "small", "tiny"])
def test_codes_have_ten_digits_tell_the_type_and_never_repeat(plan):
    schools = units.schools(plan)
    assert len({school.code for school in schools}) == len(schools)
    for school in schools:
        assert school.code.isdecimal()
        assert len(school.code) == 10
        assert school.code[:4] == units.CODE_PREFIX[school.school_type] + "61"


@pytest.mark.parametrize("plan", ["full", "small", "tiny"])
def test_every_school_hangs_under_a_unit_that_exists(plan):
    schools = units.schools(plan)
    known = {unit.code for unit in (*units.offices(), *schools)}
    assert {school.parent for school in schools} <= known
    assert all(units.CODE_PREFIX["小学"] == school.parent[:2] for school in schools if school.teaching_point)


@pytest.mark.parametrize("plan", ["full", "small", "tiny"])
def test_every_plan_teaches_every_stage(plan):
    taught = {stage for school in units.schools(plan) for stage in school.stages}
    assert taught == {"kindergarten", "primary", "junior", "senior", "vocational"}


def test_a_school_keeps_its_code_in_every_plan():
    full = {unit.name: unit.code for unit in units.schools()}
    assert all(full[unit.name] == unit.code for plan in ("small", "tiny") for unit in units.schools(plan))


def test_later_blocks_have_schools_of_their_own():
    assert not {unit.code for unit in units.schools()} & {unit.code for unit in units.schools(block=1)}


@pytest.mark.parametrize("plan", ["full", "small", "tiny"])
def test_every_account_works_in_a_unit_that_exists(plan):
    known = {unit.code for unit in (*units.offices(), *units.schools(plan))}
    assert {account.unit for account in ACCOUNTS} <= known


def test_there_is_somebody_in_every_role_and_nobody_twice():
    from aid_portal.choices import Role

    assert {account.role for account in ACCOUNTS} == {role.value for role in Role}
    assert len({account.username for account in ACCOUNTS}) == len(ACCOUNTS)


def test_every_school_has_one_aid_officer():
    schools = units.schools()
    served = Counter(account.unit for account in (*ACCOUNTS, *officers(schools)) if account.role == "school_officer")
    assert served == {school.code: 1 for school in schools if not school.teaching_point}
