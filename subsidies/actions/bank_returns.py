"""read, upload, book, refuse: what the bank says became of a batch.

A return is read as a whole: a row that was never sent, another amount or another total stops all of it. Booked once; the
same file again, or a late one, changes nothing that is settled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.actions import stored_files
from aid_portal.announcements import Happening, announce
from aid_portal.copying import copy_rows
from aid_portal.errors import Refused, refuse_empty
from aid_portal.identifiers import name_key
from aid_portal.models import User
from aid_portal.sql import execute, fetch, refresh_statistics
from subsidies.actions import batch_hands, ledger
from subsidies.actions.bank_layouts import in_force
from subsidies.choices import BatchStatus, EntryKind, MatchedBy, PaymentStatus, ReturnStatus
from subsidies.models import BankLayout, BankReturn, Batch, ReturnReason
from subsidies.rules.bank_returns import ReturnFile, ReturnLine
from subsidies.rules.return_reasons import reason_code
from subsidies.sheets.bank_files import read_return

KIND = "bank_return"
AT_THE_BANK = (BatchStatus.SENT, BatchStatus.PARTLY_PAID)
MOST_PROBLEMS = 200
COLUMNS = (
    "bank_return_id", "row", "payment_id", "matched_by", "succeeded", "reason_code", "reason_text", "settled_on",
    "bank_serial", "fresh",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of a payment that went to the bank."""

    pk: int
    amount: Decimal
    name_key: str
    account_index: bytes
    status: str


@transaction.atomic
def read(*, batch: Batch, layout: BankLayout, path: Path, name: str, by: User) -> BankReturn:
    """The file with all its rows matched, waiting for a person to book it; one with problems is kept with them, refused."""
    batch = Batch.objects.locked().get(pk=batch.pk)
    if batch.status not in (*AT_THE_BANK, BatchStatus.PAID, BatchStatus.CLOSED):
        raise Refused(_("“%(batch)s”还没有送交银行，不能导入回盘。") % {"batch": batch}, code="not_sent")
    parsed = in_force(layout)
    stored = stored_files.store(source=path, name=name, kind=KIND, by=by)
    same = BankReturn.objects.filter(batch=batch, sha256=stored.sha256).exclude(status=ReturnStatus.REFUSED).first()
    if same:
        stored_files.remove(stored)
        return same
    found = read_return(path, parsed)
    sent = _sent(batch)
    lines, problems = _matched(found, sent, batch)
    made = BankReturn.objects.create(
        batch=batch, layout=layout, file=stored, sha256=stored.sha256, problems=problems[:MOST_PROBLEMS], uploaded_by=by,
        status=ReturnStatus.REFUSED if problems else ReturnStatus.READ, **({} if problems else _counts(lines)),
    )  # fmt: skip
    if not problems:
        copy_rows("subsidies_bankreturnline", COLUMNS, [_written(made, line) for line in lines])
    audit.record("subsidies.return.read", by=by, target=made, note=stored.sha256, after={"problems": len(problems)})
    return made


def upload(*, batch: Batch, layout: BankLayout, source: BinaryIO, name: str, by: User) -> BankReturn:
    """`read` for what a browser sends: its bytes lie plain in a folder of this process only while they are read."""
    with TemporaryDirectory(dir=settings.TEMP_DIR, prefix="return-") as folder:
        path = Path(folder) / f"return{Path(name).suffix.lower()}"
        path.write_bytes(source.read())
        return read(batch=batch, layout=layout, path=path, name=name, by=by)


@transaction.atomic
def book(*, bank_return: BankReturn, accounts_checked: bool = False, by: User) -> BankReturn:
    """What was on its way is paid or returned, in the batch and in the ledger; what was settled before stays as it was.

    By none of the hands that sent it. Rows that were found by account, name and amount alone are booked only after a person
    has looked at them.
    """
    batch = Batch.objects.locked().select_related("term").get(pk=bank_return.batch_id)
    bank_return = BankReturn.objects.locked().get(pk=bank_return.pk)
    bank_return.move_to(ReturnStatus.BOOKED)
    batch_hands.refuse_who_sent(batch, by)
    if not accounts_checked and bank_return.lines.filter(matched_by=MatchedBy.ACCOUNT).exists():
        raise Refused(_("有的行没有业务编号，是按账号、户名和金额对应的；请核对后勾选确认。"), code="accounts_unchecked")
    refresh_statistics("subsidies_payment", "subsidies_bankreturnline")
    execute("subsidies", "settle_payments", {"bank_return": bank_return.pk})
    _move_money(bank_return, batch, by)
    bank_return.booked_by, bank_return.booked_at = by, timezone.now()
    bank_return.save(update_fields=["status", "booked_by", "booked_at"])
    _move_batch(batch)
    audit.record("subsidies.return.booked", by=by, target=bank_return, note=bank_return.sha256)
    announce(Happening.PAYMENTS_BOOKED, batch.pk)
    return bank_return


