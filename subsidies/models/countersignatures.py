"""From which sum on further persons sign (会签): the bands as data with their first day, and who has signed what.

How many a sum asks for is said once, by the database's function `subsidies_signatures_wanted` (migration 0036).
"""

import pgtrigger
from django.db import models
from django.db.models import DecimalField, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Now, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import EntitlementStatus, PaperStatus, SignedThing
from subsidies.models.batches import DECIDED_OR_PREPARED_IT, Batch
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.entitlement_lists import EntitlementList
from subsidies.models.entitlements import Entitlement
from subsidies.models.papers import IN_FORCE, InForce, Paper, ReplaceablePaper

MONEY = DecimalField(max_digits=14, decimal_places=2)
MOST_SIGNERS = 3
SIGNED_BY_ANOTHER = f"""
IF NEW.batch_id IS NOT NULL AND (NOT EXISTS (
    SELECT FROM subsidies_batch b
    WHERE b.id = NEW.batch_id AND b.status = 'reviewed' AND b.reviewed_at = NEW.reviewed_at AND b.total = NEW.amount)
    OR {DECIDED_OR_PREPARED_IT.format(person="NEW.signed_by_id")}) THEN
    RAISE EXCEPTION 'countersignature_is_by_another_on_what_was_reviewed';
END IF;
IF NEW.entitlement_list_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM subsidies_entitlementlist l
    WHERE l.id = NEW.entitlement_list_id AND l.status = 'reviewed' AND l.reviewed_at = NEW.reviewed_at
    AND NEW.signed_by_id NOT IN (l.confirmed_by_id, l.reviewed_by_id)) THEN
    RAISE EXCEPTION 'countersignature_is_by_another_on_what_was_reviewed';
END IF;
RETURN NEW;
"""  # noqa: S608 - nothing of it comes from outside


class ApprovalBandQuerySet(InForce, BureauQuerySet):
    permission = Permission.POLICY_VIEW

    def for_list(self) -> "ApprovalBandQuerySet":
        return self.select_related("made_by", "decided_by", "replaced_by")


class ApprovalBand(ReplaceablePaper):
    """From a day on, a list or batch of at least `above` yuan asks for `signers` further persons; 0 ends an earlier band."""

    subject = models.CharField(_("对象"), max_length=8, choices=SignedThing.choices)
    above = models.DecimalField(_("金额达到（元）"), max_digits=14, decimal_places=2)
    signers = models.PositiveSmallIntegerField(_("会签人数"))
    starts_on = models.DateField(_("执行日期"))
    source = models.CharField(_("依据"), max_length=120)

    objects = ApprovalBandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会签标准")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                name="approvalband_asks_for_somebody_from_some_sum_on", condition=Q(above__gt=0, signers__lte=MOST_SIGNERS)
            ),
            models.CheckConstraint(name="approvalband_has_a_document", condition=~Q(source="")),
            models.UniqueConstraint(
                name="approvalband_one_in_force_per_sum_and_day",
                fields=["subject", "above", "starts_on"],
                condition=IN_FORCE,
            ),
            models.UniqueConstraint(
                name="approvalband_one_waits_per_sum_and_day",
                fields=["subject", "above", "starts_on"],
                condition=Q(status=PaperStatus.PROPOSED),
            ),
        ]

    def __str__(self) -> str:
        words = {"subject": self.get_subject_display(), "above": figures.yuan(self.above), "day": figures.day(self.starts_on)}
        return _("%(subject)s%(above)s元起（%(day)s执行）") % words

    def get_absolute_url(self) -> str:
        return reverse("subsidies:band-detail", args=[self.pk])


class CountersignatureQuerySet(BureauQuerySet):
    permission = Permission.ENTITLEMENT_VIEW


class Countersignature(models.Model):
    """A further person's yes to the sum as it was reviewed; a new review or another sum asks for a new one."""

    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="countersignatures", verbose_name=_("发放批次"))
    entitlement_list = models.ForeignKey(
        EntitlementList, models.PROTECT, null=True, related_name="countersignatures", verbose_name=_("享受资助名单")
    )
    reviewed_at = models.DateTimeField(_("所依据的审核时间"))
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("会签人"))
    signed_at = models.DateTimeField(_("会签时间"), db_default=Now())

    objects = CountersignatureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会签")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="countersignature_is_of_one_thing",
                condition=Q(batch=None, entitlement_list__isnull=False) | Q(batch__isnull=False, entitlement_list=None),
            ),
            models.UniqueConstraint(
                name="countersignature_once_per_batch_and_person", fields=["batch", "reviewed_at", "amount", "signed_by"]
            ),
            models.UniqueConstraint(
                name="countersignature_once_per_list_and_person",
                fields=["entitlement_list", "reviewed_at", "amount", "signed_by"],
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="by_another", operation=pgtrigger.Insert, when=pgtrigger.Before, func=SIGNED_BY_ANOTHER),
        ]

    def __str__(self) -> str:
        return f"{self.batch or self.entitlement_list} {self.signed_by}"


def with_signatures(rows: QuerySet) -> QuerySet:
    """Batches or lists with `asked` (yuan), `wanted` and `signed`: persons that the sum asks for further, and who signed."""
    of_batch = rows.model is Batch
    mine = Countersignature.objects.filter(**{"batch" if of_batch else "entitlement_list": OuterRef("pk")})
    valid = mine.filter(reviewed_at=OuterRef("reviewed_at"), amount=OuterRef("asked")).order_by()
    counted = valid.annotate(all=Func(F("pk"), function="count")).values("all")
    asked = rows.annotate(asked=F("total") if of_batch else _proposed_sum())
    return asked.annotate(
        wanted=Func(
            Value(SignedThing.BATCH if of_batch else SignedThing.LIST), F("asked"), TruncDate("reviewed_at"),
            function="subsidies_signatures_wanted", output_field=IntegerField(),
        ),
        signed=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )  # fmt: skip


def _proposed_sum() -> Coalesce:
    rows = Entitlement.objects.filter(list=OuterRef("pk"), status=EntitlementStatus.PROPOSED).order_by().values("list")
    return Coalesce(Subquery(rows.annotate(sum=Sum("amount")).values("sum")), Value(0), output_field=MONEY)
