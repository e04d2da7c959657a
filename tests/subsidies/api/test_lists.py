"""The API of lists, rows, quotas, corrections: the pages' permissions, scopes, filters and actions, once for each key."""

from decimal import Decimal

import pytest

from aid_portal.choices import Role
from subsidies.actions import adjustments
from subsidies.choices import AdjustmentKind, EntitlementStatus, ListStatus, PaperStatus
from subsidies.models import Adjustment, Entitlement, Quota
from tests.factories.portal import a_person
from tests.factories.subsidies import a_case, a_decision
from tests.factories.subsidies_money import (
    an_enrolled_child,
    an_entitlement,
    approved,
    the_money,
    the_programme,
    the_term,
)

pytestmark = pytest.mark.django_db


def post(client, path, key="", **data):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(path, data, content_type="application/json", headers=headers)


@pytest.fixture
def guo(bureau):
    return a_person("guo", "郭审核", Role.COUNTY_REVIEWER, bureau)


def test_a_list_goes_through_three_hands_by_the_api(log_in, chen, wang, guo, lin, school):
    the_money("1000")
    a_decision(enrolment=an_enrolled_child(school=school), case=a_case(programme=the_programme(), amount=Decimal("500")))
    assert post(log_in(wang), "/api/lists/propose/", term="2022A").status_code == 403
    assert post(log_in(chen), "/api/lists/propose/", term="2022A").json() == {"dropped": 0, "lists": 1, "added": 1}
    pk = log_in(wang).get("/api/lists/?term=2022A").json()["results"][0]["id"]
    assert post(log_in(wang), f"/api/lists/{pk}/confirm/").json()["confirmed_by"] == "wang"
    assert post(log_in(wang), "/api/lists/review/", lists=[pk]).status_code == 403
    assert post(log_in(guo), "/api/lists/review/", lists=[pk]).json()[0]["status"] == ListStatus.REVIEWED
    stale = post(log_in(lin), "/api/lists/approve/", lists=[pk], seen="1.00")
    assert (stale.status_code, "请重新核对" in stale.json()["message"]) == (409, True)
    done = post(log_in(lin), "/api/lists/approve/", lists=[pk], seen="500.00").json()[0]
    assert (done["status"], done["times"], done["amount"], done["approved_by"]) == ("approved", 1, "500.00", "lin")


def test_the_same_key_approves_once_and_another_body_under_it_is_refused(log_in, wang, guo, lin, school):
    the_money("1000")
    pk = an_entitlement(school=school).list_id
    post(log_in(wang), f"/api/lists/{pk}/confirm/")
    post(log_in(guo), "/api/lists/review/", lists=[pk])
    client = log_in(lin)
    first = post(client, "/api/lists/approve/", key="k", lists=[pk], seen="500.00")
    assert post(client, "/api/lists/approve/", key="k", lists=[pk], seen="500.00").json() == first.json()
    assert post(client, "/api/lists/approve/", key="k", lists=[pk], seen="1.00").status_code == 409


def test_a_list_is_sent_back_with_its_reason(log_in, wang, guo, school):
    pk = an_entitlement(school=school).list_id
    post(log_in(wang), f"/api/lists/{pk}/confirm/")
    assert post(log_in(guo), "/api/lists/send-back/", lists=[pk]).status_code == 400
    back = post(log_in(guo), "/api/lists/send-back/", lists=[pk], note="请核对住校名单").json()[0]
    assert (back["status"], back["return_note"]) == ("draft", "请核对住校名单")


def test_a_school_reaches_only_its_own_lists_and_rows(log_in, zhao, school):
    own = an_entitlement(school=school)
    client = log_in(zhao)
    assert client.get("/api/lists/?term=2022A").json()["count"] == 0
    assert post(client, f"/api/lists/{own.list_id}/confirm/").status_code == 404
    assert client.get(f"/api/entitlements/{own.pk}/").status_code == 404
    assert post(client, f"/api/entitlements/{own.pk}/object/", note="不是本校学生").status_code == 404


def test_a_row_is_objected_restored_held_and_let_go(log_in, wang, school):
    own, client = an_entitlement(school=school, name="张小明"), log_in(wang)
    row = client.get("/api/entitlements/?term=2022A").json()["results"][0]
    assert (row["name"], row["amount"], row["programme"]) == ("张小明", "500.00", "CE_BOARD")
    for deed, said, found in (
        ("object", {"note": "已转学"}, {"status": EntitlementStatus.OBJECTED, "note": "已转学"}),
        ("restore", {}, {"status": EntitlementStatus.PROPOSED, "note": ""}),
        ("hold", {"note": "卡号待核", "until": "2099-01-01"}, {"held_until": "2099-01-01", "hold_note": "卡号待核"}),
        ("let-go", {"note": "已核对"}, {"held_until": None}),
    ):
        answer = post(client, f"/api/entitlements/{own.pk}/{deed}/", **said).json()
        assert answer | found == answer


def test_a_case_with_its_basis_is_added_by_the_school_of_the_child(log_in, wang, zhao, school):
    child = an_enrolled_child(school=school)
    asked = {"enrolment": child.pk, "programme": "CE_BOARD", "tier": "severe", "basis": "民政局2022年9月5日低保证"}
    assert post(log_in(zhao), "/api/entitlements/", **asked).status_code == 400
    assert post(log_in(wang), "/api/entitlements/", **asked).status_code == 201
    assert Entitlement.objects.get().basis == "民政局2022年9月5日低保证"


def test_places_are_proposed_by_one_and_approved_by_another(log_in, chen, lin, school):
    the_term()
    asked = {"term": "2022A", "programme": "PRE_LIVING", "source": "扶教体发〔2022〕31号"}
    made = post(log_in(chen), "/api/quotas/", **asked, places=[{"school": school.code, "places": 20}])
    assert (made.status_code, made.json()[0]["places"]) == (201, 20)
    assert post(log_in(chen), "/api/quotas/", **asked, places=[{"school": "9999999999", "places": 20}]).status_code == 400
    pk = made.json()[0]["id"]
    assert post(log_in(chen), "/api/quotas/approve/", quotas=[pk]).status_code == 403
    assert post(log_in(lin), "/api/quotas/approve/", quotas=[pk]).json()[0]["status"] == PaperStatus.APPROVED
    assert Quota.objects.in_force().get().pk == pk


def test_a_correction_is_proposed_decided_and_its_recovery_closed(log_in, chen, lin, school):
    the_money("10000")
    granted = approved(an_entitlement(school=school))[0]
    asked = {"entitlement": granted.pk, "kind": "claw_back", "amount": "300.00", "reason": "十月退学"}
    made = post(log_in(chen), "/api/adjustments/", **asked)
    assert (made.status_code, made.json()["amount"]) == (201, "-300.00")
    path = f"/api/adjustments/{made.json()['id']}"
    assert post(log_in(chen), f"{path}/approve/").status_code == 403
    assert post(log_in(lin), f"{path}/approve/").json()["status"] == PaperStatus.APPROVED
    refused = adjustments.propose(entitlement=granted, kind=AdjustmentKind.TOP_UP, amount=Decimal(10), reason="补差", by=chen)
    post(log_in(lin), f"/api/adjustments/{refused.pk}/refuse/", note="没有依据")
    assert Adjustment.objects.get(pk=refused.pk).status == PaperStatus.REFUSED
    assert log_in(chen).get("/api/recoveries/").json()["count"] == 0
