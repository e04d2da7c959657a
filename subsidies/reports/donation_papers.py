"""The papers of a gift out of its rows: the stub of a receipt, the list that is signed, what the donor is told."""

from collections.abc import Callable
from datetime import datetime

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit, StoredFile
from students.models import Enrolment
from subsidies.models import DonationReceipt, HandOver
from subsidies.reports.batch_papers import class_of
from subsidies.reports.donor_reports import DonorReport, told_figures
from subsidies.sheets.donation_receipts import ReceiptStub
from subsidies.sheets.donor_reports import PrintedReport
from subsidies.sheets.hand_overs import HandOverList, HandOverRow


def receipt_stub(*, receipt: DonationReceipt, made_at: datetime) -> ReceiptStub:
    """As it was issued, whatever became of gift and donor since."""
    return ReceiptStub(
        bureau=_bureau(),
        code=receipt.code,
        number=receipt.printed_number,
        issued_on=receipt.issued_on,
        payer=receipt.payer,
        credit_code=receipt.credit_code,
        project=receipt.gift.programme.code,
        item=receipt.item,
        unit=receipt.unit,
        quantity=receipt.quantity,
        standard=receipt.standard,
        amount=receipt.amount,
        note=receipt.note,
        issued_by=receipt.issued_by.name,
        made_at=made_at,
        void_reason=receipt.void_reason,
    )


def hand_over_list(*, hand_over: HandOver, made_at: datetime) -> HandOverList:
    """The children with the class in which the school has them last."""
    gift = hand_over.gift
    awards = list(hand_over.awards.select_related("student").order_by("pk"))
    enrolled = Enrolment.objects.filter(school=hand_over.school, student__in=[each.student_id for each in awards])
    classes = {each.student_id: class_of(each) for each in enrolled.order_by("term__position").defer("sealed")}
    return HandOverList(
        bureau=_bureau(),
        school=hand_over.school.name,
        donor=gift.donor.name,
        programme=gift.programme.label,
        what=gift.item or gift.get_kind_display(),
        unit=gift.unit,
        handed_on=hand_over.handed_on,
        signed_by=hand_over.signed_by,
        made_by=hand_over.made_by.name,
        approved_by=hand_over.decided_by.name if hand_over.decided_by else "",
        rows=[
            HandOverRow(
                name=each.student.name if each.student else "",
                class_name=each.class_name or classes.get(each.student_id, ""),
                quantity=each.quantity,
                amount=each.amount,
            )
            for each in awards
        ],
        made_at=made_at,
    )


def printed_report(*, report: DonorReport, opened: Callable[[StoredFile], bytes], made_at: datetime) -> PrintedReport:
    """`opened` reads a photo from the sealed store."""
    return PrintedReport(
        bureau=_bureau(),
        donor=report.donor.name,
        programme=report.agreement.programme.label,
        year=report.agreement.year,
        purpose=report.agreement.purpose,
        figures=told_figures(report),
        gifts=[(gift.received_on, gift.what, gift.worth, gift.receipt) for gift in report.gifts],
        named=[(each.name, each.what, each.given_on) for each in report.named],
        unnamed=report.unnamed,
        schools=[(each.name, each.what, each.given_on) for each in report.schools],
        photos=[(photo.who, opened(photo.file)) for photo in report.photos],
        made_at=made_at,
    )


def _bureau() -> str:
    return OrgUnit.objects.get(kind=OrgKind.BUREAU).name
