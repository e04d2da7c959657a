"""Visits: what a team saw at a unit, item by item, and what it found."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.constraints import both_or_neither
from aid_portal.models import OrgUnit, StoredFile, User
from supervision.choices import Answer, Severity, Theme, VisitFigure
from supervision.models.campaigns import Campaign, InspectedQuerySet, Team
from supervision.models.checklists import ChecklistItem

# What was signed at the school stays as it was signed; a mistake is voided with its reason and recorded anew.
RECORDED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'visit_is_never_deleted';
END IF;
IF to_jsonb(NEW) - ARRAY['voided_by_id', 'voided_at', 'void_reason']
   <> to_jsonb(OLD) - ARRAY['voided_by_id', 'voided_at', 'void_reason'] OR OLD.voided_at IS NOT NULL THEN
    RAISE EXCEPTION 'visit_is_final_once_recorded';
END IF;
RETURN NEW;
"""


COUNTED = {
    VisitFigure.TEAMS: Q(team__isnull=False),
    VisitFigure.TOWNS: Q(unit__kind=OrgKind.TOWN),
    VisitFigure.DIRECT_UNITS: Q(unit__kind=OrgKind.DIRECT_UNIT),
}


class VisitQuerySet(InspectedQuerySet):
    def standing(self) -> "VisitQuerySet":
        return self.filter(voided_at=None)

    def counted_in(self, figure: str) -> "VisitQuerySet":
        """Those that the figure of the yearly account comes from: of campaigns about aid policy or dropouts."""
        about = self.standing().filter(campaign__themes__overlap=[Theme.AID, Theme.DROPOUT])
        return about.filter(COUNTED[VisitFigure(figure)])

    def for_list(self) -> "VisitQuerySet":
        return self.select_related("campaign", "unit", "team", "recorded_by")


class Visit(models.Model):
    """One visit, signed by the unit. `key` comes from the device that recorded it: sent twice it is one visit."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits", verbose_name=_("督查行动"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("被督查单位"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("督查组"))
    visited_on = models.DateField(_("督查日期"))
    inspectors = models.CharField(_("督查人员"), max_length=200)
    people_met = models.CharField(_("接待人员"), max_length=200, blank=True)
    summary = models.TextField(_("总体情况"), blank=True)
    signed_by = models.CharField(_("单位签字人"), max_length=40, blank=True)
    signature = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签字"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"), db_default=Now())
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人"))
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查记录")
        ordering = ("-visited_on", "-pk")
        constraints = [
            both_or_neither("visit_voiding_has_its_person", "voided_by", "voided_at"),
            models.CheckConstraint(
                name="visit_void_says_why",
                condition=Q(voided_at=None) ^ Q(void_reason__gt=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="recorded_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=RECORDED_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.visited_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:visit-detail", args=[self.pk])


class VisitAnswer(models.Model):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers", verbose_name=_("督查记录"))
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers", verbose_name=_("检查项目"))
    answer = models.CharField(_("结果"), max_length=16, choices=Answer.choices)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检查结果")
        ordering = ("visit", "item__position", "pk")
        constraints = [models.UniqueConstraint(name="visitanswer_once_an_item", fields=["visit", "item"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.item} {self.get_answer_display()}"


class VisitFindingQuerySet(InspectedQuerySet):
    unit_lookup = "visit__unit__path"

    def standing(self) -> "VisitFindingQuerySet":
        return self.filter(visit__voided_at=None)

    def for_list(self) -> "VisitFindingQuerySet":
        return self.select_related("visit__campaign", "visit__unit", "item", "problem__notice__word")


class VisitFinding(models.Model):
    """A problem as it was seen (存在问题); a notice may take it up once."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name=_("督查记录"))
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("检查项目")
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    theme = models.CharField(_("检查事项"), max_length=12, choices=Theme.choices)
    severity = models.CharField(_("问题程度"), max_length=8, choices=Severity.choices)
    fact = models.TextField(_("事实"))
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    immediate = models.BooleanField(_("立行立改"), default=False)

    objects = VisitFindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("发现的问题")
        ordering = ("visit", "position")
        constraints = [
            models.UniqueConstraint(name="visitfinding_position_once", fields=["visit", "position"]),
            models.CheckConstraint(name="visitfinding_states_a_fact", condition=~Q(fact="")),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.visit} {self.position}"

    @property
    def notice(self) -> models.Model | None:
        """The notice that has taken it up."""
        problem = getattr(self, "problem", None)
        return problem.notice if problem else None
