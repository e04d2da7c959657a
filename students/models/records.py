"""What other departments say: dated releases of their lists, row by row, and the schools' determinations."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.models import JobRun, StoredFile, User
from aid_portal.terms import Term, term_of
from aid_portal.workflow import Stateful
from students.choices import RELEASE_MOVES, ChangeKind, IdState, RecordKind, ReleaseStatus


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReleaseQuerySet":
        """The departments' lists are the bureau's; a school sees only what became of them."""
        from aid_portal.permissions import Permission

        return self.all() if user.has(Permission.RECORD_VIEW) else self.none()

    def locked(self) -> "ReleaseQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "ReleaseQuerySet":
        return self.select_related("uploaded_by", "accepted_by", "file", "previous", "job")

    def held(self) -> "ReleaseQuerySet":
        return self.filter(status=ReleaseStatus.HELD)

    def in_effect(self) -> "ReleaseQuerySet":
        return self.filter(status=ReleaseStatus.ACCEPTED).exclude(kind=RecordKind.DETERMINATIONS)

    def newest_on(self, day: date) -> dict[str, "Release"]:
        """Of each kind the newest release of that day or before, taken whole; equal days: the one accepted last."""
        dated = self.in_effect().filter(data_date__lte=day).order_by("data_date", "accepted_at")
        return {release.kind: release for release in dated}

    def before(self, release: "Release") -> "Release | None":
        """The release that came before this one by data date, whenever it was uploaded."""
        return self._neighbours(release, "lt").last()

    def after(self, release: "Release") -> "Release | None":
        """The release that follows this one by data date."""
        return self._neighbours(release, "gt").first()

    def _neighbours(self, release: "Release", side: str) -> "ReleaseQuerySet":
        """One that is not yet in effect would be the last of its day."""
        same_day = models.Q(**{"data_date": release.data_date, f"accepted_at__{side}": release.accepted_at or timezone.now()})
        others = self.in_effect().filter(kind=release.kind).exclude(pk=release.pk)
        found = others.filter(models.Q(**{f"data_date__{side}": release.data_date}) | same_day)
        return found.order_by("data_date", "accepted_at")

    def twin_of(self, release: "Release") -> "Release | None":
        """One of the same day that says the same, if it is the one that counts."""
        last = self.before(release)
        same = last and last.data_date == release.data_date and bytes(last.digest) == bytes(release.digest)
        return last if same else None


class Release(Stateful, models.Model):
    """One delivery of one department's list, ordered by its data date, never by when it was uploaded."""

    MOVES = RELEASE_MOVES

    kind = models.CharField(_("名单"), max_length=16, choices=RecordKind.choices)
    data_date = models.DateField(_("数据日期"), null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("原文件"))
    status = models.CharField(_("状态"), max_length=10, choices=ReleaseStatus.choices, default=ReleaseStatus.RECEIVED)
    refusal = models.CharField(_("说明"), max_length=500, blank=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", verbose_name=_("上一期"))
    rows = models.PositiveIntegerField(_("数据行"), default=0)
    people = models.PositiveIntegerField(_("人数"), default=0, help_text=_("按人编号或证件号去重"))
    change_counts = models.JSONField(_("变化人数"), default=dict)
    warnings = models.PositiveIntegerField(_("有提醒"), default=0)
    errors = models.PositiveIntegerField(_("有错误"), default=0)
    new = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("有变化"), default=0)
    unchanged = models.PositiveIntegerField(_("无变化"), default=0)
    missing = models.PositiveIntegerField(_("本次未出现"), default=0)
    unknown_headings = models.JSONField(_("其他列"), default=list)
    digest = models.BinaryField(_("内容摘要"), max_length=32, null=True)
    job = models.ForeignKey(JobRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("后台任务"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    accepted_at = models.DateTimeField(_("生效时间"), null=True)
    hold_note = models.CharField(_("复核说明"), max_length=200, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("部门名单")
        ordering = ("kind", "-data_date", "-pk")
        constraints = [
            models.CheckConstraint(
                name="release_accepted_has_its_time",
                condition=models.Q(accepted_at__isnull=False) | ~models.Q(status=ReleaseStatus.ACCEPTED),
            ),
            models.CheckConstraint(
                name="release_accepted_has_a_data_date",
                condition=models.Q(data_date__isnull=False)
                | models.Q(kind=RecordKind.DETERMINATIONS)
                | ~models.Q(status=ReleaseStatus.ACCEPTED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.data_date or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("students:release-detail", args=[self.pk])

    @property
    def term(self) -> Term | None:
        """The term of its data date: with the rosters of that term its people are compared; determinations have none."""
        return term_of(self.data_date) if self.data_date else None

    @property
    def entered(self) -> int:
        return self.change_counts.get(ChangeKind.ENTERED, 0)

    @property
    def left(self) -> int:
        return self.change_counts.get(ChangeKind.LEFT, 0)

    @property
    def kept(self) -> int:
        """Rows that were taken in."""
        return self.rows - self.errors


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RecordQuerySet":
        return self.filter(release__in=Release.objects.visible_to(user))


class Record(models.Model):
    """One row of a release: one person and what the list says of him between two days."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="records", verbose_name=_("名单"))
    row = models.PositiveIntegerField(_("行"))
    name = models.CharField(_("姓名"), max_length=80)
    name_key = models.CharField(_("比对姓名"), max_length=80)
    id_index = models.BinaryField(_("证件索引"), max_length=32, null=True)
    id_state = models.CharField(_("证件号状态"), max_length=9, choices=IdState.choices)
    birth_date = models.DateField(_("出生日期"), null=True)
    person_number = models.CharField(_("人编号"), max_length=40, blank=True)
    household_number = models.CharField(_("户编号"), max_length=40, blank=True)
    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("类别"), default=list)
    starts_on = models.DateField(_("开始日期"), null=True)
    ends_on = models.DateField(_("终止日期"), null=True, help_text=_("从这一天起不再算"))
    active = models.BooleanField(_("有效"), default=True)
    risk_removed = models.BooleanField(_("风险已消除"), default=False)
    risk_removed_on = models.DateField(_("风险消除时间"), null=True)
    finished_grade_nine = models.BooleanField(_("已完成九年级"), default=False)
    schooling = models.CharField(_("在校生状况"), max_length=40, blank=True)
    town = models.CharField(_("乡镇"), max_length=40, blank=True)
    village = models.CharField(_("村"), max_length=60, blank=True)
    relation = models.CharField(_("与户主关系"), max_length=20, blank=True)
    detail = models.CharField(_("名单原文"), max_length=120, blank=True)
    # who this row speaks of, and what it says: equal marks in two releases are the same person, the same words
    person_mark = models.BinaryField(_("人标记"), max_length=32)
    content_mark = models.BinaryField(_("内容标记"), max_length=32)
    sealed = models.BinaryField(_("封存内容"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名单记录")
        ordering = ("release", "row")
        constraints = [models.UniqueConstraint(name="record_once_per_release_and_row", fields=["release", "row"])]
        indexes = [
            models.Index(name="record_by_id", fields=["release", "id_index"]),
            models.Index(name="record_by_name", fields=["release", "name_key"]),
            models.Index(name="record_by_person", fields=["release", "person_mark"]),
            models.Index(
                name="record_by_household", fields=["household_number", "release"], condition=~models.Q(household_number="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("students:record-detail", args=[self.pk])


class ReleaseIssueQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReleaseIssueQuerySet":
        return self.filter(release__in=Release.objects.visible_to(user))


class ReleaseIssue(models.Model):
    """One doubt about one cell of a department's file, its value sealed."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=40)
    severity = models.CharField(_("程度"), max_length=8)
    code = models.CharField(_("原因"), max_length=32)
    value = models.BinaryField(_("封存的值"))
    detail = models.JSONField(_("细节"), default=list)

    objects = ReleaseIssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名单问题")
        ordering = ("release", "row", "pk")

    def __str__(self) -> str:
        return f"{self.release_id}:{self.row} {self.column} {self.code}"
