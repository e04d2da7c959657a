"""build, reissue, submit, review, release, send_back, hold_back, cancel, send, settle, close: a batch from its rows to its end.

Built by one person, reviewed by a second, released by a third who gives the password again; who decided on an entitlement
releases no batch that pays it, and what became of the money is booked by somebody else (subsidies/actions/batch_hands.py).
Released money is reserved until the bank has answered.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused, Stale, offenders, refuse_empty
from aid_portal.models import User
from subsidies.actions import batch_hands, countersignatures, ledger
from subsidies.actions.batch_rows import Choice, Row, trial
from subsidies.actions.frozen_rows import freeze
from subsidies.choices import BatchStatus, Channel, EntryKind, PaymentStatus
from subsidies.models import Batch, Payment

DAYS_UNTIL_RETURN = 10  # after that a batch without a return is an alert


@transaction.atomic
def build(*, choice: Choice, title: str, leave_out: bool = False, by: User) -> Batch:
    """A frozen batch of everything that `choice` can pay now; refused while some rows cannot be paid unless they are left out."""
    _one_at_a_time()
    tried = trial(choice)
    if tried.left_out and not leave_out:
        words = {"count": len(tried.left_out)}
        message = _("有%(count)s笔不能发放（账户或在校状态有问题）；请先处理，或选择“有问题的暂不列入”。")
        raise Refused(message % words, code="unfit_rows", ids=[row.candidate.entitlement for row in tried.left_out])
    if not tried.good:
        raise Refused(_("没有可以发放的人员：请确认名单已批准，且没有列入其他批次。"), code="nothing_to_pay")
    batch = Batch.objects.create(
        number=_next_number(choice), title=title.strip(), term=choice.term, channel=choice.channel, chosen=_said(choice),
        parent=choice.parent, prepared_by=by,
    )  # fmt: skip
    _freeze(batch, tried.good)
    words = {"rows": batch.row_count, "total": batch.total, "left_out": len(tried.left_out)}
    audit.record("subsidies.batch.built", by=by, target=batch, after=words)
    return batch


def reissue(*, parent: Batch, title: str, leave_out: bool = False, by: User) -> Batch:
    """A child batch of the returned rows of `parent`, to the accounts of now; 人次 does not grow by it."""
    choice = Choice(term=parent.term, channel=parent.channel, parent=parent)
    return build(choice=choice, title=title, leave_out=leave_out, by=by)


@transaction.atomic
def submit(*, batch: Batch, by: User) -> Batch:
    batch = _locked(batch)
    batch.move_to(BatchStatus.SUBMITTED)
    batch.return_note = ""
    return _saved(batch, ["return_note"], "submitted", by)


@transaction.atomic
def review(*, batch: Batch, by: User) -> Batch:
    batch = _locked(batch)
    batch.move_to(BatchStatus.REVIEWED)
    batch_hands.refuse_own(batch, by)
    batch.reviewed_by, batch.reviewed_at = by, timezone.now()
    return _saved(batch, ["reviewed_by", "reviewed_at"], "reviewed", by)


@transaction.atomic
def release(*, batch: Batch, seen: bytes, by: User) -> Batch:
    """Reserves the money and lets the batch go out; `seen` is the digest of what the releaser looked at."""
    batch = _locked(batch)
    batch.move_to(BatchStatus.RELEASED)
    batch_hands.refuse_own(batch, by)
    if bytes(batch.digest) != bytes(seen):
        raise Stale(_("批次内容与您看到的不同，请重新核对后再放行。"))
    batch_hands.refuse_who_decided(batch, by)
    countersignatures.refuse_unsigned(Batch.objects.filter(pk=batch.pk), by)
    batch.released_by, batch.released_at = by, timezone.now()
    _saved(batch, ["released_by", "released_at"], "released", by)
    rows = list(batch.payments.filter(status=PaymentStatus.READY).values_list("pk", flat=True))
    Payment.objects.filter(pk__in=rows).update(status=PaymentStatus.SENT)
    ledger.move_payments(kind=EntryKind.SEND, cause=f"batch:{batch.pk}", batch=batch, payments=rows, by=by)
    return batch


@transaction.atomic
def send_back(*, batch: Batch, note: str, by: User) -> Batch:
    """Instead of the review. Once it is reviewed the turn is the releaser's, and the reviewer takes it back no more."""
    return _to_its_maker(batch, BatchStatus.SUBMITTED, note, by)


@transaction.atomic
def hold_back(*, batch: Batch, note: str, by: User) -> Batch:
    """Instead of the release."""
    return _to_its_maker(batch, BatchStatus.REVIEWED, note, by)


def _to_its_maker(batch: Batch, status: str, note: str, by: User) -> Batch:
    """With the reason; who reviewed it is no longer named."""
    refuse_empty(note, _("请写明退回原因。"))
    batch = _locked(batch)
    if batch.status != status:
        words = {"batch": batch, "state": batch.get_status_display()}
        raise Stale(_("“%(batch)s”现在是“%(state)s”，不由您退回；请刷新页面后再看。") % words, ids=[batch.pk])
    batch.move_to(BatchStatus.DRAFT)
    batch.return_note, batch.reviewed_by, batch.reviewed_at = note.strip(), None, None
    return _saved(batch, ["return_note", "reviewed_by", "reviewed_at"], "returned", by, note)


