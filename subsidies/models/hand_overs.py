"""Signed lists of what went from hand to hand: goods and services, and cash that a donor gave out himself."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, StoredFile
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.models.gifts import Gift
from subsidies.models.papers import Paper, final_once_decided

# What the list says leaves the gift when it is approved; the gift's row is locked by it, and its own promise refuses too much.
LEAVES_THE_GIFT = """
IF NEW.status = 'approved' AND (TG_OP = 'INSERT' OR OLD.status <> 'approved') THEN
    IF EXISTS (SELECT FROM subsidies_gift g WHERE g.id = NEW.gift_id
               AND (g.status <> 'approved' OR (g.kind = 'cash' AND NOT g.direct))) THEN
        RAISE EXCEPTION 'hand_over_is_of_goods_or_of_what_the_donor_gives_out';
    END IF;
    UPDATE subsidies_gift g SET handed_quantity = g.handed_quantity + a.quantity, handed_fen = g.handed_fen + a.fen
    FROM (SELECT coalesce(sum(quantity), 0) AS quantity, coalesce(sum(amount) * 100, 0)::bigint AS fen
          FROM subsidies_donationaward WHERE hand_over_id = NEW.id) a
    WHERE g.id = NEW.gift_id;
END IF;
RETURN NULL;
"""
# Two files that are one child are the one exception: what either got is what the child got.
AS_PROPOSED = """
IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'student_id' = to_jsonb(OLD) - 'student_id' AND EXISTS (
    SELECT FROM students_studentmerge m
    WHERE (m.kept_id, m.merged_id) IN ((NEW.student_id, OLD.student_id), (OLD.student_id, NEW.student_id))
) THEN
    RETURN NEW;
END IF;
IF EXISTS (SELECT FROM subsidies_handover h WHERE h.id = coalesce(NEW.hand_over_id, OLD.hand_over_id)
           AND h.status <> 'proposed') THEN
    RAISE EXCEPTION 'donation_award_is_final_once_decided';
END IF;
RETURN coalesce(NEW, OLD);
"""


class HandOverQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def for_list(self) -> "HandOverQuerySet":
        return self.select_related("gift__programme", "gift__donor", "school", "made_by", "decided_by")


class HandOver(Paper):
    """One list of one school, signed there; another person of the bureau approves it and the gift grows less."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="hand_overs", verbose_name=_("捐赠"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="hand_overs", verbose_name=_("学校"))
    handed_on = models.DateField(_("发放日期"))
    signed_by = models.CharField(_("签收人"), max_length=40)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签收表"))

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("发放清单")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="handover_is_signed", condition=~Q(signed_by="")),
        ]
        triggers = [
            final_once_decided("hand_over"),
            pgtrigger.Trigger(
                name="leaves_the_gift",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func=LEAVES_THE_GIFT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gift} {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:hand-over-detail", args=[self.pk])


class DonationAward(models.Model):
    """What a child got, or a school or class as a whole: a number of things or an amount in yuan."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="awards", verbose_name=_("发放清单"))
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="donation_awards", verbose_name=_("学生"))
    class_name = models.CharField(_("班级"), max_length=40, blank=True)
    quantity = models.PositiveIntegerField(_("数量"), null=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2, null=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠发放明细")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                name="donation_award_once_a_child_and_list", fields=["hand_over", "student"], condition=Q(student__isnull=False)
            ),
            models.CheckConstraint(
                name="donation_award_is_a_number_or_an_amount",
                condition=Q(quantity__gt=0, amount=None) | Q(amount__gt=0, quantity=None),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="as_proposed",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=AS_PROPOSED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.hand_over} {self.student or self.class_name}"
