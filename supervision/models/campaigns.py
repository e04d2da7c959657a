"""Campaigns (专项行动): who goes, where to, and how the units were chosen."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import CAMPAIGN_MOVES, CampaignStatus, Theme, UnitOrigin
from supervision.models.checklists import Checklist, InspectionQuerySet


class CampaignQuerySet(InspectionQuerySet):
    def begun(self) -> "CampaignQuerySet":
        return self.exclude(status=CampaignStatus.DRAFT)

    def for_list(self) -> "CampaignQuerySet":
        return self.select_related("made_by")


class Campaign(Stateful, models.Model):
    """A piece of supervision with a theme and a period; a food-safety check (食品安全检查) is one as well."""

    MOVES = CAMPAIGN_MOVES

    name = models.CharField(_("行动名称"), max_length=80)
    themes = ArrayField(models.CharField(max_length=12, choices=Theme.choices), verbose_name=_("督查事项"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    lead = models.CharField(_("牵头领导"), max_length=40)
    purpose = models.TextField(_("工作要求"), blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    checklists = models.ManyToManyField(Checklist, related_name="campaigns", verbose_name=_("检查清单"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("建立时间"), db_default=Now())

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查行动")
        ordering = ("-starts_on", "-pk")
        constraints = [
            in_order("campaign_ends_after_it_starts", "starts_on", "ends_on"),
            models.UniqueConstraint(name="campaign_name_once_a_start", fields=["name", "starts_on"]),
            models.CheckConstraint(name="campaign_has_a_theme", condition=Q(themes__len__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supervision:campaign-detail", args=[self.pk])

    @property
    def theme_words(self) -> str:
        return gettext("、").join(str(Theme(theme).label) for theme in self.themes)


class Team(models.Model):
    """A group that visits (督查组), led by a leader of the bureau."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="teams", verbose_name=_("督查行动"))
    number = models.PositiveSmallIntegerField(_("组号"))

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查组")
        ordering = ("campaign", "number")
        constraints = [models.UniqueConstraint(name="team_number_once_a_campaign", fields=["campaign", "number"])]

    def __str__(self) -> str:
        return gettext("第%(number)s组") % {"number": self.number}


class TeamMember(models.Model):
    """One person of a team; who has an account records the visits of the team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", verbose_name=_("督查组"))
    name = models.CharField(_("姓名"), max_length=40)
    post = models.CharField(_("职务"), max_length=40, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("账号"))
    leads = models.BooleanField(_("组长"), default=False)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查组成员")
        ordering = ("team", "-leads", "pk")
        constraints = [
            models.UniqueConstraint(name="teammember_one_leads", fields=["team"], condition=Q(leads=True)),
            models.UniqueConstraint(name="teammember_user_once_a_team", fields=["team", "user"], condition=Q(user__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class Draw(models.Model):
    """One draw with all that is needed to draw again: the list with its weights, the bounds, the seed, what came out.

    `population`: a list of {unit, name, group, weight, reasons}; `bounds`: {group: [least, most]}; `must` and `drawn`: unit ids.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="draws", verbose_name=_("督查行动"))
    seed = models.CharField(_("随机种子"), max_length=64)
    count = models.PositiveSmallIntegerField(_("抽取数"))
    population = models.JSONField(_("抽取范围"))
    bounds = models.JSONField(_("分组限额"), default=dict)
    must = models.JSONField(_("必查单位"), default=list)
    drawn = models.JSONField(_("抽中单位"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("抽取人"))
    made_at = models.DateTimeField(_("抽取时间"), db_default=Now())

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("抽取记录")
        ordering = ("-pk",)
        constraints = [models.CheckConstraint(name="draw_takes_at_least_one", condition=Q(count__gte=1))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.campaign} {self.seed[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:draw-detail", args=[self.pk])


class InspectedQuerySet(ScopedQuerySet):
    """Where an inspection goes and what it says of a unit is the inspectors' until a notice tells it to the unit."""

    def visible_to(self, user) -> "InspectedQuerySet":
        return super().visible_to(user) if user.has(Permission.INSPECTION_VIEW) else self.none()


class CampaignUnitQuerySet(InspectedQuerySet):
    def for_list(self) -> "CampaignUnitQuerySet":
        return self.select_related("campaign", "unit", "team", "draw")


class CampaignUnit(models.Model):
    """A unit to be visited, and by which team."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="units", verbose_name=_("督查行动"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("督查组"))
    origin = models.CharField(_("确定方式"), max_length=8, choices=UnitOrigin.choices, default=UnitOrigin.ASSIGNED)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="units", verbose_name=_("抽取记录"))

    objects = CampaignUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("被督查单位")
        ordering = ("campaign", "unit__path")
        constraints = [
            models.UniqueConstraint(name="campaignunit_once_a_campaign", fields=["campaign", "unit"]),
            models.CheckConstraint(
                name="campaignunit_drawn_iff_by_a_draw", condition=Q(origin=UnitOrigin.DRAWN) ^ Q(draw__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)
