"""The year-end assessment (目标任务考核): indicators with their weights, a sheet for each unit, a mark for each indicator."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ROOT_PATH, ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import ASSESSMENT_MOVES, AssessmentStatus
from supervision.rules.assessments import METHOD_WORDS

# What was published is what everybody was told; a later year begins its own.
PUBLISHED_IS_FINAL = """
IF OLD.status = 'published' THEN
    RAISE EXCEPTION 'assessment_is_final_once_published';
END IF;
RETURN coalesce(NEW, OLD);
"""

AS_PUBLISHED = """
IF EXISTS (SELECT FROM supervision_assessment a WHERE a.id = coalesce(NEW.assessment_id, OLD.assessment_id)
           AND a.status = 'published') THEN
    RAISE EXCEPTION 'assessment_is_frozen_once_published';
END IF;
RETURN coalesce(NEW, OLD);
"""

MARK_AS_PUBLISHED = """
IF EXISTS (SELECT FROM supervision_unitassessment s JOIN supervision_assessment a ON a.id = s.assessment_id
           WHERE s.id = coalesce(NEW.sheet_id, OLD.sheet_id) AND a.status = 'published') THEN
    RAISE EXCEPTION 'assessment_is_frozen_once_published';
END IF;
RETURN coalesce(NEW, OLD);
"""


def _frozen(func: str) -> pgtrigger.Trigger:
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    return pgtrigger.Trigger(name="frozen", operation=operation, when=pgtrigger.Before, func=func)


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssessmentQuerySet":
        """The bureau sees a year in the making, everybody else what was published."""
        return self.all() if ROOT_PATH in user.unit_paths else self.filter(status=AssessmentStatus.PUBLISHED)

    def locked(self) -> "AssessmentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "AssessmentQuerySet":
        return self.select_related("made_by", "submitted_by", "published_by")


class Assessment(Stateful, models.Model):
    """One year. Who publishes has neither submitted it nor changed a mark of it."""

    MOVES = ASSESSMENT_MOVES

    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    title = models.CharField(_("名称"), max_length=80)
    status = models.CharField(_("状态"), max_length=10, choices=AssessmentStatus.choices, default=AssessmentStatus.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(_("编制时间"), db_default=Now())
    computed_at = models.DateTimeField(_("计算时间"), null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审定人"))
    published_at = models.DateTimeField(_("公布时间"), null=True)
    return_note = models.CharField(_("退回意见"), max_length=200, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度考核")
        ordering = ("-year",)
        constraints = [
            different_people("assessment_publisher_has_not_submitted", "submitted_by", "published_by"),
            both_or_neither("assessment_submission_has_its_time", "submitted_by", "submitted_at"),
            both_or_neither("assessment_publication_has_its_time", "published_by", "published_at"),
            models.CheckConstraint(
                name="assessment_has_passed_every_hand",
                condition=Q(status=AssessmentStatus.DRAFT, submitted_by=None, published_by=None)
                | Q(status=AssessmentStatus.SUBMITTED, submitted_by__isnull=False, published_by=None)
                | Q(status=AssessmentStatus.PUBLISHED, submitted_by__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_is_computed_before_it_is_submitted",
                condition=Q(status=AssessmentStatus.DRAFT) | Q(computed_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=PUBLISHED_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return gettext("%(year)s年度%(title)s") % {"year": self.year, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("supervision:assessment-detail", args=[self.pk])


class AssessmentIndicator(models.Model):
    """What is counted in this year, in words, and how much it weighs; `code` finds the counting."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="indicators", verbose_name=_("年度考核"))
    code = models.CharField(_("代码"), max_length=20)
    position = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("指标"), max_length=40)
    numerator = models.CharField(_("分子"), max_length=80)
    denominator = models.CharField(_("分母"), max_length=80)
    period = models.CharField(_("计算期"), max_length=20)
    method = models.CharField(_("计分办法"), max_length=16, choices=[(key.value, word) for key, word in METHOD_WORDS.items()])
    weight = models.DecimalField(_("权重（分）"), max_digits=5, decimal_places=2)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("考核指标")
        ordering = ("assessment", "position")
        constraints = [
            models.UniqueConstraint(name="assessmentindicator_code_once", fields=["assessment", "code"]),
            models.CheckConstraint(name="assessmentindicator_weighs_not_less_than_nothing", condition=Q(weight__gte=0)),
        ]
        triggers = [_frozen(AS_PUBLISHED)]

    def __str__(self) -> str:
        return self.name

    @property
    def formula(self) -> str:
        return f"{self.numerator} ÷ {self.denominator}"


class UnitAssessmentQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "UnitAssessmentQuerySet":
        seen = super().visible_to(user)
        return seen if ROOT_PATH in user.unit_paths else seen.filter(assessment__status=AssessmentStatus.PUBLISHED)

    def for_list(self) -> "UnitAssessmentQuerySet":
        return self.select_related("assessment", "unit__parent")


class UnitAssessment(models.Model):
    """One unit's sheet; no total where nothing could be counted. The rank is given when the year is published."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sheets", verbose_name=_("年度考核"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    total = models.DecimalField(_("总分"), max_digits=6, decimal_places=2, null=True)
    rank = models.PositiveSmallIntegerField(_("名次"), null=True)

    objects = UnitAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位考核表")
        ordering = ("assessment", F("total").desc(nulls_last=True), "unit__path")
        constraints = [
            models.UniqueConstraint(name="unitassessment_once_a_unit", fields=["assessment", "unit"]),
            models.CheckConstraint(
                name="unitassessment_ranks_who_has_a_total", condition=Q(rank__isnull=True) | Q(total__isnull=False)
            ),
        ]
        triggers = [_frozen(AS_PUBLISHED)]

    def __str__(self) -> str:
        return f"{self.unit} {self.assessment.year}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:unit-assessment-detail", args=[self.pk])


class IndicatorMarkQuerySet(ScopedQuerySet):
    unit_lookup = "sheet__unit__path"

    def visible_to(self, user) -> "IndicatorMarkQuerySet":
        seen = super().visible_to(user)
        return seen if ROOT_PATH in user.unit_paths else seen.filter(sheet__assessment__status=AssessmentStatus.PUBLISHED)

    def for_list(self) -> "IndicatorMarkQuerySet":
        return self.select_related("sheet__assessment", "sheet__unit", "indicator", "adjusted_by")


class IndicatorMark(models.Model):
    """Counted, weighed, and where a person knows better put right with a reason; `weight` is what it weighs for this unit."""

    sheet = models.ForeignKey(UnitAssessment, models.CASCADE, related_name="marks", verbose_name=_("单位考核表"))
    indicator = models.ForeignKey(AssessmentIndicator, models.CASCADE, related_name="marks", verbose_name=_("指标"))
    numerator = models.DecimalField(_("分子"), max_digits=14, decimal_places=2, null=True)
    denominator = models.DecimalField(_("分母"), max_digits=14, decimal_places=2, null=True)
    weight = models.DecimalField(_("本单位权重（分）"), max_digits=6, decimal_places=2)
    computed = models.DecimalField(_("计算得分"), max_digits=6, decimal_places=2, null=True)
    points = models.DecimalField(_("调整分"), max_digits=6, decimal_places=2, null=True)
    reason = models.CharField(_("调整理由"), max_length=200, blank=True)
    adjusted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("调整人"))
    adjusted_at = models.DateTimeField(_("调整时间"), null=True)

    objects = IndicatorMarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("指标得分")
        ordering = ("sheet", "indicator__position")
        constraints = [
            models.UniqueConstraint(name="indicatormark_once_a_sheet", fields=["sheet", "indicator"]),
            both_or_neither("indicatormark_counted_by_both_numbers", "numerator", "denominator"),
            both_or_neither("indicatormark_adjusted_by_somebody", "points", "adjusted_by"),
            both_or_neither("indicatormark_adjusted_at_a_time", "points", "adjusted_at"),
            models.CheckConstraint(
                name="indicatormark_adjusted_with_a_reason",
                condition=Q(points=None, reason="") | Q(points__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="indicatormark_stays_within_its_weight",
                condition=Q(computed=None, points=None)
                | Q(points=None, computed__gte=0, computed__lte=F("weight"))
                | Q(points__isnull=False, points__gte=-F("computed"), points__lte=F("weight") - F("computed")),
            ),
        ]
        triggers = [_frozen(MARK_AS_PUBLISHED)]

    def __str__(self) -> str:
        return f"{self.sheet} {self.indicator}"

    @property
    def final(self) -> Decimal | None:
        return None if self.computed is None else self.computed + (self.points or 0)
