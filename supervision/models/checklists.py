"""What is looked at, as data: checklists of a theme and their items."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.permissions import Permission
from subsidies.models.budgets import BureauQuerySet
from supervision.choices import Severity, Theme


class InspectionQuerySet(BureauQuerySet):
    """What the inspections of the county are made of: teams, items, lines, draws."""

    permission = Permission.INSPECTION_VIEW


class ChecklistQuerySet(InspectionQuerySet):
    def in_use(self) -> "ChecklistQuerySet":
        return self.filter(retired_on=None)


class Checklist(models.Model):
    """The items of one theme (检查清单); a campaign takes one or more."""

    theme = models.CharField(_("检查事项"), max_length=12, choices=Theme.choices)
    title = models.CharField(_("清单名称"), max_length=80)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检查清单")
        ordering = ("theme", "pk")
        constraints = [
            models.UniqueConstraint(name="checklist_title_once_in_use", fields=["title"], condition=Q(retired_on=None))
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision:checklist-detail", args=[self.pk])


class ChecklistItem(models.Model):
    """One thing to look at. An item that a visit has answered is retired, never rewritten: findings are compared by item."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items", verbose_name=_("检查清单"))
    section = models.CharField(_("部位"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.CharField(_("检查内容"), max_length=200)
    standard = models.CharField(_("标准"), max_length=300)
    basis = models.CharField(_("依据"), max_length=200)
    severity = models.CharField(_("问题程度"), max_length=8, choices=Severity.choices, default=Severity.MINOR)
    immediate = models.BooleanField(_("立行立改"), default=False)
    evidence = models.CharField(_("需要的佐证"), max_length=200, blank=True)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检查项目")
        ordering = ("checklist", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                name="checklistitem_position_once", fields=["checklist", "position"], condition=Q(retired_on=None)
            )
        ]

    def __str__(self) -> str:
        return self.text