@transaction.atomic
def refuse(*, bank_return: BankReturn, note: str, by: User) -> BankReturn:
    """Not booked, with the reason; the same file can be read again."""
    refuse_empty(note, _("请写明退回原因。"))
    bank_return = BankReturn.objects.locked().get(pk=bank_return.pk)
    bank_return.move_to(ReturnStatus.REFUSED)
    bank_return.problems = [note.strip()]
    bank_return.save(update_fields=["status", "problems"])
    audit.record("subsidies.return.refused", by=by, target=bank_return, note=note)
    return bank_return


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file with the payment it speaks of."""

    told: ReturnLine
    payment: Sent
    matched_by: str
    reason: str
    day: date

    @property
    def fresh(self) -> bool:
        return self.payment.status == PaymentStatus.SENT


def _sent(batch: Batch) -> dict[str, Sent]:
    """By our reference, and by the sequence where the bank returns that alone."""
    rows = batch.payments.values_list("sequence", "pk", "amount", "payee_name", "account_index", "status")
    return {
        f"{batch.number}-{sequence:05d}": Sent(pk, amount, name_key(name), bytes(index or b""), status)
        for sequence, pk, amount, name, index, status in rows
    }


def _matched(found: ReturnFile, sent: dict[str, Sent], batch: Batch) -> tuple[list[Line], list[str]]:
    problems = [problem.sentence for problem in found.problems]
    if found.batch and found.batch != batch.number:
        words = {"told": found.batch, "batch": batch.number}
        problems.append(_("文件写的批次号是“%(told)s”，不是“%(batch)s”；请核对上传到了哪个批次。") % words)
    if problems:
        return [], problems
    index, reasons, today = crypto.indexer("content"), list(ReturnReason.objects.all()), timezone.localdate()
    by_account: dict[tuple[bytes, str, Decimal], list[Sent]] = {}
    for each in sent.values():
        by_account.setdefault((each.account_index, each.name_key, each.amount), []).append(each)
    lines: list[Line] = []
    for told in found.lines:
        payment, how, trouble = _one(told, sent, by_account, batch, index(told.account) if told.account else b"")
        if trouble or payment is None:
            problems.append(_("第%(row)s行：%(trouble)s") % {"row": told.row, "trouble": trouble})
            continue
        reason = "" if told.succeeded else reason_code(told.reason, reasons)
        lines.append(Line(told, payment, how, reason, told.paid_on or today))
    return lines, problems + list(_doubles(lines))


def _one(told: ReturnLine, sent: dict[str, Sent], by_account: dict, batch: Batch, account: bytes) -> tuple[Sent | None, str, str]:
    """The payment of a row, how it was found, and what is wrong."""
    reference = told.reference or (f"{batch.number}-{told.sequence:05d}" if told.sequence is not None else "")
    if not reference:
        found = by_account.get((account, name_key(told.holder), told.amount), [])
        trouble = _("没有业务编号，按账号、户名和金额找到%(count)s笔。") % {"count": len(found)} if len(found) != 1 else ""
        return (None if trouble else found[0]), MatchedBy.ACCOUNT, trouble
    payment = sent.get(reference)
    if payment is None:
        return None, MatchedBy.REFERENCE, _("这一笔从未送出，请向银行核对。")
    if told.amount != payment.amount:
        return None, MatchedBy.REFERENCE, _("金额与送出的不同，请向银行核对。")
    if account and account != payment.account_index:
        return None, MatchedBy.REFERENCE, _("账号与送出的不同，请向银行核对。")
    return payment, MatchedBy.REFERENCE, ""


def _doubles(lines: Sequence[Line]) -> Iterator[str]:
    first: dict[int, int] = {}
    for line in lines:
        row = first.setdefault(line.payment.pk, line.told.row)
        if row != line.told.row:
            yield _("第%(row)s行与第%(first)s行是同一笔，请向银行核对。") % {"row": line.told.row, "first": row}


def _counts(lines: Sequence[Line]) -> dict[str, object]:
    fresh = [line for line in lines if line.fresh]
    paid = [line.payment.amount for line in fresh if line.told.succeeded]
    back = [line.payment.amount for line in fresh if not line.told.succeeded]
    return {
        "paid_count": len(paid), "paid_total": sum(paid, Decimal(0)), "returned_count": len(back),
        "returned_total": sum(back, Decimal(0)), "settled_count": len(lines) - len(fresh),
    }  # fmt: skip


def _written(made: BankReturn, line: Line) -> tuple:
    told = line.told
    return (
        made.pk, told.row, line.payment.pk, line.matched_by, told.succeeded, line.reason, told.reason[:120], line.day,
        told.bank_serial[:40], line.fresh,
    )  # fmt: skip


def _move_money(bank_return: BankReturn, batch: Batch, by: User) -> None:
    settled = fetch("subsidies", "settled_payments", {"bank_return": bank_return.pk})
    for kind, succeeded in ((EntryKind.PAY, True), (EntryKind.RETURN, False)):
        payments = [pk for pk, paid in settled if paid == succeeded]
        if payments:
            ledger.move_payments(kind=kind, cause=f"return:{bank_return.pk}", batch=batch, payments=payments, by=by)


def _move_batch(batch: Batch) -> None:
    statuses = set(batch.payments.values_list("status", flat=True).distinct())
    status = BatchStatus.PAID if statuses == {PaymentStatus.PAID} else BatchStatus.PARTLY_PAID
    if batch.status in AT_THE_BANK and batch.status != status:
        batch.move_to(status)
        batch.save(update_fields=["status"])
