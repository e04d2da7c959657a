"""freeze, open_payment: the rows of a batch written once, sealed and chained, and opened again for the bank's file."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from aid_portal import crypto
from aid_portal.copying import copy_rows
from subsidies.actions.batch_rows import Row
from subsidies.choices import PaymentStatus
from subsidies.models import Batch, Payment

COLUMNS = (
    "batch_id", "sequence", "entitlement_id", "adjustment_id", "reissue_of_id", "student_id", "school_id", "programme_id",
    "policy_id", "tier", "rate", "amount", "payee", "payee_name", "account_index", "sealed", "digest", "status",
    "bank_serial", "reason_code", "fen_central", "fen_province", "fen_city", "fen_county", "fen_donor",
)  # fmt: skip


def payment_aad(batch_number: str, sequence: int) -> str:
    return f"payment|{batch_number}|{sequence}"


def open_payment(payment: Payment) -> dict:
    """Account, bank and the payee's id number."""
    return crypto.unseal(payment.sealed, payment_aad(payment.batch.number, payment.sequence))


def freeze(batch: Batch, rows: Sequence[Row]) -> bytes:
    """Writes the payments of the batch; the answer is the digest of the whole: each row's digest covers the one before."""
    lines = list(_lines(batch, rows))
    copy_rows("subsidies_payment", COLUMNS, lines)
    return lines[-1][COLUMNS.index("digest")]


def chained(before: bytes, facts: Sequence[object]) -> bytes:
    """SHA-256 over the digest before and the facts of the row; the account goes in by its keyed index, never plain."""
    return sha256(before + "\x1f".join(map(str, facts)).encode()).digest()


def _lines(batch: Batch, rows: Sequence[Row]) -> Iterator[tuple]:
    seal, digest = crypto.sealer(), batch.number.encode()
    for sequence, row in enumerate(rows, start=1):
        each = row.candidate
        index = row.account_index.hex() if row.account_index else ""
        digest = chained(
            digest, (sequence, each.entitlement, each.adjustment or "", each.amount, each.tier, each.rate, each.policy,
                     row.payee_name, index),
        )  # fmt: skip
        held = {"account": row.account, "bank_name": row.bank_name, "id_number": row.id_number}
        yield (
            batch.pk, sequence, each.entitlement, each.adjustment, each.reissue_of, each.student, each.school, each.programme,
            each.policy, each.tier, each.rate, each.amount, row.payee, row.payee_name, row.account_index,
            seal(held, payment_aad(batch.number, sequence)), digest, PaymentStatus.READY, "", "", each.central, each.province,
            each.city, each.county, each.donor,
        )  # fmt: skip


def still_whole(batch: Batch) -> bool:
    """Whether the rows are those that were frozen: the chain is calculated again."""
    digest = batch.number.encode()
    facts = batch.payments.order_by("sequence").values_list(
        "sequence", "entitlement", "adjustment", "amount", "tier", "rate", "policy", "payee_name", "account_index"
    )
    for sequence, entitlement, adjustment, *rest, index in facts:
        digest = chained(digest, (sequence, entitlement, adjustment or "", *rest, bytes(index).hex() if index else ""))
    return digest == bytes(batch.digest or b"")
