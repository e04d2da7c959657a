"""A child, once for life, and the joining of two files that turn out to be one child."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Func
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH
from aid_portal.workflow import Stateful
from students.choices import MERGE_MOVES, MergeStatus


class StudentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StudentQuerySet":
        """Children with an enrolment, of any term, at or below the user's units; a file that was joined goes with the other."""
        if ROOT_PATH in user.unit_paths:
            return self.all()
        enrolments = self.model._meta.get_field("enrolments").related_model.objects.visible_to(user)
        return self.filter(Exists(enrolments.filter(student=Coalesce(OuterRef("merged_into"), OuterRef("pk")))))

    def locked(self) -> "StudentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Student(models.Model):
    """One child: known by a valid id, else by the 学籍号 (eligibility.md 3); the numbers lie sealed in the enrolments."""

    id_index = models.BinaryField(_("证件索引"), max_length=32, null=True, editable=False)
    registry_index = models.BinaryField(_("学籍索引"), max_length=32, null=True, editable=False)
    name = models.CharField(_("姓名"), max_length=80)
    pinyin = models.CharField(_("拼音"), max_length=120, blank=True)
    sex = models.CharField(_("性别"), max_length=1, blank=True)
    birth_date = models.DateField(_("出生日期"), null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", db_index=False, verbose_name=_("已并入")
    )

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学生")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="student_one_per_id", fields=["id_index"], condition=Q(id_index__isnull=False)),
            models.UniqueConstraint(
                name="student_without_id_one_per_registry_number",
                fields=["registry_index"],
                condition=Q(registry_index__isnull=False),
            ),
            models.CheckConstraint(
                name="student_is_known_by_id_or_registry_number",
                condition=Q(id_index__isnull=False) ^ Q(registry_index__isnull=False),
            ),
        ]
        indexes = [
            # two Chinese characters hold no trigram; an array of characters finds them (performance.md W5.3)
            GinIndex(Func(F("name"), None, function="string_to_array"), name="student_name_characters"),
            models.Index(name="student_merged", fields=["merged_into"], condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("students:student-detail", args=[self.pk])


class StudentMergeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StudentMergeQuerySet":
        return self.filter(kept__in=Student.objects.visible_to(user))

    def locked(self) -> "StudentMergeQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "StudentMergeQuerySet":
        return self.select_related("kept", "merged", "decided_by")

    def proposed(self) -> "StudentMergeQuerySet":
        return self.filter(status=MergeStatus.PROPOSED)


class StudentMerge(Stateful, models.Model):
    """Two files of one child: proposed when the id arrives, decided by a person, undone without loss."""

    MOVES = MERGE_MOVES

    kept = models.ForeignKey(Student, models.PROTECT, related_name="merges_kept", verbose_name=_("保留"))
    merged = models.ForeignKey(Student, models.PROTECT, related_name="merges_gone", verbose_name=_("并入"))
    ground = models.CharField(_("依据"), max_length=80)
    status = models.CharField(_("状态"), max_length=12, choices=MergeStatus.choices, default=MergeStatus.PROPOSED)
    moved = models.JSONField(_("移动的记录"), default=dict)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("确认时间"), null=True)

    objects = StudentMergeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学生档案合并")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="student_merge_once_per_pair", fields=["kept", "merged"]),
            models.CheckConstraint(name="student_merge_joins_two_children", condition=~Q(kept=F("merged"))),
            both_or_neither("student_merge_decision_has_its_time", "decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("students:merge-detail", args=[self.pk])
