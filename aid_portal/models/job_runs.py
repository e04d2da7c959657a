"""Background work as rows: PostgreSQL is the truth, Celery only wakes workers (reliability.md D1)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import JOB_MOVES, ChunkStatus, ChunkStep, JobStatus
from aid_portal.models.org_units import OrgUnit
from aid_portal.models.users import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful

ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.CANCELLING)


class JobRunQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "JobRunQuerySet":
        """Own jobs, and those of the units below one's own."""
        return super().visible_to(user) | self.filter(requested_by=user.pk)

    def active(self) -> "JobRunQuerySet":
        return self.filter(status__in=ACTIVE)

    def for_list(self) -> "JobRunQuerySet":
        return self.select_related("requested_by", "unit")


class JobRun(Stateful, models.Model):
    """One piece of long work: who asked, how far it is, how it ended."""

    MOVES = JOB_MOVES

    kind = models.CharField(_("类别"), max_length=40)
    title = models.CharField(_("任务"), max_length=120)
    params = models.JSONField(_("参数"), default=dict)
    unique_key = models.CharField(_("唯一键"), max_length=120, blank=True)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人"))
    token_name = models.CharField(_("令牌"), max_length=30, blank=True, help_text=_("由哪个接口令牌发起"))
    principal = models.CharField(_("代理"), max_length=40, blank=True, help_text=_("代谁发起"))
    status = models.CharField(_("状态"), max_length=12, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    stage = models.CharField(_("进度说明"), max_length=80, blank=True)
    result = models.JSONField(_("结果"), default=dict)
    error = models.CharField(_("未完成原因"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("发起时间"), db_default=Now())
    started_at = models.DateTimeField(_("开始时间"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    heartbeat_at = models.DateTimeField(_("最近心跳"), db_default=Now())

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("后台任务")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                name="job_run_one_active_per_unique_key",
                fields=["unique_key"],
                condition=Q(status__in=ACTIVE) & ~Q(unique_key=""),
            ),
        ]
        indexes = [models.Index(name="job_run_active", fields=["status"], condition=Q(status__in=ACTIVE))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job-run-detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def percent(self) -> int | None:
        """Whole percent done; None while the total is not known. 100 is said only of what is done."""
        if self.status == JobStatus.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else None

    @property
    def share(self) -> str:
        """Percent as text for lists; empty while unknown."""
        return "" if self.percent is None else f"{self.percent}%"

    def left_at(self, now: datetime) -> timedelta | None:
        """How much longer at the pace so far; None until a twentieth is done and five seconds have passed."""
        if self.status != JobStatus.RUNNING or not self.started_at or not 0 < self.total <= self.done * 20:
            return None
        passed = now - self.started_at
        return passed * (max(self.total - self.done, 0) / self.done) if passed >= timedelta(seconds=5) else None

    @property
    def can_be_cancelled(self) -> bool:
        return JobStatus.CANCELLING in self.open_moves()

    @property
    def can_be_retried(self) -> bool:
        return JobStatus.QUEUED in self.open_moves()

    def may_be_changed_by(self, user) -> bool:
        """Who asked for it may stop it and try again; for everybody else the system administrator."""
        return self.requested_by_id == user.pk or user.has(Permission.JOB_MANAGE)

    @property
    def elapsed(self) -> timedelta:
        """From the click to the end, or until now."""
        return (self.finished_at or timezone.now()) - self.created_at


class JobChunkQuerySet(models.QuerySet):
    def waiting(self) -> "JobChunkQuerySet":
        return self.filter(status=ChunkStatus.WAITING)

    def leased(self) -> "JobChunkQuerySet":
        """Parts that a living worker holds."""
        return self.waiting().filter(lease_until__gt=Now())

    def claimable(self) -> "JobChunkQuerySet":
        """Free parts in their order; the last step is free only when nothing else waits."""
        others = JobChunk.objects.waiting().filter(run=OuterRef("run")).exclude(step=ChunkStep.FINISH)
        free = self.waiting().filter(Q(lease_until=None) | Q(lease_until__lte=Now()))
        return free.exclude(Q(step=ChunkStep.FINISH) & Exists(others)).order_by("position")


class JobChunk(models.Model):
    """A part of a run, leased to one worker at a time; the fence keeps a zombie's write out."""

    run = models.ForeignKey(JobRun, models.CASCADE, related_name="chunks")
    key = models.CharField(max_length=80)
    step = models.CharField(max_length=6, choices=ChunkStep.choices, default=ChunkStep.WORK)
    position = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=ChunkStatus.choices, default=ChunkStatus.WAITING)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    weight = models.PositiveIntegerField(default=1)
    done_count = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)

    objects = JobChunkQuerySet.as_manager()

    class Meta:
        ordering = ("run", "position")
        constraints = [models.UniqueConstraint(name="job_chunk_once_per_run", fields=["run", "step", "key"])]
        indexes = [models.Index(name="job_chunk_waiting", fields=["run", "position"], condition=Q(status=ChunkStatus.WAITING))]

    def __str__(self) -> str:
        return f"{self.run_id} {self.key}"
