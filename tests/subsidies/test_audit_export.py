"""What leaves the bench has the keys that auditors join by, masked unless somebody may and says why."""

import pytest

from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import ExportQuery, export_named
from subsidies.actions.frozen_rows import open_payment
from tests.factories.audit_hits import a_hit
from tests.factories.subsidies_money import a_batch, a_payment, an_enrolled_child, an_entitlement, approved, released, the_money

pytestmark = pytest.mark.django_db
SPEC = export_named("audit_hits")


def taken(user, query="code=A8"):
    names = [column.name for column in SPEC.columns]
    rows = SPEC.rows(ExportOrder.placed(SPEC, query, "2022A").rows(user))
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.fixture
def payment(db, school):
    the_money()
    return a_payment(enrolment=an_enrolled_child("王小明", school=school, resident_id="610324201301040013"))


@pytest.fixture
def shared(payment):
    facts = {"problem": "strangers", "children": 1, "times": 1, "payments": [payment.pk], "schools": [payment.school.code]}
    return a_hit(code="A8", student=None, school=payment.school, facts=facts, enrolment=payment.entitlement.enrolment)


def test_a_hit_leaves_with_id_card_and_registry_number_of_each_child(sun, shared, payment):
    (row,) = taken(sun)
    assert (row["name"], row["resident_id"]) == ("王小明", "610324201301040013")
    assert row["registry_number"].startswith("G610324201301")
    assert (row["account"], row["reference"]) == (open_payment(payment)["account"], payment.reference)
    assert (row["hit"], row["paid"], row["state"]) == (shared.pk, payment.amount, "open")
    assert "不同监护人的学生共用" in row["facts"]


def test_a_hit_counts_as_many_rows_as_children_leave_with_it(sun, shared, payment):
    approved(an_entitlement(enrolment=an_enrolled_child("王小红", school=payment.school)))
    other = released(a_batch()).payments.get()
    shared.facts["payments"].append(other.pk)
    shared.save(update_fields=["facts"])
    assert SPEC.count(ExportOrder.placed(SPEC, "code=A8", "2022A").rows(sun)) == len(taken(sun)) == 2


def test_masked_they_name_nobody(sun, shared, payment):
    names = [column.name for column in SPEC.columns]
    (row,) = SPEC.masked(SPEC.rows(ExportOrder.placed(SPEC, "code=A8", "2022A").rows(sun)))
    told = dict(zip(names, row, strict=True))
    assert told["resident_id"] == "610324********0013"
    assert "********" in told["account"]
    assert "*" in told["registry_number"]


def test_a_hit_without_a_payment_leaves_with_the_child_s_roster(sun, payment):
    enrolment = payment.entitlement.enrolment
    a_hit(code="A6", enrolment=enrolment, facts={"problem": "not_approved", "standing": "none"})
    (row,) = taken(sun, "code=A6")
    assert (row["resident_id"], row["holder"], row["paid"]) == ("610324201301040013", "王小明", None)
    assert row["account"].startswith("621700")


def test_the_file_is_the_list_under_its_conditions(sun, shared):
    assert len(taken(sun, "code=A8&state=all")) == 1
    assert taken(sun, "code=A8&state=gone") == []
    assert taken(sun, "code=A9") == []


def test_children_of_other_schools_stay_out_of_a_file_of_one_school(shared, payment, zhao_school):
    from aid_portal.choices import Role
    from tests.factories.portal import a_person

    shared.school = zhao_school
    shared.save(update_fields=["school"])
    (row,) = taken(a_person("xiao", "校审计", Role.AUDITOR, zhao_school))
    assert (row["name"], row["account"]) == ("", "")


def test_the_console_takes_what_stands(shared):
    assert SPEC.queryset(ExportQuery(term="2022A")).count() == 1


def test_the_button_stands_on_the_page_of_the_question(log_in, sun, shared):
    page = log_in(sun).get("/subsidies/audit-checks/A8/").content.decode()
    assert "/exports/audit_hits/" in page
    assert "code=A8" in page
