"""The ledger: double entry in fen, insert-only, balanced when the transaction ends, never below zero (reliability.md D3)."""

from collections.abc import Mapping

import pgtrigger
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from subsidies.choices import ENTRY_MOVES, AccountKind, EntryKind
from subsidies.models.batches import HAD_A_HAND_IN_IT, Batch
from subsidies.models.budgets import BudgetLine, BureauQuerySet
from subsidies.models.payments import Payment

# An entry is whole when its transaction ends: within each budget line its legs add up to nothing.
ENTRY_BALANCES = """
IF NOT EXISTS (SELECT FROM subsidies_ledgerleg WHERE entry_id = NEW.id) THEN
    RAISE EXCEPTION 'ledger_entry_has_legs';
END IF;
IF EXISTS (SELECT FROM subsidies_ledgerleg l JOIN subsidies_ledgeraccount a ON a.id = l.account_id
           WHERE l.entry_id = NEW.id GROUP BY a.line_id HAVING sum(l.fen) <> 0) THEN
    RAISE EXCEPTION 'ledger_entry_balances';
END IF;
RETURN NULL;
"""

RESULT_IS_BOOKED_BY_ANOTHER = f"""
IF NEW.made_by_id IS NULL OR {HAD_A_HAND_IN_IT.format(person="NEW.made_by_id")} THEN
    RAISE EXCEPTION 'ledger_result_is_booked_by_who_did_not_send_it';
END IF;
RETURN NEW;
"""

# Legs come with their entry, in its transaction, and move the balances; accounts are locked in one order: no ring of waiting.
LEGS_MOVE_BALANCES = """
IF EXISTS (SELECT FROM new_legs l LEFT JOIN subsidies_ledgerentry e ON e.id = l.entry_id
           WHERE e.transaction IS DISTINCT FROM pg_current_xact_id()::text::bigint OR e.kind <> l.kind) THEN
    RAISE EXCEPTION 'ledger_leg_comes_with_its_entry';
END IF;
IF EXISTS (SELECT FROM new_legs l LEFT JOIN subsidies_ledgeraccount a ON a.id = l.account_id
           LEFT JOIN subsidies_payment p ON p.id = l.payment_id
           WHERE a.id IS NULL OR (p.id IS NULL AND l.payment_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'ledger_leg_names_what_there_is';
END IF;
PERFORM FROM subsidies_ledgeraccount WHERE id IN (SELECT account_id FROM new_legs) ORDER BY id FOR NO KEY UPDATE;
UPDATE subsidies_ledgeraccount a SET balance = a.balance + moved.fen
FROM (SELECT account_id, sum(fen) AS fen FROM new_legs GROUP BY account_id) moved
WHERE a.id = moved.account_id;
RETURN NULL;
"""

# A balance is what the legs say: only their trigger, which makes this one the second, writes it.
BALANCE_IS_OF_THE_LEGS = """
IF TG_OP = 'INSERT' THEN
    IF NEW.balance <> 0 THEN
        RAISE EXCEPTION 'ledger_account_begins_empty';
    END IF;
ELSIF TG_OP = 'DELETE' OR pg_trigger_depth() < 2
      OR NEW.line_id <> OLD.line_id OR NEW.kind <> OLD.kind THEN
    RAISE EXCEPTION 'ledger_account_moves_by_legs_only';
END IF;
RETURN NEW;
"""


class LedgerAccountQuerySet(BureauQuerySet):
    pass


