"""donor_report, receipt_stub, hand_over_list: a paper of a gift made for somebody, and a record that it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.actions import stored_files
from aid_portal.models import StoredFile, User
from subsidies.actions import made_papers
from subsidies.actions.made_papers import Made, PaperForm
from subsidies.models import DonationAgreement, DonationReceipt, Donor, HandOver
from subsidies.reports import donation_papers
from subsidies.reports import donor_reports as reports
from subsidies.sheets import donation_receipts, donor_reports, hand_overs


@transaction.atomic
def donor_report(*, agreement: DonationAgreement, donor: Donor, by: User) -> Made:
    """For the donor: guardians' consents are read at this moment, so a withdrawn one counts from now on."""
    report = reports.donor_report(agreement, donor)
    paper = donation_papers.printed_report(report=report, opened=_opened, made_at=timezone.now())
    told = {"donor": donor, "programme": agreement.programme}
    made = made_papers.made(donor_reports, paper, PaperForm.PDF, _("捐赠使用情况报告_%(donor)s_%(programme)s") % told)
    return made_papers.recorded(made, target=agreement, rows=len(report.named), by=by)


@transaction.atomic
def receipt_stub(*, receipt: DonationReceipt, by: User) -> Made:
    paper = donation_papers.receipt_stub(receipt=receipt, made_at=timezone.now())
    name = _("捐赠票据登记存根_%(number)s") % {"number": receipt.printed_number}
    made = made_papers.made(donation_receipts, paper, PaperForm.PDF, name)
    return made_papers.recorded(made, target=receipt, rows=1, by=by)


@transaction.atomic
def hand_over_list(*, hand_over: HandOver, form: PaperForm, by: User) -> Made:
    paper = donation_papers.hand_over_list(hand_over=hand_over, made_at=timezone.now())
    told = {"school": hand_over.school.name, "programme": hand_over.gift.programme.label}
    made = made_papers.made(hand_overs, paper, form, _("捐赠发放签收表_%(school)s_%(programme)s") % told)
    return made_papers.recorded(made, target=hand_over, unit=hand_over.school, rows=len(paper.rows), by=by)


def _opened(file: StoredFile) -> bytes:
    return b"".join(stored_files.read(file))
