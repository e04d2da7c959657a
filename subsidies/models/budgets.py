"""Where the money comes from: funding documents, what they allot to which budget line (domain.md 4.5, 5.1)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.permissions import Permission
from subsidies.choices import FundSource, PaperStatus
from subsidies.models.papers import Paper, decided_is_final
from subsidies.models.policies import Programme

# An approved document is history: what it allots is in the ledger. Only the day on which the money came may follow.
DECIDED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'funding_document_is_never_deleted';
END IF;
IF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'received_on' <> to_jsonb(OLD) - 'received_on' THEN
    RAISE EXCEPTION 'funding_document_is_final_once_decided';
END IF;
RETURN NEW;
"""

ALLOTS_AS_PROPOSED = """
IF EXISTS (SELECT FROM subsidies_fundingdocument d WHERE d.id = coalesce(NEW.document_id, OLD.document_id)
           AND d.status <> 'proposed') THEN
    RAISE EXCEPTION 'allotment_is_final_once_decided';
END IF;
RETURN coalesce(NEW, OLD);
"""


class BureauQuerySet(models.QuerySet):
    """Rows of the county as a whole, seen by whoever holds `permission`."""

    permission = Permission.BUDGET_VIEW

    def visible_to(self, user) -> "BureauQuerySet":
        return self.all() if user.has(self.permission) else self.none()

    def for_list(self) -> "BureauQuerySet":
        """With what a list shows beside the row itself."""
        return self

    def locked(self) -> "BureauQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class FundingDocumentQuerySet(BureauQuerySet):
    def for_list(self) -> "FundingDocumentQuerySet":
        return self.select_related("made_by", "decided_by")

    def same_as(self, number: str, source: str, year: int) -> "FundingDocumentQuerySet":
        """Entered before; one that was refused may be entered again, put right."""
        return self.filter(number=number, source=source, year=year).exclude(status=PaperStatus.REFUSED)


class FundingDocument(Paper):
    """A document that brings money (指标文): number, whose money, how much, whether it is 直达资金."""

    number = models.CharField(_("文号"), max_length=80)
    title = models.CharField(_("文件名称"), max_length=200)
    source = models.CharField(_("资金来源"), max_length=10, choices=FundSource.choices)
    year = models.PositiveSmallIntegerField(_("预算年度"))
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    direct = models.BooleanField(_("直达资金"), default=False)
    issued_on = models.DateField(_("发文日期"))
    received_on = models.DateField(_("资金到账日期"), null=True, blank=True)

    objects = FundingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金文件")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="fundingdocument_brings_or_takes_money", condition=~Q(amount=0)),
            models.UniqueConstraint(
                name="fundingdocument_number_once_a_source",
                fields=["number", "source", "year"],
                condition=~Q(status=PaperStatus.REFUSED),
            ),
        ]
        triggers = [decided_is_final(DECIDED_IS_FINAL)]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("subsidies:document-detail", args=[self.pk])


class BudgetLineQuerySet(BureauQuerySet):
    def for_list(self) -> "BudgetLineQuerySet":
        return self.select_related("programme").prefetch_related("accounts")


class BudgetLine(models.Model):
    """Money of one source for one programme in one budget year; its accounts say where the money stands."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="budget_lines", verbose_name=_("资助项目"))
    year = models.PositiveSmallIntegerField(_("预算年度"))
    source = models.CharField(_("资金来源"), max_length=10, choices=FundSource.choices)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预算指标")
        ordering = ("year", "programme__position", "pk")
        constraints = [
            models.UniqueConstraint(name="budget_line_once_per_programme_year_source", fields=["programme", "year", "source"])
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.programme} {self.get_source_display()}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:budget-detail", args=[self.pk])


class Allotment(models.Model):
    """What a document gives to a budget line; all its allotments together are the document's amount when it is approved."""

    document = models.ForeignKey(FundingDocument, models.CASCADE, related_name="allotments", verbose_name=_("资金文件"))
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="allotments", verbose_name=_("预算指标"))
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("指标分配")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="allotment_once_per_document_and_line", fields=["document", "line"]),
            models.CheckConstraint(name="allotment_is_not_nothing", condition=~Q(amount=0)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="as_proposed",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ALLOTS_AS_PROPOSED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.line}"
