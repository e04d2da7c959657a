"""A roster on its way in: the upload, its staged rows, what is wrong with them, and who was accepted last."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import JobRun, OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.choices import UPLOAD_MOVES, RowOutcome, Severity, UploadStatus
from students.models.enrolments import RosterFacts
from students.models.terms import TermSetting


class RosterUploadQuerySet(ScopedQuerySet):
    def for_list(self) -> "RosterUploadQuerySet":
        return self.select_related("unit", "term", "uploaded_by", "accepted_by", "undone_by", "file", "job")

    def waiting_for(self, user: User) -> "RosterUploadQuerySet":
        """Checked and not yet accepted, of one's own units or one's own hand: what a school has sent, the school accepts."""
        units = [assignment.unit_id for assignment in user.assignments_in_force]
        mine = models.Q(unit__in=units) | models.Q(uploaded_by=user)
        return self.visible_to(user).filter(mine, status=UploadStatus.CHECKED)


class RosterUpload(Stateful, models.Model):
    """One file or paste of a term's rosters: received, checked, accepted (or refused, discarded, undone)."""

    MOVES = UPLOAD_MOVES

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="uploads", verbose_name=_("学期"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="uploads", verbose_name=_("上传单位"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("原文件"))
    status = models.CharField(_("状态"), max_length=10, choices=UploadStatus.choices, default=UploadStatus.RECEIVED)
    refusal = models.CharField(_("未受理原因"), max_length=500, blank=True)
    sheet = models.CharField(_("工作表"), max_length=80, blank=True)
    heading_row = models.PositiveIntegerField(_("表头行"), default=0)
    unknown_headings = models.JSONField(_("未识别的列"), default=list)
    digest = models.BinaryField(_("内容摘要"), max_length=32, null=True)
    rows = models.PositiveIntegerField(_("数据行"), default=0)
    good = models.PositiveIntegerField(_("可接收"), default=0)
    errors = models.PositiveIntegerField(_("有错误"), default=0)
    warnings = models.PositiveIntegerField(_("有提醒"), default=0)
    new = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("有变化"), default=0)
    unchanged = models.PositiveIntegerField(_("无变化"), default=0)
    missing = models.PositiveIntegerField(_("本次未出现"), default=0)
    repeats = models.BooleanField(_("与上次相同"), default=False)
    job = models.ForeignKey(JobRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("后台任务"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("接收人"))
    accepted_at = models.DateTimeField(_("接收时间"), null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = RosterUploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("花名册上传")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="roster_upload_accepted_has_its_time",
                condition=models.Q(accepted_at__isnull=False)
                | ~models.Q(status__in=[UploadStatus.ACCEPTED, UploadStatus.UNDONE]),
            ),
            both_or_neither("roster_upload_undoing_has_its_person", "undone_at", "undone_by"),
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("students:roster-detail", args=[self.pk])

    @property
    def counts(self) -> dict[str, int]:
        """The figures of the check in the words of eligibility.md 7."""
        return {
            "rows": self.rows, "accepted": self.good, "errors": self.errors, "warnings": self.warnings,
            "new": self.new, "changed": self.changed, "unchanged": self.unchanged, "missing": self.missing,
        }  # fmt: skip

    @property
    def seen(self) -> str:
        """Figures and contents as one word: a form carries it, so that nobody confirms what he has not been shown."""
        return "-".join([*map(str, self.counts.values()), bytes(self.digest or b"").hex()])

    @property
    def at_work(self) -> bool:
        return self.job is not None and self.job.is_active


class RosterRow(RosterFacts):
    """One staged row; a row with errors keeps its raw cells in `sealed` and no facts."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="staged", db_index=False)
    row = models.PositiveIntegerField(_("行"))
    outcome = models.CharField(_("结果"), max_length=10, choices=RowOutcome.choices)
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("学校"))
    enrolment = models.ForeignKey("students.Enrolment", models.SET_NULL, null=True, related_name="+")
    registry_index = models.BinaryField(max_length=32, null=True)
    stage = models.CharField(max_length=12, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)
    boarding = models.BooleanField(null=True)
    digest = models.BinaryField(max_length=32, null=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("暂存行")
        ordering = ("upload", "row")
        constraints = [models.UniqueConstraint(name="roster_row_once_per_upload", fields=["upload", "row"])]
        # who is not in the file, and whom an undo leaves without a roster, is asked child by child
        indexes = [
            models.Index(name="roster_row_by_registry", fields=["upload", "registry_index"]),
            models.Index(name="roster_row_by_id", fields=["upload", "id_index"]),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.row}"


class RosterIssue(models.Model):
    """One thing wrong or doubtful in one cell; the cell's value lies sealed in its row."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=40)
    severity = models.CharField(_("程度"), max_length=8, choices=Severity.choices)
    code = models.CharField(_("原因"), max_length=32)
    detail = models.JSONField(_("细节"), default=list)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("花名册问题")
        ordering = ("upload", "row", "pk")
        indexes = [models.Index(name="roster_issue_by_cause", fields=["upload", "code", "column", "row"])]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.row} {self.column} {self.code}"


class RosterMend(models.Model):
    """A cell corrected in the page instead of in the file; the file is read again with its mends in place."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="mends")
    row = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=40)
    sealed = models.BinaryField(_("封存内容"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("修改人"))
    made_at = models.DateTimeField(_("修改时间"), db_default=Now())

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("页面修改")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(name="roster_mend_once_per_cell", fields=["upload", "row", "column"])]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.row} {self.column}"


class RosterAcceptance(models.Model):
    """The upload whose rows a school's roster of a term came from last."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="+", verbose_name=_("学期"))
    upload = models.ForeignKey(RosterUpload, models.PROTECT, related_name="acceptances", verbose_name=_("上传"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("最近接收")
        constraints = [models.UniqueConstraint(name="roster_acceptance_one_per_school_and_term", fields=["school", "term"])]

    def __str__(self) -> str:
        return f"{self.school_id} {self.term_id}"
