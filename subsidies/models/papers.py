"""What one person writes and another approves: the columns and promises that such things have in common."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.workflow import Stateful
from subsidies.choices import PAPER_MOVES, PaperStatus

# A replaceable paper that holds.
IN_FORCE = Q(status=PaperStatus.APPROVED, replaced_by=None)

FINAL_ONCE_DECIDED = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '{word}_is_never_deleted';
END IF;
IF OLD.status <> 'proposed' AND to_jsonb(NEW) <> to_jsonb(OLD) THEN
    RAISE EXCEPTION '{word}_is_final_once_decided';
END IF;
RETURN NEW;
"""


def decided_is_final(func: str) -> pgtrigger.Trigger:
    """`func` says what of a decided paper may still change, and refuses the rest."""
    return pgtrigger.Trigger(
        name="decided_is_final", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=func
    )


def final_once_decided(word: str) -> pgtrigger.Trigger:
    """Nothing of a decided paper changes any more; none is ever deleted."""
    return decided_is_final(FINAL_ONCE_DECIDED.format(word=word))


def final_but_replaced(word: str) -> pgtrigger.Trigger:
    """Of a decided paper nothing changes but which later one took its place."""
    kept = "to_jsonb(NEW) - 'replaced_by_id' <> to_jsonb(OLD) - 'replaced_by_id'"
    return decided_is_final(FINAL_ONCE_DECIDED.replace("to_jsonb(NEW) <> to_jsonb(OLD)", kept).format(word=word))


def dated_standard(word: str, first_day: str, shipped: tuple[date, ...]) -> list[models.BaseConstraint]:
    """A standard of two persons, but for those of `shipped` days, which nobody wrote and which are in force from the start.

    One holds a day and one waits a day.
    """
    return [
        models.UniqueConstraint(
            name=f"{word}_one_in_force_a_day",
            fields=[first_day],
            condition=IN_FORCE,
        ),
        models.UniqueConstraint(name=f"{word}_one_waits_a_day", fields=[first_day], condition=Q(status=PaperStatus.PROPOSED)),
        models.CheckConstraint(
            name=f"{word}_without_maker_is_shipped",
            condition=Q(made_by__isnull=False) | Q(**{f"{first_day}__in": shipped, "decided_by": None}),
        ),
        models.CheckConstraint(
            name=f"{word}_approver_is_not_maker",
            condition=~Q(status=PaperStatus.APPROVED)
            | Q(made_by=None)
            | (Q(decided_by__isnull=False) & ~Q(made_by=F("decided_by"))),
        ),
        models.CheckConstraint(
            name=f"{word}_decided_iff_stamped",
            condition=Q(made_by=None)
            | Q(status=PaperStatus.PROPOSED, decided_by=None, decided_at=None)
            | (~Q(status=PaperStatus.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
        ),
    ]


class Paper(Stateful, models.Model):
    """Made by one, decided by another (不相容岗位分离); the maker may take back what nobody has decided."""

    MOVES = PAPER_MOVES

    status = models.CharField(_("状态"), max_length=10, choices=PaperStatus.choices, default=PaperStatus.PROPOSED)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("经办时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    decision_note = models.CharField(_("批准意见"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_approver_is_not_maker",
                condition=~Q(status=PaperStatus.APPROVED) | (Q(decided_by__isnull=False) & ~Q(made_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_iff_stamped",
                condition=Q(status=PaperStatus.PROPOSED, decided_by=None, decided_at=None)
                | (~Q(status=PaperStatus.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    @property
    def withdrawn(self) -> bool:
        """Taken back by who had made it, which only a no can be."""
        return self.status == PaperStatus.REFUSED and self.decided_by_id == self.made_by_id


class InForce:
    """Mixin of a queryset of replaceable papers."""

    def in_force(self) -> Self:
        return self.filter(IN_FORCE)


class ReplaceablePaper(Paper):
    """A later approved one takes its place; it stays to be read."""

    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("被取代于"))

    class Meta(Paper.Meta):
        abstract = True

    @property
    def state(self) -> str:
        """The status, and what was replaced apart."""
        return "superseded" if self.replaced_by_id else self.status