@transaction.atomic
def cancel(*, batch: Batch, note: str, by: User) -> Batch:
    """A draft that is not wanted: its rows are free for another batch, the batch stays to be read."""
    refuse_empty(note, _("请写明撤销原因。"))
    batch = _locked(batch)
    batch.move_to(BatchStatus.CANCELLED)
    batch.payments.update(status=PaymentStatus.CANCELLED)
    batch.close_note = note.strip()
    return _saved(batch, ["close_note"], "cancelled", by, note)


@transaction.atomic
def send(*, batch: Batch, day: date, by: User) -> Batch:
    """The file was handed to the bank on `day`; its answer is due within the window."""
    batch = _locked(batch)
    if batch.status == BatchStatus.RELEASED:
        raise Refused(_("请先导出银行文件，再登记送交银行。"))
    batch.move_to(BatchStatus.SENT)
    batch.due_back_on = day + timedelta(days=DAYS_UNTIL_RETURN)
    return _saved(batch, ["due_back_on"], "sent", by, figures.day(day))


@transaction.atomic
def settle(*, batch: Batch, day: date, voucher: str, by: User) -> Batch:
    """A waiver has no bank row: the money went to the schools on `day` by `voucher`, and every child of the batch counts."""
    batch = _locked(batch)
    if batch.channel != Channel.SCHOOL_INCOME:
        raise Refused(_("只有减免批次按拨付凭证登记；其他批次以银行回盘为准。"))
    batch_hands.refuse_who_sent(batch, by)
    refuse_empty(voucher, _("请填写拨付凭证号。"), code="no_voucher")
    batch.move_to(BatchStatus.SENT)
    batch.move_to(BatchStatus.PAID)
    rows = list(batch.payments.filter(status=PaymentStatus.SENT).values_list("pk", flat=True))
    Payment.objects.filter(pk__in=rows).update(status=PaymentStatus.PAID, settled_on=day, bank_serial=voucher.strip())
    ledger.move_payments(kind=EntryKind.PAY, cause=f"batch:{batch.pk}", batch=batch, payments=rows, by=by, note=voucher)
    announce(Happening.PAYMENTS_BOOKED, batch.pk)
    return _saved(batch, [], "settled", by, voucher)


@transaction.atomic
def close(*, batch: Batch, note: str = "", by: User) -> Batch:
    """Every row has its end; rows that were returned and not sent again need a word of explanation."""
    batch = _locked(batch)
    batch.move_to(BatchStatus.CLOSED)
    if waiting := offenders(batch.payments.filter(status=PaymentStatus.SENT)):
        raise Refused(_("还有%(count)s笔没有银行结果，不能关闭。") % {"count": len(waiting)}, ids=waiting)
    if (open_ones := offenders(batch.payments.not_made_good())) and not note.strip():
        message = _("还有%(count)s笔退票没有重发；请先重发，或写明关闭说明。")
        raise Refused(message % {"count": len(open_ones)}, code="no_reason", ids=open_ones)
    batch.close_note, batch.closed_by, batch.closed_at = note.strip(), by, timezone.now()
    return _saved(batch, ["close_note", "closed_by", "closed_at"], "closed", by, note)


def _freeze(batch: Batch, rows: Sequence[Row]) -> None:
    batch.digest = freeze(batch, rows)
    batch.row_count, batch.total = len(rows), sum(row.candidate.amount for row in rows)
    batch.save(update_fields=["digest", "row_count", "total"])


def _locked(batch: Batch) -> Batch:
    return Batch.objects.locked().select_related("term").get(pk=batch.pk)


def _saved(batch: Batch, fields: Sequence[str], word: str, by: User, note: str = "") -> Batch:
    batch.save(update_fields=["status", *fields])
    audit.record(f"subsidies.batch.{word}", by=by, target=batch, note=note)
    return batch


def _one_at_a_time() -> None:
    """Two builders wait for each other, so that no row is looked at twice; the database would refuse it anyhow."""
    ledger.take_turns("batches")


def _next_number(choice: Choice) -> str:
    """FF2022S-0007: term and a running number; a child batch stands beside its parent: FF2022S-0007-1."""
    if choice.parent:
        last = choice.parent.children.count()
        return f"{choice.parent.number}-{last + 1}"
    own = Batch.objects.filter(term=choice.term, parent=None).aggregate(last=Max(F("number")))["last"]
    return f"FF{choice.term.pk}-{int(own.rpartition('-')[2]) + 1 if own else 1:04d}"


def _said(choice: Choice) -> dict:
    return {"programmes": choice.programmes, "schools": choice.schools, "bank": choice.bank, "source": choice.source}
