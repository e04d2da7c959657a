"""From the agreement to what the donor is told, in a browser: five people, a receipt, a batch, the bank's answer, a consent."""

import re
from pathlib import Path

from django.db.models import Exists, OuterRef
from playwright.sync_api import Page
from pypdf import PdfReader

from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.links import rows
from students.models import Enrolment
from subsidies.choices import BatchStatus, ListStatus, PaymentStatus
from subsidies.models import DonationAgreement, DonationReceipt, Donor, EntitlementList, Gift, Payment
from subsidies.reports.donation_children import eligible
from subsidies.reports.donor_reports import donor_report
from tests.journeys.test_money import built, click, open_page, paid_by_the_bank, press

PHONE = {"width": 390, "height": 844}
LABEL, DONOR, EACH = "春晖助学金", "金徽酒", "1000"


def test_a_gift_goes_from_the_agreement_to_two_children_and_back_to_the_donor(portal, enter, tmp_path: Path) -> None:
    agreement = agreed(enter, portal)
    gift = received(enter, portal, agreement)
    receipt(enter("chen"), portal, gift, tmp_path)
    first, _second = awarded(enter("chen"), portal, agreement)
    listed(enter, portal, agreement)

    batch = built(enter("chen"), portal)
    assert (batch.row_count, batch.total) == (2, 2 * int(EACH))
    assert {payment.fen_donor for payment in batch.payments.all()} == {int(EACH) * 100}
    paid_by_the_bank(enter, portal, batch, tmp_path)
    assert batch.status == BatchStatus.PAID

    assert reported(enter("chen"), portal, agreement, tmp_path) == set()
    allowed(enter("wang"), portal, first)
    assert reported(enter("chen"), portal, agreement, tmp_path) == {first.name}
    page = enter("wang")
    page.goto(f"{portal}{first.get_absolute_url()}")
    assert LABEL in page.inner_text("main")
    assert "2022年同时享受：国家和地方资助" in page.inner_text("main")


def agreed(enter, portal: str) -> DonationAgreement:
    """Chen enters what the donor agreed to, and cannot approve it; Lin does."""
    page = enter("chen")
    page.goto(f"{portal}/subsidies/donations/agreements/add/")
    page.fill("[name=label]", LABEL)
    page.check(f"[name=donors][value='{Donor.objects.get(name=DONOR).pk}']")
    page.check("[name=stages][value=primary]")
    said = {"purpose": "资助小学家庭经济困难学生", "amount_each": EACH, "places": "2", "paper": "捐赠协议书"}
    days = {"first_day": "2022-10-01", "last_day": "2022-12-31", "agreed_on": "2022-10-08"}
    for name, value in {**said, **days, "year": "2022"}.items():
        page.fill(f"[name={name}]", value)
    click(page, "main form button.btn-primary")
    agreement = DonationAgreement.objects.get(programme__label=LABEL)
    assert not page.locator("main summary", has_text=re.compile(r"^\s*批准\s*$")).count()
    approved(enter, portal, agreement)
    return agreement


def received(enter, portal: str, agreement: DonationAgreement) -> Gift:
    """Two thousand yuan have come in."""
    page = enter("chen")
    page.goto(f"{portal}{rows('subsidies:gift-add', programme=agreement.programme.code)}")
    page.select_option("[name=kind]", "cash")
    page.fill("[name=received_on]", "2022-10-20")
    page.fill("[name=amount]", "2000")
    click(page, "main form button.btn-primary")
    gift = Gift.objects.get(programme=agreement.programme)
    approved(enter, portal, gift)
    return gift


def approved(enter, portal: str, paper: DonationAgreement | Gift) -> None:
    """By the second person, on a phone."""
    page = enter("lin")
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}{paper.get_absolute_url()}")
    press(page, "批准")
    paper.refresh_from_db()
    assert (paper.status, paper.made_by.username, paper.decided_by.username) == ("approved", "chen", "lin")


