"""Papers and pages of gifts: who may take which, each on record, refused to others; the child's page shows gifts beside aid."""

import io
import zipfile
from decimal import Decimal

import pytest

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from subsidies.actions import hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationAgreement, HandOver
from subsidies.reports.batch_papers import class_of
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.papers import text_of

pytestmark = pytest.mark.django_db
BASE = "/subsidies/donations/"


@pytest.fixture
def agreement(bureau) -> DonationAgreement:
    return give.a_gift().programme.agreements.get()


def report_of(agreement: DonationAgreement) -> str:
    return f"{BASE}agreements/{agreement.pk}/donors/{agreement.donors.get().pk}/"


def handed(*portions: Portion, school=None) -> HandOver:
    """Of milk to the school, signed and waiting."""
    return give.a_hand_over(give.some_milk(), portions, school)


def taken() -> int:
    return AuditEvent.objects.filter(event="subsidies.paper.printed").count()


def test_the_report_is_a_page_and_a_paper_for_the_county_and_nobody_else(log_in, agreement, wang) -> None:
    clerk, address = log_in(make.a_hand("chen")), report_of(agreement)
    assert "75,000.00元" in clerk.get(address).content.decode()
    paper = clerk.post(f"{address}paper/")
    assert (paper["Content-Type"], taken()) == ("application/pdf", 1)
    assert "贝壳助学金" in text_of(paper.content)
    assert clerk.get(f"{address}paper/").status_code == 405
    assert [log_in(wang).get(address).status_code, log_in(wang).post(f"{address}paper/").status_code] == [403, 403]


def test_there_is_a_report_for_the_donors_of_an_approved_agreement_only(log_in, agreement) -> None:
    stranger = give.a_donor("路过的公司")
    clerk = log_in(make.a_hand("chen"))
    assert clerk.get(f"{BASE}agreements/{agreement.pk}/donors/{stranger.pk}/").status_code == 404
    assert clerk.get(f"{BASE}agreements/{agreement.pk + 99}/donors/{agreement.donors.get().pk}/").status_code == 404


def test_the_stub_of_a_receipt_is_taken_by_the_county(log_in, agreement, wang) -> None:
    receipt = give.a_receipt(agreement.programme.gifts.get())
    address = f"{BASE}receipts/{receipt.pk}/paper/"
    paper = log_in(make.a_hand("chen")).post(address)
    assert receipt.printed_number in text_of(paper.content)
    assert log_in(wang).post(address).status_code == 403


def test_the_list_to_sign_names_the_children_of_the_school_with_their_classes(log_in, bureau, wang, school) -> None:
    child = make.an_enrolled_child("李明轩", school=school)
    listed = handed(Portion(student=child.student, quantity=2), Portion(class_name="三年级", quantity=40), school=school)
    clerk, address = log_in(make.a_hand("chen")), f"{BASE}hand-overs/{listed.pk}/paper/"
    text = text_of(clerk.post(address, {"format": "pdf"}).content)
    assert f"李明轩{class_of(child)}2" in text
    assert "（集体）三年级40" in text
    assert zipfile.is_zipfile(io.BytesIO(clerk.post(address, {"format": "xlsx"}).content))
    assert AuditEvent.objects.filter(event="subsidies.paper.printed", unit_name=school.name).count() == 2
    assert [log_in(wang).post(address).status_code, clerk.get(address).status_code] == [403, 405]


def test_the_childs_page_shows_gifts_beside_the_aid_of_the_state_and_says_that_they_overlap(log_in, agreement, school) -> None:
    child = make.an_enrolled_child("李明轩", school=school)
    make.the_money()
    make.approved(make.an_entitlement(enrolment=child), *give.awarded(agreement.programme, child))
    milk = handed(Portion(student=child.student, quantity=2), school=school)
    hand_overs.decide(hand_over=milk, approved=True, by=give.lin())
    officer = make.a_hand("officer", Role.SCHOOL_OFFICER, school)
    page = log_in(officer).get(child.get_absolute_url()).content.decode()
    overlap = "2022年同时享受：国家和地方资助1项，500.00元；社会资助2项，1,500.00元"
    for words in ("贝壳助学金", "1,500.00元", "饮用奶 2盒", overlap):
        assert words in page


def test_a_child_with_a_gift_alone_has_no_overlap_and_one_without_no_panel(log_in, agreement, school) -> None:
    alone, without = make.an_enrolled_child("王雨桐", school=school), make.an_enrolled_child("赵子涵", school=school)
    give.awarded(agreement.programme, alone)
    officer = log_in(make.a_hand("officer", Role.SCHOOL_OFFICER, school))
    page = officer.get(alone.get_absolute_url()).content.decode()
    assert "贝壳助学金" in page
    assert "同时享受" not in page
    assert "社会资助" not in officer.get(without.get_absolute_url()).content.decode()


def test_a_refused_list_is_shown_and_is_no_aid(log_in, agreement, school) -> None:
    child = make.an_enrolled_child("李明轩", school=school)
    give.awarded(agreement.programme, child)
    listed = handed(Portion(student=child.student, quantity=2), school=school)
    hand_overs.decide(hand_over=listed, approved=False, note="数量不符", by=give.lin())
    page = log_in(make.a_hand("chen")).get(child.get_absolute_url()).content.decode()
    assert "未批准" in page
    assert "同时享受" not in page


def test_cash_from_the_donors_hand_stands_with_its_amount(log_in, bureau, school) -> None:
    gift = give.a_gift(give.an_agreement("慰问金", amount_each=None), "500", direct=True)
    child = make.an_enrolled_child("李明轩", school=school)
    give.a_hand_over(gift, [Portion(student=child.student, amount=Decimal(300))], school)
    page = log_in(make.a_hand("chen")).get(child.get_absolute_url()).content.decode()
    assert "300.00元" in page


def test_the_api_hands_out_the_same_papers_to_the_same_people(log_in, agreement, wang, school) -> None:
    receipt = give.a_receipt(agreement.programme.gifts.get())
    listed = handed(Portion(class_name="三年级", quantity=40), school=school)
    donor = agreement.donors.get()
    papers = (
        (f"/api/donation-agreements/{agreement.pk}/donors/{donor.pk}/paper/", "贝壳助学金"),
        (f"/api/donation-receipts/{receipt.pk}/paper/", receipt.printed_number),
        (f"/api/hand-overs/{listed.pk}/paper/", "（集体）三年级40"),
    )
    clerk, officer = log_in(make.a_hand("chen")), log_in(wang)
    for address, words in papers:
        assert words in text_of(clerk.post(address, {}, content_type="application/json").content)
        assert officer.post(address, {}, content_type="application/json").status_code == 403
    assert taken() == len(papers)
