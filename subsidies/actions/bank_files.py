"""preview, make, download: the file that goes to the bank, kept to the byte."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, offenders
from aid_portal.models import User
from subsidies.actions.bank_layouts import in_force
from subsidies.actions.frozen_rows import open_payment, still_whole
from subsidies.choices import BatchStatus, Channel
from subsidies.models import BankFile, BankLayout, Batch, Payment
from subsidies.rules import bank_layouts as rules
from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_layouts import parse_layout
from subsidies.rules.bank_lines import FileHead, PaymentLine, WrittenRows, written_rows
from subsidies.sheets.bank_files import encode_file

KIND = "bank_file"
MOST_NAMED = 5
OUT = (BatchStatus.RELEASED, BatchStatus.EXPORTED)


def preview(*, batch: Batch, layout: BankLayout, rows: int) -> WrittenRows:
    """The first rows as they would stand in the file; for the eyes of who may see whole numbers only."""
    return written_rows(parse_layout(layout.spec), _head(batch), list(_lines(batch, rows)))


@transaction.atomic
def make(*, batch: Batch, layout: BankLayout, by: User) -> BankFile:
    """The file of a released batch; made again in another layout it gets another number, and the first one stays."""
    batch = Batch.objects.locked().select_related("term").get(pk=batch.pk)
    if batch.channel == Channel.SCHOOL_INCOME:
        raise Refused(_("减免没有银行明细，不生成银行文件；请登记拨付凭证。"), code="no_bank_rows")
    if batch.status not in OUT:
        raise Refused(_("“%(batch)s”还没有放行，或已经送交银行，不能生成银行文件。") % {"batch": batch}, code="not_released")
    if not still_whole(batch):
        raise Refused(_("批次明细与冻结时的摘要不符，已停止导出；请立即联系系统管理员。"), code="tampered")
    parsed = in_force(layout)
    content = _encoded(batch, parsed)
    number = 1 + (batch.files.aggregate(last=Max("number"))["last"] or 0)
    stored = stored_files.store(source=content, name=f"{batch.number}-{number}.{parsed.sent.extension}", kind=KIND, by=by)
    made = BankFile.objects.create(
        batch=batch, number=number, layout=layout, file=stored, sha256=stored.sha256, row_count=batch.row_count,
        total=batch.total, made_by=by,
    )  # fmt: skip
    if batch.status == BatchStatus.RELEASED:
        batch.move_to(BatchStatus.EXPORTED)
        batch.save(update_fields=["status"])
    audit.record("subsidies.bank_file.made", by=by, target=batch, note=stored.sha256, after={"rows": batch.row_count})
    return made


def download(*, bank_file: BankFile, by: User) -> Iterator[bytes]:
    """The exact bytes; each download is an audit event of its own."""
    return stored_files.download(file=bank_file.file, by=by)


def _encoded(batch: Batch, layout: rules.BankLayout) -> bytes:
    try:
        return encode_file(layout, _head(batch), list(_lines(batch)))
    except UnfitFile as fault:
        told = fault.problems[:MOST_NAMED]
        people = _people(batch, [problem.row for problem in told])
        bad = offenders(batch.payments.filter(sequence__in=[problem.row for problem in fault.problems]))
        named = "".join(f"{people.get(problem.row, '')}{problem.sentence}" for problem in told)
        words = {"count": len(fault.problems), "named": named}
        raise Refused(_("有%(count)s处内容写不进这种格式，没有生成文件：%(named)s") % words, code="unfit", ids=bad) from fault


def _people(batch: Batch, sequences: list[int]) -> dict[int, str]:
    """Of whom a row speaks, so that the school can be asked: its name and the first character of the child's."""
    found = batch.payments.filter(sequence__in=sequences).order_by("sequence").select_related("school", "entitlement__enrolment")
    return {each.sequence: _("%(school)s%(child)s，") % {"school": each.school, "child": _hinted(each)} for each in found}


def _hinted(payment: Payment) -> str:
    name = payment.entitlement.enrolment.name
    return name[:1] + "*" * (len(name) - 1)


def _head(batch: Batch) -> FileHead:
    return FileHead(batch.number, timezone.localdate())


def _lines(batch: Batch, most: int | None = None) -> Iterator[PaymentLine]:
    payments = batch.payments.order_by("sequence").select_related("batch", "programme")[:most]
    summaries: dict[int, str] = {}
    for payment in payments.iterator(chunk_size=2000):
        held = open_payment(payment)
        if payment.programme_id not in summaries:
            summaries[payment.programme_id] = _summary(batch.term_id, payment.programme.label)
        yield PaymentLine(
            sequence=payment.sequence, reference=payment.reference, payee=payment.payee_name, account=held["account"],
            bank_name=held["bank_name"], bank_number="", amount=payment.amount, summary=summaries[payment.programme_id],
            id_number=held["id_number"],
        )  # fmt: skip


def _summary(term: str, label: str) -> str:
    """What the bank book says: 2022秋 and as much of the programme's name as a bank line holds."""
    return (_("%(year)s秋%(label)s") if term.endswith("A") else _("%(year)s春%(label)s")) % {
        "year": term[:4],
        "label": label[:10],
    }
