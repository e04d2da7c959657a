"""The auditors' questions asked of the rows: each time they were, what was found, and who explained it (domain.md 5.6)."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.models import JobRun, OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Student, TermSetting
from subsidies.choices import RUN_MOVES, RunStatus
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.entitlements import Entitlement
from subsidies.models.payments import Payment


class AuditRunQuerySet(BureauQuerySet):
    permission = Permission.AUDIT_CHECK_VIEW

    def for_list(self) -> "AuditRunQuerySet":
        return self.select_related("requested_by", "job")

    def last_done(self) -> "AuditRun | None":
        return self.filter(status=RunStatus.DONE).order_by("-pk").first()


class AuditRun(Stateful, models.Model):
    """All checks asked once, of the whole county and all terms, as of `day`; `counts` by check: found, new, gone, ms."""

    MOVES = RUN_MOVES

    day = models.DateField(_("核查日期"))
    status = models.CharField(_("状态"), max_length=10, choices=RunStatus.choices, default=RunStatus.RUNNING)
    counts = models.JSONField(_("结果"), default=dict)
    job = models.OneToOneField(JobRun, models.SET_NULL, null=True, related_name="audit_run", verbose_name=_("后台任务"))
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人"))
    started_at = models.DateTimeField(_("开始时间"), db_default=Now())
    finished_at = models.DateTimeField(_("结束时间"), null=True)

    objects = AuditRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审计核查记录")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="audit_run_one_at_a_time", fields=["status"], condition=Q(status=RunStatus.RUNNING)
            ),
            models.CheckConstraint(
                name="audit_run_finished_iff_not_running",
                condition=Q(status=RunStatus.RUNNING, finished_at=None)
                | (~Q(status=RunStatus.RUNNING) & Q(finished_at__isnull=False)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return gettext("审计核查第%(number)s次") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:audit-run-detail", args=[self.pk])

    @property
    def label(self) -> str:
        return str(self)

    @property
    def requester(self) -> str:
        return str(self.requested_by or gettext("每夜自动"))

    @property
    def took(self) -> str:
        return figures.duration(self.finished_at - self.started_at) if self.finished_at else ""

    def sum_of(self, what: str) -> int | None:
        """All checks together; None while nothing is known yet."""
        return sum(each[what] for each in self.counts.values()) if self.status == RunStatus.DONE else None

    @property
    def found(self) -> int | None:
        return self.sum_of("found")

    @property
    def fresh(self) -> int | None:
        return self.sum_of("new")

    @property
    def gone(self) -> int | None:
        return self.sum_of("gone")


class AuditHitQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def visible_to(self, user) -> "AuditHitQuerySet":
        return super().visible_to(user) if user.has(Permission.AUDIT_CHECK_VIEW) else self.none()

    def of(self, code: str) -> "AuditHitQuerySet":
        return self.filter(code=code)

    def standing(self) -> "AuditHitQuerySet":
        """What the last run still found."""
        return self.filter(gone_in=None)

    def with_explained(self) -> "AuditHitQuerySet":
        """`explained`: somebody has said why it is so, of exactly the facts of now."""
        told = AuditExplanation.objects.filter(hit=OuterRef("pk"), facts_hash=OuterRef("facts_hash"))
        return self.annotate(explained=Exists(told))

    def for_list(self) -> "AuditHitQuerySet":
        return self.with_explained().select_related("term", "student", "school", "first_run", "last_run", "gone_in")


class AuditHit(models.Model):
    """One thing that one check found; it stands until a run no longer finds it, and is the same hit when it comes again.

    `key` names the thing within its check, `facts` what was found about it, without personal data; yuan in `amount`.
    """

    code = models.CharField(_("核查项"), max_length=3)
    key = models.CharField(max_length=120)
    term = models.ForeignKey(TermSetting, models.PROTECT, null=True, related_name="+", verbose_name=_("学期"))
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="audit_hits", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("学校"))
    entitlement = models.ForeignKey(Entitlement, models.SET_NULL, null=True, related_name="+", verbose_name=_("享受资助"))
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", verbose_name=_("发放明细"))
    amount = models.DecimalField(_("涉及金额（元）"), max_digits=14, decimal_places=2, null=True)
    facts = models.JSONField(_("事实"))
    facts_hash = models.CharField(max_length=64)
    first_run = models.ForeignKey(AuditRun, models.PROTECT, related_name="first_hits", verbose_name=_("首次发现"))
    last_run = models.ForeignKey(AuditRun, models.PROTECT, related_name="hits", verbose_name=_("最近发现"))
    gone_in = models.ForeignKey(AuditRun, models.PROTECT, null=True, related_name="gone_hits", verbose_name=_("消除于"))

    objects = AuditHitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审计核查发现")
        ordering = ("code", "-pk")
        constraints = [models.UniqueConstraint(name="audit_hit_once_per_check_and_key", fields=["code", "key"])]
        indexes = [models.Index(name="audit_hit_standing", fields=["code", "school"], condition=Q(gone_in=None))]

    def __str__(self) -> str:
        return f"{self.code} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:audit-hit-detail", args=[self.pk])

    @property
    def about(self) -> str:
        """How lists name it: the child, the children, the batch, else the school, else the money of no school."""
        if self.student_id:
            return self.student.name
        if self.facts.get("children"):
            return gettext("%(count)s名学生") % {"count": self.facts["children"]}
        if self.facts.get("batch"):
            return gettext("批次%(number)s") % {"number": self.facts["batch"]}
        return self.school.name if self.school_id else gettext("全县资金")

    @property
    def state(self) -> str:
        """`explained` comes from `with_explained`."""
        if self.gone_in_id:
            return "gone"
        return "explained" if self.explained else "open"


class AuditExplanation(models.Model):
    """Why a hit is no fault, by whom; it holds while the facts are those it was written about."""

    hit = models.ForeignKey(AuditHit, models.PROTECT, related_name="explanations", verbose_name=_("发现"))
    text = models.CharField(_("说明"), max_length=400)
    facts = models.JSONField(_("当时的事实"))
    facts_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("说明人"))
    made_at = models.DateTimeField(_("说明时间"), db_default=Now())

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审计核查说明")
        ordering = ("-pk",)
        constraints = [models.CheckConstraint(name="audit_explanation_says_why", condition=~Q(text=""))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.hit} {self.made_at:%Y-%m-%d}"
