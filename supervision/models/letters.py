"""Responsibility letters (目标责任书): what is promised in a year, and who has signed it with whom (domain.md 8.5)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from subsidies.models.budgets import BureauQuerySet
from supervision.choices import LETTER_MOVES, LetterLevel, LetterStatus, Theme

# What somebody has signed says the same for ever.
AS_SIGNED = """
IF (NEW.year, NEW.subject, NEW.title, NEW.duties) IS DISTINCT FROM (OLD.year, OLD.subject, OLD.title, OLD.duties)
   AND EXISTS (SELECT FROM supervision_responsibilityletter l WHERE l.template_id = OLD.id AND l.status = 'signed') THEN
    RAISE EXCEPTION 'letter_template_is_final_once_signed';
END IF;
RETURN NEW;
"""

# Level by level, down when signing and up when taking back; the rows above are locked by the actions.
LEVEL_BY_LEVEL = """
IF NEW.status = 'signed' AND NEW.above_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM supervision_responsibilityletter a WHERE a.id = NEW.above_id AND a.status = 'signed') THEN
    RAISE EXCEPTION 'letter_is_signed_level_by_level';
END IF;
IF TG_OP = 'UPDATE' AND NEW.status <> 'signed' AND OLD.status = 'signed' AND EXISTS (
    SELECT FROM supervision_responsibilityletter b WHERE b.above_id = NEW.id AND b.status = 'signed') THEN
    RAISE EXCEPTION 'letter_stays_signed_above_signed_ones';
END IF;
RETURN NEW;
"""


class LetterTemplateQuerySet(BureauQuerySet):
    permission = Permission.LETTER_VIEW


class LetterTemplate(models.Model):
    """The text of a year's letters on one subject. `duties`: {"all": [...], level: [...]}, one sentence each."""

    year = models.PositiveSmallIntegerField(_("年度"))
    subject = models.CharField(_("事项"), max_length=12, choices=Theme.choices)
    title = models.CharField(_("责任书名称"), max_length=80)
    levels = ArrayField(models.CharField(max_length=8, choices=LetterLevel.choices), verbose_name=_("签订层级"))
    posts = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("签订岗位"))
    duties = models.JSONField(_("责任内容"), default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("建立时间"), db_default=Now())

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("责任书范本")
        ordering = ("-year", "subject", "pk")
        constraints = [
            models.UniqueConstraint(name="lettertemplate_once_a_year_and_subject", fields=["year", "subject"]),
            models.CheckConstraint(
                name="lettertemplate_begins_at_the_bureau", condition=Q(levels__contains=[LetterLevel.UNIT.value])
            ),
            models.CheckConstraint(
                name="lettertemplate_posts_iff_signed_by_post",
                condition=Q(levels__contains=[LetterLevel.POST.value]) ^ Q(posts=[]),
            ),
        ]
        triggers = [pgtrigger.Trigger(name="as_signed", operation=pgtrigger.Update, when=pgtrigger.Before, func=AS_SIGNED)]

    def __str__(self) -> str:
        return gettext("%(year)s年%(title)s") % {"year": self.year, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("supervision:letter-template-detail", args=[self.pk])

    def duties_of(self, level: str) -> list[str]:
        return [*self.duties.get("all", []), *self.duties.get(level, [])]


class LetterQuerySet(ScopedQuerySet):
    def due(self) -> "LetterQuerySet":
        """What has to be signed, done or not."""
        return self.exclude(status=LetterStatus.WITHDRAWN)

    def for_list(self) -> "LetterQuerySet":
        return self.select_related("template", "unit", "above__unit", "scan", "entered_by")


class ResponsibilityLetter(Stateful, models.Model):
    """One node of a year's tree. `above` is the letter that must be signed before; `position` sorts the letters of a unit."""

    MOVES = LETTER_MOVES

    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="letters", verbose_name=_("责任书"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    level = models.CharField(_("层级"), max_length=8, choices=LetterLevel.choices)
    label = models.CharField(_("签订对象"), max_length=80)
    position = models.PositiveIntegerField(_("次序"), default=0)
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below", verbose_name=_("上一级责任书"))
    status = models.CharField(_("状态"), max_length=10, choices=LetterStatus.choices, default=LetterStatus.UNSIGNED)
    party_a = models.CharField(_("甲方签字人"), max_length=40, blank=True)
    party_a_post = models.CharField(_("甲方职务"), max_length=40, blank=True)
    party_b = models.CharField(_("乙方签字人"), max_length=40, blank=True)
    party_b_post = models.CharField(_("乙方职务"), max_length=40, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("扫描件"))
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), null=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("目标责任书")
        ordering = ("template", "unit__path", "position", "pk")
        constraints = [
            models.UniqueConstraint(name="responsibilityletter_once_a_place", fields=["template", "unit", "level", "label"]),
            stamped_iff("responsibilityletter_signed_iff_dated", "signed_on", [LetterStatus.SIGNED]),
            stamped_iff("responsibilityletter_signed_iff_entered", "entered_at", [LetterStatus.SIGNED]),
            both_or_neither("responsibilityletter_entry_has_its_person", "entered_at", "entered_by"),
            models.CheckConstraint(
                name="responsibilityletter_signed_by_two_parties",
                condition=~Q(status=LetterStatus.SIGNED) | (~Q(party_a="") & ~Q(party_b="")),
            ),
            models.CheckConstraint(
                name="responsibilityletter_scanned_only_when_signed",
                condition=Q(status=LetterStatus.SIGNED) | Q(scan__isnull=True),
            ),
            models.CheckConstraint(
                name="responsibilityletter_withdrawn_says_why", condition=~Q(status=LetterStatus.WITHDRAWN) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="responsibilityletter_below_unit_has_one_above", condition=Q(level=LetterLevel.UNIT) | Q(above__isnull=False)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="level_by_level",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=LEVEL_BY_LEVEL,
            )
        ]
        indexes = [models.Index(name="letter_by_level", fields=["template", "level", "status"])]

    def __str__(self) -> str:
        return f"{self.unit}" if self.level == LetterLevel.UNIT else f"{self.unit} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:letter-detail", args=[self.pk])
