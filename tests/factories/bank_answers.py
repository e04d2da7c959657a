"""The bank of the tests: a batch handed to it, and the return it writes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from aid_portal.choices import Role
from subsidies.actions import bank_files, bank_layouts, bank_returns, batches
from subsidies.actions.frozen_rows import open_payment
from subsidies.models import BankLayout, BankReturn, Batch, Payment
from tests.factories.subsidies_money import a_hand

DAY = date(2022, 11, 20)


def at_the_bank(batch: Batch) -> Batch:
    bank_files.make(batch=batch, layout=the_layout(), by=a_hand("qian"))
    return batches.send(batch=batch, day=DAY, by=a_hand("qian"))


def the_layout() -> BankLayout:
    return BankLayout.objects.get(code="rural_bank_txt")


def a_layout(code: str, spec: dict) -> BankLayout:
    """Described by one person, in force by the word of another."""
    proposed = bank_layouts.propose(code=code, label="银行格式", spec=spec, by=a_hand("qian"))
    return bank_layouts.decide(layout=proposed, approved=True, by=a_hand("lin", Role.COUNTY_APPROVER))


def answer(tmp_path: Path, batch: Batch, failures: dict[int, str] | None = None, **changed: str) -> Path:
    """The bank's return as it writes it: every row of the batch, those of `failures` by sequence returned."""
    failures = failures or {}
    rows = []
    for payment in batch.payments.select_related("batch").order_by("sequence"):
        reason = failures.get(payment.sequence, "")
        facts = {
            "sequence": payment.sequence, "reference": payment.reference, "account": open_account(payment),
            "holder": payment.payee_name, "amount": payment.amount, "result": "失败" if reason else "成功", "reason": reason,
            "day": "20221121", "serial": f"S{payment.pk}", **changed,
        }  # fmt: skip
        rows.append((facts, bool(reason)))
    total = sum(Decimal(facts["amount"]) for facts, _failed in rows)
    paid = [Decimal(facts["amount"]) for facts, failed in rows if not failed]
    lines = [f"{batch.number}|{len(rows)}|{total}|{len(paid)}|{sum(paid):.2f}"]
    lines += ["|".join(str(value) for value in facts.values()) for facts, _failed in rows]
    path = tmp_path / f"{batch.number}.txt"
    path.write_bytes("\r\n".join(lines).encode("gbk") + b"\r\n")
    return path


def open_account(payment: Payment) -> str:
    return open_payment(payment)["account"]


def read(path: Path, batch: Batch) -> BankReturn:
    return bank_returns.read(batch=batch, layout=the_layout(), path=path, name=path.name, by=a_hand("qian"))


def paid(folder: Path, batch: Batch, day: date = date(2022, 11, 21)) -> Batch:
    """Handed to the bank, and every row arrived on `day`."""
    path = answer(folder, at_the_bank(batch), day=f"{day:%Y%m%d}")
    bank_returns.book(bank_return=read(path, batch), by=a_hand("pan"))
    batch.refresh_from_db()
    return batch