class LedgerAccount(models.Model):
    """One place where money of a budget line stands; `balance` in fen, debit positive, is the sum of its legs."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="accounts", verbose_name=_("预算指标"))
    kind = models.CharField(_("科目"), max_length=12, choices=AccountKind.choices)
    balance = models.BigIntegerField(_("余额（分）"), default=0)

    objects = LedgerAccountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("台账科目")
        ordering = ("line", "pk")
        constraints = [
            models.UniqueConstraint(name="ledger_account_once_per_line_and_kind", fields=["line", "kind"]),
            models.CheckConstraint(
                name="ledger_account_is_never_overdrawn",
                condition=Q(kind=AccountKind.ALLOTTED, balance__lte=0) | (~Q(kind=AccountKind.ALLOTTED) & Q(balance__gte=0)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="moves_by_legs",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=BALANCE_IS_OF_THE_LEGS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.get_kind_display()}"


class LedgerEntryQuerySet(BureauQuerySet):
    of_legs: Mapping[str, object] = {}  # the conditions of `with_fen`, for whoever looks at the legs of what was found

    def _clone(self) -> "LedgerEntryQuerySet":
        clone = super()._clone()
        clone.of_legs = self.of_legs
        return clone

    def for_list(self) -> "LedgerEntryQuerySet":
        return self.select_related("batch", "made_by", "reverses", "reversal")

    def with_fen(self, **legs: object) -> "LedgerEntryQuerySet":
        """`fen` is what an entry moves to the account that its kind leads to; `legs` narrows it to a line or an account."""
        own = LedgerLeg.objects.filter(entry=OuterRef("pk"), **legs).order_by()
        if "account__kind" not in legs:
            own = own.filter(account__kind=OuterRef("leads_to"))
        paths = [When(moved=kind, then=Value(target)) for kind, (_source, target) in ENTRY_MOVES.items()]
        found = self.annotate(moved=Coalesce("reverses__kind", "kind"), leads_to=Case(*paths, output_field=models.CharField()))
        found = found.annotate(fen=Subquery(own.values("entry").values_list(Sum("fen"))))
        if legs:
            found = found.filter(Exists(LedgerLeg.objects.filter(entry=OuterRef("pk"), **legs)))
        found.of_legs = legs
        return found


class LedgerEntry(models.Model):
    """One movement of money for one cause; wrong ones are reversed by another entry, never changed."""

    kind = models.CharField(_("类别"), max_length=10, choices=EntryKind.choices)
    cause = models.CharField(_("事由"), max_length=60)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="entries", verbose_name=_("发放批次"))
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal", verbose_name=_("冲正"))
    note = models.CharField(_("摘要"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("时间"), db_default=Now())
    transaction = models.BigIntegerField(
        db_default=models.expressions.RawSQL("pg_current_xact_id()::text::bigint", ()), editable=False
    )

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("台账分录")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="ledger_entry_once_per_cause", fields=["kind", "cause"]),
            models.CheckConstraint(
                name="ledger_entry_reversal_names_what_it_reverses",
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False) | (~Q(kind=EntryKind.REVERSAL) & Q(reverses=None)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="balances",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=ENTRY_BALANCES,
            ),
            pgtrigger.Trigger(
                name="result_by_another",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__kind__in=[EntryKind.PAY, EntryKind.RETURN], new__batch__isnull=False),
                func=RESULT_IS_BOOKED_BY_ANOTHER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cause}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:entry-detail", args=[self.pk])


class LedgerLeg(models.Model):
    """One side of an entry: fen on one account, debit positive; `payment` where the money is one child's.

    Entries, accounts and payments are never deleted, so one look at all new legs together (LEGS_MOVE_BALANCES) keeps the
    promise of the three foreign keys; row by row it took as long as writing the legs.
    """

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="legs", db_constraint=False, verbose_name=_("分录"))
    kind = models.CharField(_("类别"), max_length=10, choices=EntryKind.choices)
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="legs", db_constraint=False, verbose_name=_("科目"))
    fen = models.BigIntegerField(_("金额（分）"))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, related_name="legs", db_constraint=False, verbose_name=_("发放明细")
    )

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("台账明细")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="ledger_leg_is_not_nothing", condition=~Q(fen=0)),
            models.UniqueConstraint(
                name="ledger_leg_once_per_payment_movement_and_account",
                fields=["payment", "kind", "account"],
                condition=Q(payment__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="move_balances",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="new_legs"),
                func=LEGS_MOVE_BALANCES,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.fen}"
