"""Early warnings (预警): what a list or a result gives cause to look into, whose work it is, until when, and how it ended."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH, ScopedQuerySet
from aid_portal.workflow import Stateful
from students.choices import RecordKind
from students.models import Record, Release, Student, TermSetting
from subsidies.models import EligibilityRun, Entitlement
from supervision.models.hardship_reports import HardshipReport
from supervision.warning_choices import SETTLED, STANDING, WARNING_MOVES, WarningKind, WarningOwner, WarningStatus


class WarningSettingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WarningSettingQuerySet":
        return self.all() if user.has(Permission.WARNING_CLOSE) else self.none()


class WarningSetting(models.Model):
    """Who owns the warnings of a kind and how many working days they may take; `source` is empty without a document (待核定)."""

    kind = models.CharField(_("预警事项"), max_length=20, choices=WarningKind.choices, unique=True)
    owner = models.CharField(_("责任单位"), max_length=8, choices=WarningOwner.choices)
    working_days = models.PositiveSmallIntegerField(_("办理期限（工作日）"))
    source = models.CharField(_("依据文件"), max_length=120, blank=True, default="")
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("修改人"))
    changed_at = models.DateTimeField(_("修改时间"), null=True)

    objects = WarningSettingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预警设置")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="warning_setting_gives_one_to_sixty_days", condition=Q(working_days__range=(1, 60))),
            both_or_neither("warning_setting_change_has_its_person", "changed_by", "changed_at"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class EarlyWarningQuerySet(ScopedQuerySet):
    unit_lookup = "owner__path"

    def visible_to(self, user) -> "EarlyWarningQuerySet":
        """Those that one's units own, and those of children in one's schools and towns."""
        if not user.has(Permission.WARNING_VIEW):
            return self.none()
        if ROOT_PATH in user.unit_paths:
            return self.all()
        own, near = super().visible_to(user), Q()
        for path in user.unit_paths:
            near |= Q(place__path__startswith=path)
        return own | self.filter(near) if user.unit_paths else own

    def owned_by(self, user) -> "EarlyWarningQuerySet":
        """Those that this person has to act on: owned by his own unit itself, not by one below it."""
        return self.visible_to(user).filter(owner__path__in=user.unit_paths)

    def standing(self) -> "EarlyWarningQuerySet":
        return self.filter(status__in=STANDING)

    def for_list(self) -> "EarlyWarningQuerySet":
        people = ("student", "record", "before", "owner", "place", "release", "term", "report", "settled_by")
        return self.select_related(*people).defer("record__sealed", "before__sealed")


class EarlyWarning(Stateful, models.Model):
    """One cause to look into, once for ever: found again it is the same warning, mended it settles by itself.

    `cause` names it within its kind; `facts` are what was found, both values where something changed, without names and
    numbers of persons, which stand in `record` and `before`. `place` is where the child is, `owner` who has to act.
    """

    MOVES = WARNING_MOVES

    kind = models.CharField(_("预警事项"), max_length=20, choices=WarningKind.choices)
    cause = models.CharField(max_length=120)
    list_kind = models.CharField(_("名单"), max_length=16, choices=RecordKind.choices, blank=True)
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="warnings", verbose_name=_("学生"))
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("名单记录"))
    before = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("上一期记录"))
    household_number = models.CharField(_("户编号"), max_length=40, blank=True)
    place = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("就读学校或户籍镇街"))
    owner = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+", verbose_name=_("所据名单"))
    run = models.ForeignKey(EligibilityRun, models.PROTECT, null=True, related_name="+", verbose_name=_("所据资格比对"))
    term = models.ForeignKey(TermSetting, models.PROTECT, null=True, related_name="+", verbose_name=_("学期"))
    entitlement = models.ForeignKey(Entitlement, models.SET_NULL, null=True, related_name="+", verbose_name=_("享受资助"))
    report = models.ForeignKey(HardshipReport, models.PROTECT, null=True, related_name="warnings", verbose_name=_("突发困难报告"))
    facts = models.JSONField(_("事实"))
    facts_hash = models.CharField(max_length=64)
    raised_on = models.DateField(_("预警日期"))
    due_on = models.DateField(_("办理期限"), null=True)
    status = models.CharField(_("状态"), max_length=10, choices=WarningStatus.choices, default=WarningStatus.OPEN)
    reopened = models.PositiveSmallIntegerField(_("再次出现次数"), default=0)
    settled_at = models.DateTimeField(_("结束时间"), null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("办结确认人"))

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预警")
        ordering = ("-raised_on", "-pk")
        constraints = [
            models.UniqueConstraint(name="warning_once_per_kind_and_cause", fields=["kind", "cause"]),
            stamped_iff("warning_is_stamped_when_settled", "settled_at", SETTLED),
            models.CheckConstraint(
                name="warning_closed_by_a_person_and_settled_otherwise_by_facts",
                condition=Q(status=WarningStatus.CLOSED, settled_by__isnull=False)
                | (~Q(status=WarningStatus.CLOSED) & Q(settled_by=None)),
            ),
            models.CheckConstraint(
                name="warning_is_about_somebody", condition=Q(student__isnull=False) | Q(record__isnull=False)
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="warning_standing", fields=["kind", "place"], condition=Q(status__in=STANDING)),
            models.Index(name="warning_by_release", fields=["release", "kind"]),
            models.Index(name="warning_by_student", fields=["student"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:warning-detail", args=[self.pk])

    @property
    def name(self) -> str:
        """Of the person: as the rosters have it, else as the list does."""
        return self.student.name if self.student_id else self.record.name

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING


class WarningAnswer(models.Model):
    """What the owner found out or did (处理情况), in the order of writing; nothing of it is changed afterwards."""

    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="answers", verbose_name=_("预警"))
    text = models.CharField(_("处理情况"), max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("填写人"))
    made_at = models.DateTimeField(_("填写时间"), db_default=Now())

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预警处理情况")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="warning_answer_says_something", condition=~Q(text=""))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.warning} {self.made_at:%Y-%m-%d}"