def receipt(page: Page, portal: str, gift: Gift, folder: Path) -> None:
    """The number that the next one must have; its stub says that it is none."""
    page.goto(f"{portal}{gift.get_absolute_url()}receipt/")
    last = DonationReceipt.objects.latest("pk")
    said = {"code": last.code, "number": str(last.number + 1), "issued_on": "2022-10-20"}
    for name, value in said.items():
        page.fill(f"[name={name}]", value)
    click(page, "main form button.btn-primary")
    assert gift.receipts.get().number == last.number + 1
    text = printed(page, "存根", folder)
    assert DONOR in text
    assert "人民币贰仟元整" in text


def awarded(page: Page, portal: str, agreement: DonationAgreement) -> list[Enrolment]:
    """Two children of Wang's school whom the state's aid of the term has reached by card, and of whom nobody may tell yet."""
    paid = Payment.objects.filter(student=OuterRef("student"), status=PaymentStatus.PAID, batch__channel="bank_card")
    fitting = eligible(agreement, "2022A").filter(Exists(paid.filter(batch__term="2022A")), school__code=WANG_SCHOOL)
    children = list(fitting.filter(student__guardian_consents=None).order_by("pk").for_list()[:2])
    page.goto(f"{portal}/subsidies/donations/agreements/{agreement.pk}/children/?term=2022A&school={WANG_SCHOOL}&size=100")
    for child in children:
        page.check(f"[name=selected][value='{child.pk}']")
    click(page, "button:has-text('安排资助')")
    assert "2,000.00" in page.inner_text("main")
    click(page, "main form button.btn-primary")
    return children


def listed(enter, portal: str, agreement: DonationAgreement) -> None:
    """The school confirms on a phone, two persons of the county decide."""
    found = EntitlementList.objects.get(programme=agreement.programme)
    page = enter("wang")
    page.set_viewport_size(PHONE)
    open_page(page, portal, found, "学校确认")
    for person, deed in (("xu", "审核"), ("lin", "审批")):
        page = enter(person)
        page.goto(f"{portal}{found.get_absolute_url()}")
        click(page, f"main button:has-text('{deed}')")
        click(page, "main form button.btn-primary")
    found.refresh_from_db()
    assert found.status == ListStatus.APPROVED


def allowed(page: Page, portal: str, child: Enrolment) -> None:
    """The guardian's signed paper lets the child be named, and nothing else."""
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/subsidies/consents/add/{child.student_id}/")
    page.check("[name=may_name]")
    page.fill("[name=given_on]", "2022-11-25")
    page.fill("[name=paper]", "监护人知情同意书")
    click(page, "main form button.btn-primary")
    assert child.student.guardian_consents.standing().filter(may_name=True, may_photo=False).exists()


def reported(page: Page, portal: str, agreement: DonationAgreement, folder: Path) -> set[str]:
    """Who of the children stands on the page and on the paper by name; the sums stand on both."""
    donor = agreement.donors.get()
    page.goto(f"{portal}{agreement.get_absolute_url()}")
    click(page, "a:has-text('使用情况报告')")
    report = donor_report(agreement, donor)
    assert (report.received, report.spent, report.balance, report.children) == (2_000, 2_000, 0, 2)
    shown, text = page.inner_text("main"), printed(page, "使用情况报告 PDF", folder)
    assert "2,000.00元" in shown
    assert "2,000.00元" in text
    names = {payment.payee_name for payment in Payment.objects.filter(programme=agreement.programme)}
    named = {name for name in names if name in shown}
    assert named == {name for name in names if name in text}
    return named


def printed(page: Page, button: str, folder: Path) -> str:
    with page.expect_download() as kept:
        page.click(f"main button:has-text('{button}')")
    kept.value.save_as(folder / "paper.pdf")
    return "".join(page.extract_text() for page in PdfReader(folder / "paper.pdf").pages).replace("\n", "")
