"""Payees who are asked whether the money came: the draw with its seed, each answer, and what was found out about a mismatch."""

import pgtrigger
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.arrival_choices import MISMATCHES, OPEN, ArrivalAnswer
from subsidies.models.batches import Batch
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.payments import Payment
from subsidies.rules.arrival_samples import MOST, SEED_LENGTH

# Who sent the money or booked its arrival does not ask whether it came, nor write down what was answered.
ASKED_BY_ANOTHER = """
IF EXISTS (SELECT FROM subsidies_batch b WHERE b.id = {batch}
           AND {person} IN (b.prepared_by_id, b.reviewed_by_id, b.released_by_id))
   OR EXISTS (SELECT FROM subsidies_bankreturn r WHERE r.batch_id = {batch} AND r.booked_by_id = {person}) THEN
    RAISE EXCEPTION 'arrival_is_asked_by_who_did_not_pay';
END IF;
RETURN NEW;
"""
ANSWER_STAYS = """
IF NEW.sample_id <> OLD.sample_id OR NEW.payment_id <> OLD.payment_id OR NEW.position <> OLD.position THEN
    RAISE EXCEPTION 'arrival_question_is_asked_as_it_was_drawn';
END IF;
IF OLD.answer NOT IN ('', 'unreachable')
   AND (NEW.answer, NEW.told_amount, NEW.note, NEW.answered_by_id, NEW.answered_at)
       IS DISTINCT FROM (OLD.answer, OLD.told_amount, OLD.note, OLD.answered_by_id, OLD.answered_at)
   OR OLD.settled_by_id IS NOT NULL THEN
    RAISE EXCEPTION 'arrival_answer_stays_as_it_was_given';
END IF;
RETURN NEW;
"""


class ArrivalSampleQuerySet(BureauQuerySet):
    permission = Permission.BATCH_VIEW

    def with_counts(self) -> "ArrivalSampleQuerySet":
        """`asked`, `arrived`, `mismatched` and `unsettled` rows of each."""
        mismatch = Q(questions__answer__in=MISMATCHES)
        return self.annotate(
            asked=Count("questions", filter=~Q(questions__answer="")),
            arrived=Count("questions", filter=Q(questions__answer=ArrivalAnswer.ARRIVED)),
            mismatched=Count("questions", filter=mismatch),
            unsettled=Count("questions", filter=mismatch & Q(questions__settled_by=None)),
        )

    def by_progress(self, *, done: bool) -> "ArrivalSampleQuerySet":
        """Everybody was reached or asked for in vain, and no mismatch waits; needs the counts."""
        if done:
            return self.filter(asked__gte=F("size"), unsettled=0)
        return self.filter(asked__lt=F("size"))

    def for_list(self) -> "ArrivalSampleQuerySet":
        return self.select_related("batch", "drawn_by")


class ArrivalSample(models.Model):
    """`size` of the `population` paid rows of a batch, drawn by `seed`; drawn again by it, they are the same."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="arrival_samples", verbose_name=_("发放批次"))
    seed = models.CharField(_("抽样种子"), max_length=SEED_LENGTH)
    population = models.PositiveIntegerField(_("已到账笔数"))
    size = models.PositiveSmallIntegerField(_("抽取笔数"))
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("抽样人"))
    drawn_at = models.DateTimeField(_("抽样时间"), db_default=Now())

    objects = ArrivalSampleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("到账回访")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="arrivalsample_is_some_of_what_was_paid",
                condition=Q(size__gt=0, size__lte=F("population")) & Q(size__lte=MOST),
            ),
            models.CheckConstraint(name="arrivalsample_has_a_seed", condition=~Q(seed="")),
            models.UniqueConstraint(name="arrivalsample_once_per_batch_and_seed", fields=["batch", "seed"]),
        ]
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_another",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=ASKED_BY_ANOTHER.format(batch="NEW.batch_id", person="NEW.drawn_by_id"),
            ),
        ]

    def __str__(self) -> str:
        return _("%(batch)s的到账回访") % {"batch": self.batch.number}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:arrival-detail", args=[self.pk])


class ArrivalQuestionQuerySet(BureauQuerySet):
    permission = Permission.BATCH_VIEW

    def mismatched(self) -> "ArrivalQuestionQuerySet":
        return self.filter(answer__in=MISMATCHES)

    def for_list(self) -> "ArrivalQuestionQuerySet":
        payment = ("payment__batch", "payment__school", "payment__programme", "payment__entitlement__enrolment")
        return self.select_related("answered_by", "settled_by", *payment)


class ArrivalQuestion(models.Model):
    """One payee: what the family said, and for a mismatch what another person found out."""

    sample = models.ForeignKey(ArrivalSample, models.PROTECT, related_name="questions", verbose_name=_("回访"))
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="arrival_questions", verbose_name=_("发放明细"))
    position = models.PositiveSmallIntegerField(_("序号"))
    answer = models.CharField(_("回访结果"), max_length=14, choices=ArrivalAnswer.choices, blank=True)
    told_amount = models.DecimalField(_("家长所说金额（元）"), max_digits=12, decimal_places=2, null=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("回访人"))
    answered_at = models.DateTimeField(_("回访时间"), null=True)
    settlement = models.CharField(_("查核结果"), max_length=200, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("查核人"))
    settled_at = models.DateTimeField(_("查核时间"), null=True)

    objects = ArrivalQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("回访明细")
        ordering = ("sample", "position")
        constraints = [
            models.UniqueConstraint(name="arrivalquestion_once_per_sample_and_payment", fields=["sample", "payment"]),
            models.UniqueConstraint(name="arrivalquestion_once_per_position", fields=["sample", "position"]),
            models.CheckConstraint(
                name="arrivalquestion_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="arrivalquestion_another_amount_is_told",
                condition=Q(answer=ArrivalAnswer.OTHER_AMOUNT, told_amount__isnull=False, told_amount__gt=0)
                | (~Q(answer=ArrivalAnswer.OTHER_AMOUNT) & Q(told_amount=None)),
            ),
            models.CheckConstraint(
                name="arrivalquestion_mismatch_settled_by_another_in_words",
                condition=Q(settled_by=None, settlement="")
                | (Q(answer__in=MISMATCHES, settled_by__isnull=False) & ~Q(settlement="") & ~Q(settled_by=F("answered_by"))),
            ),
            both_or_neither("arrivalquestion_settling_has_its_time", "settled_by", "settled_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(name="answer_stays", operation=pgtrigger.Update, when=pgtrigger.Before, func=ANSWER_STAYS),
            pgtrigger.Trigger(
                name="by_another",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__answered_by__isnull=False),
                func=ASKED_BY_ANOTHER.format(
                    batch="(SELECT batch_id FROM subsidies_payment WHERE id = NEW.payment_id)", person="NEW.answered_by_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample} {self.position}"

    @property
    def is_open(self) -> bool:
        return self.answer in OPEN

    @property
    def waits(self) -> bool:
        """A mismatch of which nobody has found out why."""
        return self.answer in MISMATCHES and not self.settled_by_id
