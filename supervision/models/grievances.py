"""Grievances (诉求): what somebody asks or complains of, who deals with it until when, and what was answered."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH, ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Student
from subsidies.models.budgets import BureauQuerySet
from supervision.grievance_choices import (
    ENDED,
    GRIEVANCE_MOVES,
    OPEN,
    GrievanceKind,
    GrievanceSource,
    GrievanceStatus,
    GrievanceStepKind,
)
from supervision.rules.document_numbers import DocumentNumber
from supervision.rules.grievances import WORD

# One sequence a year without a gap, no number ever comes back, and one satisfaction for good.
KEPT = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'grievance_is_never_deleted';
END IF;
IF (NEW.year, NEW.number, NEW.key, NEW.received_at, NEW.sealed) IS DISTINCT FROM
   (OLD.year, OLD.number, OLD.key, OLD.received_at, OLD.sealed) THEN
    RAISE EXCEPTION 'grievance_is_final_as_received';
END IF;
IF OLD.satisfaction IS NOT NULL AND NEW.satisfaction IS DISTINCT FROM OLD.satisfaction THEN
    RAISE EXCEPTION 'grievance_is_rated_once';
END IF;
RETURN NEW;
"""
WITHOUT_GAP = """
IF NEW.number > 1 AND NOT EXISTS (
    SELECT FROM supervision_grievance g WHERE g.year = NEW.year AND g.number = NEW.number - 1) THEN
    RAISE EXCEPTION 'grievance_numbers_have_no_gap';
END IF;
RETURN NEW;
"""


class DeskQuerySet(BureauQuerySet):
    permission = Permission.GRIEVANCE_VIEW


class GrievanceYear(models.Model):
    """One sequence of numbers; its row is what two receivers queue at."""

    year = models.PositiveSmallIntegerField(_("年度"), unique=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("诉求编号")
        ordering = ("-year",)

    def __str__(self) -> str:
        return str(self.year)


class GrievanceDeadline(models.Model):
    """How many working days a kind may take, on the ground of which rule; changed by the county's approver."""

    kind = models.CharField(_("类别"), max_length=12, choices=GrievanceKind.choices, unique=True)
    days = models.PositiveSmallIntegerField(_("办理期限（工作日）"))
    source = models.CharField(_("依据"), max_length=120)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理期限")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="grievancedeadline_is_a_time", condition=Q(days__gte=1, days__lte=366))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.days}"


class GrievanceQuerySet(ScopedQuerySet):
    unit_lookup = "assigned_unit__path"

    def visible_to(self, user) -> "GrievanceQuerySet":
        """The county's desk sees all, a school or town what it was given to deal with; a tip-off only who is meant for it."""
        if not user.has(Permission.GRIEVANCE_VIEW):
            return self.none()
        mine = self.all() if ROOT_PATH in user.unit_paths else super().visible_to(user)
        return mine if user.has(Permission.GRIEVANCE_SENSITIVE) else mine.filter(sensitive=False)

    def open(self) -> "GrievanceQuerySet":
        return self.filter(status__in=OPEN)

    def overdue_on(self, day) -> "GrievanceQuerySet":
        """Still open after its day, or answered after it."""
        late = Q(status__in=OPEN, due_on__lt=day) | Q(status__in=ENDED, ended_on__gt=F("due_on"))
        return self.filter(late)

    def for_list(self) -> "GrievanceQuerySet":
        return self.select_related("unit", "assigned_unit", "assigned_to").defer("sealed")


class Grievance(Stateful, models.Model):
    """One matter. `sealed` holds what was written and by whom, bound to `key`; `code_index` is the keyed hash of the code."""

    MOVES = GRIEVANCE_MOVES

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("类别"), max_length=12, choices=GrievanceKind.choices)
    source = models.CharField(_("来源"), max_length=10, choices=GrievanceSource.choices)
    sensitive = models.BooleanField(_("敏感"), default=False)
    urgent = models.BooleanField(_("加急"), default=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("涉及单位"))
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="grievances", verbose_name=_("涉及学生"))
    sealed = models.BinaryField(_("封存内容"))
    code_index = models.BinaryField(_("查询码摘要"), max_length=32, unique=True)
    status = models.CharField(_("状态"), max_length=10, choices=GrievanceStatus.choices, default=GrievanceStatus.RECEIVED)
    received_at = models.DateTimeField(_("收到时间"))
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    due_on = models.DateField(_("办理期限"), null=True)
    assigned_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("承办单位"))
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("承办人"))
    ended_on = models.DateField(_("办结日期"), null=True)
    rounds = models.PositiveSmallIntegerField(_("办理次数"), default=1)
    satisfaction = models.PositiveSmallIntegerField(_("满意度"), null=True)

    objects = GrievanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("诉求")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="grievance_number_once_a_year", fields=["year", "number"]),
            models.CheckConstraint(name="grievance_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="grievance_tip_off_is_sensitive", condition=~Q(kind=GrievanceKind.TIP_OFF) | Q(sensitive=True)
            ),
            stamped_iff("grievance_ended_iff_dated", "ended_on", ENDED),
            models.CheckConstraint(
                name="grievance_handled_by_somebody",
                condition=~Q(status__in=[GrievanceStatus.HANDLING, GrievanceStatus.REPORTED]) | Q(assigned_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="grievance_from_the_web_has_no_registrar",
                condition=Q(source=GrievanceSource.WEB) ^ Q(received_by__isnull=False),
            ),
            models.CheckConstraint(
                name="grievance_rated_from_one_to_five",
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
            ),
        ]
        indexes = [models.Index(name="grievance_by_status", fields=["status", "due_on"])]
        triggers = [
            pgtrigger.Trigger(name="kept", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=KEPT),
            pgtrigger.Trigger(name="without_gap", operation=pgtrigger.Insert, when=pgtrigger.Before, func=WITHOUT_GAP),
        ]

    def __str__(self) -> str:
        return str(DocumentNumber(WORD, self.year, self.number))

    def get_absolute_url(self) -> str:
        return reverse("supervision:grievance-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class GrievancePartQuerySet(models.QuerySet):
    def visible_to(self, user) -> "GrievancePartQuerySet":
        return self.filter(grievance__in=Grievance.objects.visible_to(user).order_by().values("pk"))


class GrievanceStep(models.Model):
    """What was done, by whom (nobody: whoever asked, or the calendar that reminds), with its words sealed under `key`."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="steps", verbose_name=_("诉求"))
    kind = models.CharField(_("事项"), max_length=10, choices=GrievanceStepKind.choices)
    sealed = models.BinaryField(_("封存内容"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"), db_default=Now())

    objects = GrievancePartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理过程")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="grievancestep_by_nobody_asks_anew_or_reminds",
                condition=Q(by__isnull=False) | Q(kind__in=[GrievanceStepKind.REOPENED, GrievanceStepKind.REMINDED]),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.grievance} {self.get_kind_display()}"


class GrievanceFile(models.Model):
    """A photo made anew from its pixels, or a paper, that came with the grievance."""

    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="files", verbose_name=_("诉求"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))

    objects = GrievancePartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file.name
