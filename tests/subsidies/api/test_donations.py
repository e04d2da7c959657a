"""Social donations over the API: the pages' permissions and actions, once for each key."""

import pytest
from django.core.files.base import ContentFile

from aid_portal.choices import SchoolStage
from subsidies.actions import hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationAgreement, DonationReceipt, Donor, Entitlement, Gift, HandOver
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
DONORS, AGREEMENTS, GIFTS = "/api/donors/", "/api/donation-agreements/", "/api/gifts/"
RECEIPTS, LISTS, CONSENTS = "/api/donation-receipts/", "/api/hand-overs/", "/api/consents/"
RULES = {
    "label": "贝壳助学金", "year": 2022, "purpose": "资助困难学生", "amount_each": "1500.00", "first_day": "2022-01-01",
    "last_day": "2022-12-31", "agreed_on": "2022-03-01", "paper": "捐赠协议书",
}  # fmt: skip


def post(client, address, body, key="k1"):
    return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})


def test_a_programme_goes_from_the_donor_to_the_lists_of_the_schools(log_in, chen, lin):
    clerk, approver = log_in(chen), log_in(lin)
    for _again in range(2):
        donor = post(clerk, DONORS, {"name": "北京明伦公益基金会", "kind": "foundation"}, "d1").json()["id"]
    made = post(clerk, AGREEMENTS, {**RULES, "donors": [donor]}, "a1")
    assert (made.status_code, made.json()["programme"], made.json()["state"]) == (201, "S2022-01", "proposed")
    address = f"{AGREEMENTS}{made.json()['id']}/"
    assert post(clerk, f"{address}decide/", {"approved": True}).status_code == 403
    assert post(approver, f"{address}decide/", {"approved": True}).json()["state"] == "approved"
    cash = {"programme": "S2022-01", "donor": donor, "kind": "cash", "received_on": "2022-04-01", "amount": "1500"}
    gift = post(clerk, GIFTS, cash, "g1").json()["id"]
    assert post(approver, f"{GIFTS}{gift}/decide/", {"approved": True}, "g2").json()["status"] == "approved"
    one, other = make.an_enrolled_child(), make.an_enrolled_child()
    refused = post(clerk, f"{address}award/", {"enrolments": [one.pk, other.pk]}, "w1")
    assert (refused.status_code, refused.json()["code"]) == (409, "beyond_the_gift")
    given = post(clerk, f"{address}award/", {"enrolments": [one.pk]}, "w2").json()["entitlements"]
    assert [Entitlement.objects.get().pk] == given
    shown = clerk.get(f"{AGREEMENTS}?year=2022").json()["results"][0]
    assert (shown["cash"], shown["placed"], shown["unplaced"]) == ("1500.00", "1500.00", "0.00")
    assert Donor.objects.count() == 1


def test_other_rules_are_another_agreement_and_the_list_keeps_to_the_one_in_force(log_in, chen):
    agreement, client = give.an_agreement(), log_in(chen)
    rules = {name: value for name, value in RULES.items() if name not in ("label", "year")}
    sent = {**rules, "donors": [give.a_donor().pk], "places": 60, "stages": [SchoolStage.SENIOR], "paper": "复函"}
    changed = post(client, f"{AGREEMENTS}{agreement.pk}/change/", sent)
    assert (changed.status_code, changed.json()["number"], changed.json()["year"]) == (201, 2, 2022)
    (shown,) = client.get(f"{AGREEMENTS}?year=2022").json()["results"]
    assert (shown["id"], shown["waits"]) == (agreement.pk, True)
    assert client.get(f"{AGREEMENTS}{changed.json()['id']}/").json()["state"] == "proposed"
    assert post(client, f"{AGREEMENTS}{agreement.pk}/change/", {**sent, "categories": ["NO_SUCH"]}, "k2").status_code == 400


def test_cash_has_no_item_and_goods_no_amount_of_their_own(log_in, chen):
    agreement, client = give.an_agreement(), log_in(chen)
    said = {"programme": agreement.programme.code, "donor": give.a_donor().pk, "received_on": "2022-04-01"}
    mixed = {**said, "kind": "cash", "amount": "10", "item": "奶"}
    assert post(client, GIFTS, mixed).status_code == 400
    milk = {**said, "kind": "goods", "item": "饮用奶", "unit": "盒", "quantity": 40_000, "unit_value": "3", "basis": "发票"}
    assert post(client, GIFTS, milk, "k2").json()["amount"] == "120000.00"
    assert Gift.objects.count() == 1


