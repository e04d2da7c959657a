"""Who signs beside the usual hands; payees who were asked whether the money came: one says it did not, one was called."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, named
from subsidies.actions import approval_bands, arrivals, call_sheets
from subsidies.actions.made_papers import PaperForm
from subsidies.arrival_choices import ArrivalAnswer
from subsidies.choices import BatchStatus, Channel, SignedThing
from subsidies.models import ApprovalBand, ArrivalSample, Batch
from subsidies.rules.call_sheet_rows import ANSWER

FIRST_DAY, DOCUMENT = date(2022, 1, 1), "扶教内控〔2022〕2号"
BANDS = ((SignedThing.LIST, "500000", 1), (SignedThing.BATCH, "1000000", 1), (SignedThing.BATCH, "5000000", 2))
HIGHER = date(2023, 1, 1)
SAMPLE = 5
REASON = "电话回访"
SAID = (ArrivalAnswer.ARRIVED, ArrivalAnswer.ARRIVED, ArrivalAnswer.NOT_ARRIVED, ArrivalAnswer.UNREACHABLE)


def leave() -> None:
    if not ApprovalBand.objects.exists():
        for subject, above, signers in BANDS:
            approval_bands.decide(band=_band(subject, above, signers, FIRST_DAY), approved=True, by=named(APPROVER))
        _band(SignedThing.BATCH, "2000000", 2, HIGHER)
    if not ArrivalSample.objects.exists():
        _ask()
    if (sample := ArrivalSample.objects.first()) and not sample.filled_sheets.exists():
        _bring_back(sample)


def _band(subject: str, above: str, signers: int, day: date) -> ApprovalBand:
    facts = {"subject": subject, "above": Decimal(above), "signers": signers, "starts_on": day}
    return approval_bands.propose(**facts, source=DOCUMENT, by=named(CLERK))


def _ask() -> None:
    """Of the first term's first batch that is done; the last payee is not asked yet."""
    xu, done = named(REVIEWER), Batch.objects.filter(status=BatchStatus.CLOSED, channel=Channel.BANK_CARD, parent=None)
    batch = done.filter(row_count__gte=SAMPLE).order_by("pk").first()
    if batch is None:
        return
    paid = batch.payments.filter(status="paid").count()
    sample = arrivals.draw(batch=batch, size=min(SAMPLE, paid), seed="2022-06", by=xu)
    said = dict(enumerate(SAID[: sample.size], start=1))
    arrivals.answer(sample=sample, answers={position: {"answer": answer} for position, answer in said.items()}, by=xu)


def _bring_back(sample: ArrivalSample) -> None:
    """The call sheet with what the last payee said, not booked yet."""
    xu = named(REVIEWER)
    made = arrivals.take_sheet(sample=sample, form=PaperForm.XLSX, reason=REASON, by=xu)
    book, filled = load_workbook(BytesIO(made.content)), BytesIO()
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(sheet.max_row, headings.index(ANSWER) + 1).value = str(ArrivalAnswer.ARRIVED.label)
    book.save(filled)
    filled.seek(0)
    call_sheets.read(sample=sample, source=filled, name=made.name, by=xu)
