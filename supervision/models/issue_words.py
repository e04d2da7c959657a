"""Agency words of notices, how far the numbers of a word have come in a year (domain.md 8.2), and the template in Word."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile, User
from aid_portal.permissions import Permission
from subsidies.models.budgets import BureauQuerySet
from supervision.choices import Theme


class IssueWordQuerySet(BureauQuerySet):
    permission = Permission.NOTICE_VIEW

    def in_use(self) -> "IssueWordQuerySet":
        return self.filter(retired_on=None)


class IssueWord(models.Model):
    """The agency word (发文字号的机关代字) of a kind of notice: 扶教体督, 扶教体食."""

    word = models.CharField(_("机关代字"), max_length=20, unique=True)
    label = models.CharField(_("用途"), max_length=40)
    themes = ArrayField(models.CharField(max_length=12, choices=Theme.choices), verbose_name=_("督查事项"))
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects = IssueWordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("机关代字")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.word


class WordYearQuerySet(BureauQuerySet):
    permission = Permission.INSPECTION_VIEW


class WordYear(models.Model):
    """One sequence of numbers; its row is what two issuers queue at. `last_on_paper`: given before the portal was used."""

    word = models.ForeignKey(IssueWord, models.PROTECT, related_name="years", verbose_name=_("机关代字"))
    year = models.PositiveSmallIntegerField(_("年度"))
    last_on_paper = models.PositiveIntegerField(_("此前纸质编号"), default=0)

    objects = WordYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度编号")
        ordering = ("word", "-year")
        constraints = [models.UniqueConstraint(name="wordyear_one_sequence", fields=["word", "year"])]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕"


class NoticeTemplateQuerySet(BureauQuerySet):
    permission = Permission.INSPECTION_VIEW

    def current(self) -> "NoticeTemplate | None":
        return self.select_related("file", "made_by").order_by("-pk").first()


class NoticeTemplate(models.Model):
    """What the Word files of notices are made from since then: the bureau's own file, or without one the shipped template."""

    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("模板文件"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("设定人"))
    made_at = models.DateTimeField(_("设定时间"), db_default=Now())

    objects = NoticeTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改通知书模板")
        ordering = ("-pk",)
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.file.name if self.file else gettext("系统自带模板")
