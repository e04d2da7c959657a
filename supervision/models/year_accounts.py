"""Yearly accounts as they were handed in: figures, definitions and words of one day, for ever."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH


class YearAccountQuerySet(models.QuerySet):
    def visible_to(self, user) -> "YearAccountQuerySet":
        """Figures of the whole county, for those who see the whole county."""
        return self.all() if ROOT_PATH in user.unit_paths else self.none()

    def for_list(self) -> "YearAccountQuerySet":
        return self.select_related("made_by")


class YearAccount(models.Model):
    """`entries`: {key, section, name, unit, value, definition}, the value as text or null; `paragraphs`: [heading, text]."""

    year = models.PositiveSmallIntegerField(_("年度"))
    entries = models.JSONField(_("数字"))
    paragraphs = models.JSONField(_("文字"))
    note = models.CharField(_("用途"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("固定人"))
    frozen_at = models.DateTimeField(_("固定时间"), db_default=Now())

    objects = YearAccountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度总结")
        ordering = ("-pk",)
        constraints = [models.CheckConstraint(name="year_account_says_what_for", condition=Q(note__gt=""))]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return gettext("%(year)s年学生资助工作总结") % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("supervision:year-account-detail", args=[self.pk])
