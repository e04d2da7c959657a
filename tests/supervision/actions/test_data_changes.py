"""A wrong account is changed by two persons at once; a wrong name or id is the school's to put right, and looked at."""

import pytest

from aid_portal import crypto
from aid_portal.choices import Role
from aid_portal.errors import Refused
from students.models import Enrolment
from supervision.actions import data_changes
from supervision.models import DataChange
from supervision.reports.grievances import changes_to_decide, changes_to_put_right
from tests.factories.grievances import a_grievance
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
ACCOUNT = {"payee": "child", "holder": "李明", "account": "6222020012345671", "bank_name": "扶风农商行"}
RIGHT_ID = "61032420120315001X"


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐审核", Role.COUNTY_REVIEWER, bureau)


@pytest.fixture
def child(school) -> Enrolment:
    return an_enrolment(school=school)


def wanted(child, by, field="name", value=None, **more) -> DataChange:
    grievance = a_grievance(kind="data_change", student=child.student)
    what = value if isinstance(value, dict) else {"value": value or "李明明"}
    return data_changes.propose(grievance=grievance, field=field, wanted=what, reason="户口簿原件", by=by, **more)


def test_an_account_becomes_a_card_change_by_two_persons(child, chen, xu) -> None:
    change = wanted(child, chen, "account", ACCOUNT)
    with pytest.raises(Refused, match="须由另一人批准"):
        data_changes.decide(change=change, approved=True, by=chen)
    done = data_changes.decide(change=change, approved=True, by=xu)
    assert (done.card.status, done.card.made_by, done.card.decided_by) == ("approved", chen, xu)
    assert done.applied_at


def test_who_may_not_approve_cards_approves_no_account(child, chen, lin) -> None:
    change = wanted(child, chen, "account", ACCOUNT)
    assert not changes_to_decide(lin).exists()
    with pytest.raises(Refused, match="账户变更批准权限"):
        data_changes.decide(change=change, approved=True, by=lin)
    change.refresh_from_db()
    assert change.status == "proposed"


def test_a_name_is_the_schools_to_put_right_and_is_looked_at(child, chen, xu, wang, zhao) -> None:
    change = data_changes.decide(change=wanted(child, chen), approved=True, by=xu)
    child.refresh_from_db()
    assert (child.name, child.student.name) == ("李明", "李明")
    assert [changes_to_put_right(user).count() for user in (wang, zhao, chen)] == [1, 0, 0]
    with pytest.raises(Refused, match="还是原来的姓名"):
        data_changes.settle(change=change, by=wang)
    Enrolment.objects.filter(pk=child.pk).update(name="李明明")
    assert data_changes.settle(change=change, by=wang).applied_at
    assert not changes_to_put_right(wang).exists()


def test_an_id_is_found_again_by_its_index(child, chen, xu, wang) -> None:
    change = data_changes.decide(change=wanted(child, chen, "resident_id", RIGHT_ID), approved=True, by=xu)
    with pytest.raises(Refused, match="还是原来的身份证号"):
        data_changes.settle(change=change, by=wang)
    Enrolment.objects.filter(pk=child.pk).update(id_index=crypto.blind_index("id", RIGHT_ID))
    assert data_changes.settle(change=change, by=wang).applied_at


def test_what_cannot_be_is_refused_before_anybody_looks_at_it(child, chen) -> None:
    for field, value, words in (
        ("resident_id", "610324201203150011", "身份证号不对"),
        ("name", "李明", "已经是这个姓名"),
        ("account", {**ACCOUNT, "holder": "王某"}, "户名"),
    ):
        with pytest.raises(Refused, match=words):
            wanted(child, chen, field, value)
    assert not DataChange.objects.exists()


def test_no_change_without_a_child_nor_out_of_a_tip_off(child, chen) -> None:
    facts = {"field": "name", "wanted": {"value": "李明明"}, "reason": "户口簿", "by": chen}
    with pytest.raises(Refused, match="更改登记"):
        data_changes.propose(grievance=a_grievance(), **facts)
    tip_off = a_grievance(kind="tip_off", sensitive=True, student=child.student)
    with pytest.raises(Refused, match="敏感"):
        data_changes.propose(grievance=tip_off, **facts)


def test_a_refused_change_may_be_asked_for_again(child, chen, xu) -> None:
    change = wanted(child, chen)
    with pytest.raises(Refused, match="正在等待批准"):
        wanted(child, chen)
    data_changes.decide(change=change, approved=False, note="材料不清", by=xu)
    assert wanted(child, chen).status == "proposed"