def test_goods_are_handed_over_on_a_list_that_another_person_approves(log_in, chen, lin):
    gift, child = give.some_milk(quantity=100), make.an_enrolled_child()
    sent = {"gift": gift.pk, "school": child.school.code, "handed_on": "2022-09-20", "signed_by": "王某"}
    awards = [{"student": child.student.pk, "quantity": 1}, {"class_name": "三1班", "quantity": 60}]
    clerk = log_in(chen)
    assert post(clerk, LISTS, {**sent, "awards": [{"quantity": 1, "amount": "2"}]}).status_code == 400
    assert post(clerk, LISTS, {**sent, "awards": [awards[0], awards[0]]}, "k2").status_code == 400
    made = post(clerk, LISTS, {**sent, "awards": awards}, "k3").json()
    assert (made["quantity"], made["children"], made["status"]) == (61, 1, "proposed")
    assert post(log_in(lin), f"{LISTS}{made['id']}/decide/", {"approved": True}).json()["status"] == "approved"
    assert clerk.get(f"{GIFTS}{gift.pk}/").json()["left"] == "39.00"
    assert post(clerk, LISTS, {**sent, "awards": [{"quantity": 40}]}, "k4").json()["code"] == "beyond_the_gift"
    assert HandOver.objects.count() == 1


def test_a_receipt_is_entered_under_the_next_number_and_voided(log_in, chen):
    client, said = log_in(chen), {"code": "61010122", "issued_on": "2022-09-20"}
    give.a_receipt(give.a_gift())
    other = give.a_gift(give.an_agreement("另一项"))
    assert post(client, RECEIPTS, {**said, "gift": other.pk, "number": 9}).json()["code"] == "gap"
    made = post(client, RECEIPTS, {**said, "gift": other.pk, "number": 8}, "k2").json()
    assert post(client, f"{RECEIPTS}{made['id']}/void/", {"note": "金额有误"}).json()["status"] == "voided"
    assert DonationReceipt.objects.count() == 2


def test_a_school_records_and_withdraws_a_guardians_consent(log_in, wang, zhao, school):
    child, client = an_enrolment(school=school).student, log_in(wang)
    said = {"student": child.pk, "may_name": True, "given_on": "2022-09-20", "paper": "同意书"}
    assert post(log_in(zhao), CONSENTS, said).status_code == 400
    made = post(client, CONSENTS, said).json()
    assert (made["state"], made["school"]) == ("valid", school.code)
    assert log_in(zhao).get(f"{CONSENTS}{made['id']}/").status_code == 404
    assert post(client, f"{CONSENTS}{made['id']}/withdraw/", {}, "k2").json()["state"] == "withdrawn"


def test_schools_see_no_gifts_and_auditors_write_none(log_in, wang, sun):
    give.a_gift()
    for address in (DONORS, AGREEMENTS, GIFTS, RECEIPTS, LISTS):
        assert log_in(wang).get(address).status_code == 403
        assert log_in(sun).get(address).status_code == 200
        assert post(log_in(sun), address, {}).status_code == 403
    assert DonationAgreement.objects.count() == 1


def scan(name="协议.pdf", content=b"%PDF-1.7 ..."):
    return ContentFile(content, name=name)


def test_the_signed_papers_come_with_what_is_written(log_in, chen):
    clerk, donor, child = log_in(chen), give.a_donor(), make.an_enrolled_child()
    made = clerk.post(AGREEMENTS, {**RULES, "donors": [donor.pk], "file": scan()})
    assert DonationAgreement.objects.get(pk=made.json()["id"]).evidence.name == "协议.pdf"
    cash = {"programme": give.an_agreement("另一项").programme.code, "donor": donor.pk, "kind": "cash", "amount": "1500"}
    made = clerk.post(GIFTS, {**cash, "received_on": "2022-04-01", "file": scan("进账单.pdf")})
    assert Gift.objects.get(pk=made.json()["id"]).evidence.name == "进账单.pdf"
    milk = {"gift": give.some_milk(quantity=9).pk, "school": child.school.code, "handed_on": "2022-09-20", "signed_by": "王某"}
    made = clerk.post(LISTS, {**milk, "awards[0]class_name": "三1班", "awards[0]quantity": 9, "file": scan("签收.pdf")})
    assert HandOver.objects.get(pk=made.json()["id"]).evidence.name == "签收.pdf"
    bare = give.a_hand_over(give.some_milk(quantity=9), [Portion(quantity=1)])
    assert clerk.post(f"{LISTS}{bare.pk}/attach/", {"file": scan("补签收.pdf")}).status_code == 200
    assert HandOver.objects.get(pk=bare.pk).evidence.name == "补签收.pdf"
    hand_overs.decide(hand_over=bare, approved=True, by=give.lin())
    assert clerk.post(f"{LISTS}{bare.pk}/attach/", {"file": scan()}).status_code == 409


def test_what_is_no_scan_is_refused_where_it_is_sent(log_in, chen):
    refused = log_in(chen).post(AGREEMENTS, {**RULES, "donors": [give.a_donor().pk], "file": scan("协议.exe", b"MZ")})
    assert (refused.status_code, list(refused.json())) == (400, ["file"])
    assert not DonationAgreement.objects.exists()
