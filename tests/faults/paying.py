"""`python -m tests.faults.paying FOLDER`: takes a batch from its approved lists to the bank's booked answer, and no further.

Each time it is started it looks where things stand and does the next deed, so it can be killed anywhere and started again.
"""

import sys
from decimal import Decimal
from pathlib import Path

import django


def main(folder: Path) -> None:
    django.setup()
    while deed := next_deed():
        DEEDS[deed](folder)
        print(deed, flush=True)


def next_deed() -> str | None:
    from subsidies.models import BankReturn, Batch, EntitlementList

    if EntitlementList.objects.filter(status="confirmed").exists():
        return "review"
    if EntitlementList.objects.filter(status="reviewed").exists():
        return "approve"
    batch = Batch.objects.first()
    read = BankReturn.objects.exclude(status="refused").first()
    if batch and batch.status == "sent":
        return "book" if read else "read"
    after = {None: "build", "draft": "submit", "submitted": "look", "reviewed": "release", "released": "file", "exported": "send"}
    return after.get(batch and batch.status)


def review(_folder: Path) -> None:
    entitlement_lists().review(lists=lists(), by=hand("guo"))


def approve(_folder: Path) -> None:
    from django.db.models import Sum

    from subsidies.models import Entitlement

    seen = Entitlement.objects.filter(status="proposed").aggregate(sum=Sum("amount"))["sum"]
    entitlement_lists().approve(lists=lists(), seen=Decimal(seen), by=hand("lin"))


def build(_folder: Path) -> None:
    from subsidies.actions.batch_rows import Choice
    from tests.benchmarks.money_county import the_term

    batches().build(choice=Choice(term=the_term(), channel="bank_card"), title="2022秋", by=hand("chen"))


def submit(_folder: Path) -> None:
    batches().submit(batch=batch(), by=hand("chen"))


def look(_folder: Path) -> None:
    batches().review(batch=batch(), by=hand("guo2"))


def release(_folder: Path) -> None:
    batches().release(batch=batch(), seen=bytes(batch().digest), by=hand("qian"))


def file(_folder: Path) -> None:
    from subsidies.actions import bank_files

    bank_files.make(batch=batch(), layout=layout(), by=hand("qian"))


def send(_folder: Path) -> None:
    from django.utils import timezone

    batches().send(batch=batch(), day=timezone.localdate(), by=hand("qian"))


def read(folder: Path) -> None:
    from subsidies.actions import bank_returns
    from tests.factories.bank_answers import answer

    sent = batch()
    path = answer(folder, sent, dict.fromkeys(range(100, sent.row_count + 1, 100), "户名不符"))
    bank_returns.read(batch=batch(), layout=layout(), path=path, name="return.txt", by=hand("qian"))


def book(_folder: Path) -> None:
    from subsidies.actions import bank_returns
    from subsidies.models import BankReturn

    bank_returns.book(bank_return=BankReturn.objects.exclude(status="refused").get(), by=hand("pan"))


def entitlement_lists():
    from subsidies.actions import entitlement_lists

    return entitlement_lists


def batches():
    from subsidies.actions import batches

    return batches


def batch():
    from subsidies.models import Batch

    return Batch.objects.get()


def layout():
    from subsidies.models import BankLayout

    return BankLayout.objects.get(code="rural_bank_txt")


def lists() -> list[int]:
    from subsidies.models import EntitlementList

    return list(EntitlementList.objects.values_list("pk", flat=True))


def hand(name: str):
    from tests.benchmarks import money_county

    return money_county.hand(name)


DEEDS = {
    "review": review, "approve": approve, "build": build, "submit": submit, "look": look, "release": release, "file": file,
    "send": send, "read": read, "book": book,
}  # fmt: skip

if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")
    main(Path(sys.argv[1]))
