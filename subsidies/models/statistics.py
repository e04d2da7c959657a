"""Tables that were sent upward, kept with the rows behind them: the same figures and the same rows next year."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH
from subsidies.models.flows import FlowFacts, FlowQuerySet
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind


class StatisticsReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StatisticsReportQuerySet":
        """Figures of the whole county, for those who see the whole county."""
        return self.all() if ROOT_PATH in user.unit_paths else self.none()

    def for_list(self) -> "StatisticsReportQuerySet":
        return self.select_related("made_by").defer("rows")


class StatisticsReport(models.Model):
    """One closed table: what was asked, of which moment the data are, what came out, and a hash over all of it (SHA-256)."""

    title = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("报表"), max_length=12, choices=StatisticsKind.choices)
    parameters = models.JSONField(_("统计范围"))
    data_at = models.DateTimeField(_("数据时间"), db_default=Now())
    rows = models.JSONField(_("各行"))
    totals = models.JSONField(_("合计"))
    row_count = models.PositiveIntegerField(_("明细行数"))
    digest = models.BinaryField(_("摘要"), max_length=32)
    note = models.CharField(_("用途"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("固定人"))
    frozen_at = models.DateTimeField(_("固定时间"), db_default=Now())

    objects = StatisticsReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("固定报表")
        ordering = ("-pk",)
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("subsidies:statistics-report-detail", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span.parse(self.parameters["span"])


class FrozenFlowQuerySet(FlowQuerySet):
    def with_category(self) -> "FrozenFlowQuerySet":
        """It was written down when the report was frozen."""
        return self


class FrozenFlow(FlowFacts):
    """A row behind a frozen report, as it was: keys and figures, nothing that names a child; `flow` is the MoneyFlow's id."""

    report = models.ForeignKey(StatisticsReport, models.PROTECT, related_name="flows", verbose_name=_("固定报表"))
    flow = models.BigIntegerField(_("明细"))
    category = models.CharField(_("困难类型（主）"), max_length=16, blank=True)

    objects = FrozenFlowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("固定报表明细")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(name="frozen_flow_once_per_report", fields=["report", "flow"])]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.moved_on} {self.amount}"
