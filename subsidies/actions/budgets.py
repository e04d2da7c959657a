"""propose, decide, receive, take_back: documents that bring money, what they allot, the day on which the money came."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.actions import ledger
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import AccountKind, EntryKind
from subsidies.models import Allotment, BudgetLine, FundingDocument, LedgerEntry, Programme


@transaction.atomic
def propose(*, facts: dict, allotments: Sequence[tuple[Programme, Decimal]], by: User) -> FundingDocument:
    """A document with what it gives to which programme (yuan); `facts` are the fields of the document."""
    _refuse_second(facts)
    document = FundingDocument.objects.create(**facts, made_by=by)
    for programme, amount in allotments:
        line, _made = BudgetLine.objects.get_or_create(programme=programme, year=document.year, source=document.source)
        Allotment.objects.create(document=document, line=line, amount=amount)
    _refuse_unless_whole(document)
    audit.record("subsidies.funding.proposed", by=by, target=document, after={"amount": document.amount})
    return document


@transaction.atomic
def decide(*, document: FundingDocument, approved: bool, note: str = "", by: User) -> FundingDocument:
    """The second person's yes puts the money into the ledger; his no keeps the paper with its reason."""
    document = FundingDocument.objects.locked().get(pk=document.pk)
    stamp(document, approved=approved, note=note, by=by)
    if approved:
        _refuse_unless_whole(document)
    document.save(update_fields=DECIDED)
    if approved:
        _allot(document, by)
    event = "subsidies.funding.approved" if approved else "subsidies.funding.refused"
    audit.record(event, by=by, target=document, note=note)
    return document


@transaction.atomic
def receive(*, document: FundingDocument, day: date, by: User) -> FundingDocument:
    """The money of the document has come: from this day on 滞拨 is counted."""
    document = FundingDocument.objects.locked().get(pk=document.pk)
    if day < document.issued_on:
        raise Refused(_("到账日期不能早于发文日期%(day)s，请核对。") % {"day": figures.day(document.issued_on)})
    before, document.received_on = document.received_on, day
    document.save(update_fields=["received_on"])
    audit.record("subsidies.funding.received", by=by, target=document, before={"received_on": before}, after={"received_on": day})
    return document


@transaction.atomic
def take_back(*, entry: LedgerEntry, note: str, by: User) -> LedgerEntry:
    """An allotment that was booked wrongly is reversed while all of it is still available; the document stays to be read."""
    entry = LedgerEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    if entry.kind != EntryKind.ALLOT:
        raise Refused(_("只有下达指标的分录可以在这里冲正。"), code="not_an_allotment", ids=[entry.pk])
    _refuse_spent(entry)
    back = ledger.reverse(entry=entry, note=note, by=by)
    document = FundingDocument.objects.filter(pk=int(entry.cause.partition(":")[2])).first()
    audit.record("subsidies.funding.reversed", by=by, target=document or entry, note=note, after={"entry": back.pk})
    return back


def _refuse_spent(entry: LedgerEntry) -> None:
    allotted = entry.legs.filter(account__kind=AccountKind.AVAILABLE).select_related("account__line__programme")
    left = ledger.available(leg.account.line for leg in allotted)
    for leg in allotted:
        if left[leg.account.line_id] < leg.fen:
            words = {
                "line": leg.account.line,
                "left": figures.yuan(Decimal(left[leg.account.line_id]) / 100),
                "fen": figures.yuan(Decimal(leg.fen) / 100),
            }
            message = _("“%(line)s”可用指标只有%(left)s元，不够冲回%(fen)s元；已批准的资助请先核减。")
            raise Refused(message % words, code="spent", ids=[leg.account.line_id])


def _refuse_second(facts: dict) -> None:
    """The same document of the same source is entered once a year."""
    found = FundingDocument.objects.same_as(facts["number"], facts["source"], facts["year"]).first()
    if found:
        words = {"number": found.number, "state": found.get_status_display()}
        raise Refused(_("文件“%(number)s”已经登记过（%(state)s），请不要重复登记。") % words, code="known", ids=[found.pk])


def _allot(document: FundingDocument, by: User) -> None:
    allotments = list(document.allotments.select_related("line__programme"))
    ledger.open_accounts(each.line for each in allotments)
    _refuse_taking_too_much(allotments)
    amounts = [(each.line, int(each.amount * 100)) for each in allotments]
    ledger.post(kind=EntryKind.ALLOT, cause=f"document:{document.pk}", amounts=amounts, by=by, note=document.number)


def _refuse_taking_too_much(allotments: Sequence[Allotment]) -> None:
    """核减 takes only what is still available."""
    left = ledger.available(each.line for each in allotments)
    for each in allotments:
        if left[each.line_id] + each.amount * 100 < 0:
            words = {
                "line": each.line,
                "left": figures.yuan(Decimal(left[each.line_id]) / 100),
                "cut": figures.yuan(-each.amount),
            }
            raise Refused(_("“%(line)s”可用指标只有%(left)s元，不能核减%(cut)s元。") % words, ids=[each.line_id])


def _refuse_unless_whole(document: FundingDocument) -> None:
    allotted = document.allotments.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if allotted != document.amount:
        words = {"whole": figures.yuan(document.amount), "parts": figures.yuan(allotted)}
        words["rest"] = figures.yuan(document.amount - allotted)
        raise Refused(_("文件金额%(whole)s元，分配合计%(parts)s元，相差%(rest)s元，请核对后再提交。") % words)
