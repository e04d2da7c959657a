"""The bank of the demonstration: it answers a batch row by row, and some rows come back."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from subsidies.actions.frozen_rows import open_payment
from subsidies.models import Batch, Payment

SERIAL = "FFNS{day:%Y%m%d}{row:06d}"


def write_answer(folder: Path, batch: Batch, failures: Mapping[int, str], day: date) -> Path:
    """A return in the layout in which the batch went out; `failures` are the reasons by sequence."""
    rows = list(_rows(batch, failures, day))
    path = folder / f"{batch.number}-回盘.{'csv' if as_csv(batch) else 'txt'}"
    path.write_bytes(_csv(rows) if as_csv(batch) else _text(batch, rows))
    return path


def as_csv(batch: Batch) -> bool:
    return batch.files.filter(layout__code="generic_csv").exists()


def _rows(batch: Batch, failures: Mapping[int, str], day: date) -> Iterator[dict]:
    payments = Payment.objects.filter(batch=batch).order_by("sequence").select_related("batch")
    for payment in payments.iterator(chunk_size=2000):
        reason = failures.get(payment.sequence, "")
        yield {
            "sequence": payment.sequence, "reference": payment.reference, "account": open_payment(payment)["account"],
            "holder": payment.payee_name, "amount": payment.amount, "result": "失败" if reason else "成功", "reason": reason,
            "day": day, "serial": SERIAL.format(day=day, row=payment.sequence),
        }  # fmt: skip


def _text(batch: Batch, rows: list[dict]) -> bytes:
    """农商银行: a line of totals, then `|` between the cells."""
    paid = [row["amount"] for row in rows if not row["reason"]]
    lines = [f"{batch.number}|{len(rows)}|{batch.total}|{len(paid)}|{sum(paid, Decimal(0)):.2f}"]
    lines += ["|".join(str(cell) for cell in {**row, "day": f"{row['day']:%Y%m%d}"}.values()) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def _csv(rows: list[dict]) -> bytes:
    """通用CSV: fen, and no sequence."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("业务编号", "账号", "户名", "金额（分）", "处理状态", "失败原因", "交易日期", "流水号"))
    for row in rows:
        shown = {**row, "amount": int(row["amount"] * 100), "day": row["day"].isoformat()}
        writer.writerow([value for key, value in shown.items() if key != "sequence"])
    return out.getvalue().encode("utf-8-sig")
