"""open_accounts, post, move_payments, commit_lists, reverse: the only ways into the ledger.

Money moves from one account of a budget line to another; the database adds up the balances, refuses what does not balance
or overdraws, and refuses the same cause twice (subsidies/models/ledger.py). All amounts are fen.
"""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import User
from aid_portal.sql import execute
from subsidies.choices import ENTRY_MOVES, AccountKind, EntryKind
from subsidies.models import Batch, BudgetLine, LedgerAccount, LedgerEntry, LedgerLeg, Payment

Movement = tuple[str, str]  # from which kind of account to which


def open_accounts(lines: Iterable[BudgetLine]) -> None:
    """Every line has one account of each kind; those that are there stay."""
    accounts = [LedgerAccount(line=line, kind=kind) for line in lines for kind in AccountKind.values]
    LedgerAccount.objects.bulk_create(accounts, ignore_conflicts=True)


@transaction.atomic
def post(*, kind: str, cause: str, amounts: Sequence[tuple[BudgetLine, int]], by: User | None, note: str = "") -> LedgerEntry:
    """Move fen along the accounts of `kind`, line by line; a negative amount goes the other way (核减)."""
    entry = _entry(kind=kind, cause=cause, note=note, made_by=by)
    source, target = ENTRY_MOVES[kind]
    accounts = _accounts([line for line, _fen in amounts], (source, target))
    LedgerLeg.objects.bulk_create(
        LedgerLeg(entry=entry, kind=kind, account_id=accounts[line.pk, side], fen=sign * fen)
        for line, fen in amounts
        for side, sign in ((source, -1), (target, 1))
        if fen
    )
    return entry


@transaction.atomic
def move_payments(*, kind: str, cause: str, batch: Batch, payments: Sequence[int], by: User, note: str = "") -> LedgerEntry:
    """Move the money of these payments of the batch, each by its own legs, in one entry."""
    entry = _entry(kind=kind, cause=cause, batch=batch, note=note, made_by=by)
    source, target = ENTRY_MOVES[kind]
    execute(
        "subsidies",
        "post_payments",
        {
            "entry": entry.pk, "kind": kind, "source": source, "target": target, "year": batch.term.term.year,
            "payments": list(payments),
        },
    )  # fmt: skip
    _refuse_unless_all_moved(entry, payments)
    return entry


@transaction.atomic
def commit_lists(*, lists: Sequence[int], by: User) -> None:
    """What was approved on these lists is committed: one entry a list, of which the database knows when it was made."""
    params = {"lists": list(lists), "by": by.pk}
    execute("subsidies", "commit_entries", params)
    execute("subsidies", "commit_legs", params)


@transaction.atomic
def reverse(*, entry: LedgerEntry, note: str, by: User) -> LedgerEntry:
    """The same legs with the other sign; an entry is reversed once and stays to be read."""
    refuse_empty(note, _("请写明冲正原因。"))
    if hasattr(entry, "reversal") or entry.kind == EntryKind.REVERSAL:
        raise AlreadyDone(_("这笔分录已经冲正，或本身就是冲正。"))
    back = _entry(
        kind=EntryKind.REVERSAL, cause=f"entry:{entry.pk}", reverses=entry, batch=entry.batch, note=note.strip(), made_by=by
    )
    LedgerLeg.objects.bulk_create(
        LedgerLeg(entry=back, kind=back.kind, account_id=leg.account_id, fen=-leg.fen, payment_id=leg.payment_id)
        for leg in entry.legs.all()
    )
    return back


def take_turns(what: str) -> None:
    """Whoever does the same kind of deed waits here until the transaction before has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"subsidies.{what}"])


def available(lines: Iterable[BudgetLine]) -> dict[int, int]:
    """Fen that can still be committed, by line; the accounts stay locked until the transaction ends."""
    accounts = LedgerAccount.objects.locked().filter(line__in=[line.pk for line in lines], kind=AccountKind.AVAILABLE)
    return dict(accounts.order_by("pk").values_list("line_id", "balance"))


def _refuse_unless_all_moved(entry: LedgerEntry, payments: Sequence[int]) -> None:
    """A source without a budget line would silently stay behind."""
    moved = entry.legs.filter(fen__gt=0).aggregate(sum=Sum("fen"))["sum"] or 0
    ordered = Payment.objects.filter(pk__in=payments).aggregate(sum=Sum("amount"))["sum"] or 0
    if moved != ordered * 100:
        raise Refused(_("有资金来源没有指标科目，不能入账；请先核对资金分担比例和资金文件。"), code="no_budget")


def _entry(**facts: object) -> LedgerEntry:
    try:
        with transaction.atomic():
            return LedgerEntry.objects.create(**facts)
    except IntegrityError as error:
        if "ledger_entry_once_per_cause" in str(error):
            raise AlreadyDone(_("这件事已经入账，不会再记一次。"), ids=[facts["cause"]]) from None
        raise


def _accounts(lines: Iterable[BudgetLine], kinds: Movement) -> dict[tuple[int, str], int]:
    found = LedgerAccount.objects.filter(line__in=[line.pk for line in lines], kind__in=kinds)
    return {(line, kind): pk for line, kind, pk in found.values_list("line_id", "kind", F("pk"))}
