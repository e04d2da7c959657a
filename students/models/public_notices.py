"""公示: what was posted, where and until when, row by row as it stood, and the objections against single rows."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from students.determination_choices import NoticeColumn, NoticeKind, ObjectionResult
from students.models.applications import Application
from students.models.determination_lists import DeterminationList

# What was posted is evidence; later only the photo, the taking down and a withdrawal are noted.
POSTED_IS_FINAL = """
IF to_jsonb(NEW) - '{photo_id,taken_down_at,withdrawn_on,withdrawn_by_id,withdrawal}'::text[]
   <> to_jsonb(OLD) - '{photo_id,taken_down_at,withdrawn_on,withdrawn_by_id,withdrawal}'::text[]
   OR OLD.withdrawn_on IS NOT NULL AND NEW.withdrawn_on IS DISTINCT FROM OLD.withdrawn_on THEN
    RAISE EXCEPTION 'public_notice_is_final_once_posted';
END IF;
RETURN NEW;
"""


class PublicNoticeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "PublicNoticeQuerySet":
        return self.select_related("school", "list__round__term", "posted_by")

    def on_show(self, day=None) -> "PublicNoticeQuerySet":
        """Those that the public may see on the day: the day after the last one they are gone."""
        day = day or timezone.localdate()
        return self.filter(withdrawn_on=None, posted_on__lte=day, ends_on__gte=day)


class PublicNotice(models.Model):
    """One posting. `days` are working days from the day after `posted_on`; `ends_on` is the last of them (domain.md 3.5)."""

    token = models.UUIDField(_("公开编号"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("类型"), max_length=16, choices=NoticeKind.choices)
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="public_notices", verbose_name=_("学校"))
    list = models.ForeignKey(
        DeterminationList, models.PROTECT, null=True, related_name="public_notices", verbose_name=_("认定名单")
    )
    title = models.CharField(_("标题"), max_length=120)
    columns = ArrayField(models.CharField(max_length=12, choices=NoticeColumn.choices), verbose_name=_("公示内容"))
    place = models.CharField(_("张贴地点"), max_length=120)
    contact = models.CharField(_("受理部门和电话"), max_length=120)
    days = models.PositiveSmallIntegerField(_("公示工作日"))
    posted_on = models.DateField(_("公示开始"))
    ends_on = models.DateField(_("公示截止"))
    posted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("公示人"))
    posted_at = models.DateTimeField(_("登记时间"), db_default=Now())
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("张贴照片"))
    taken_down_at = models.DateTimeField(_("撤下时间"), null=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤回人"))
    withdrawal = models.CharField(_("撤回原因"), max_length=200, blank=True)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公示")
        ordering = ("-posted_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="public_notice_shows_what_is_allowed",
                condition=Q(columns__contained_by=list(NoticeColumn.values)) & Q(columns__contains=[NoticeColumn.NAME]),
            ),
            models.CheckConstraint(name="public_notice_runs_five_days", condition=Q(days__gte=5, ends_on__gt=F("posted_on"))),
            models.CheckConstraint(
                name="public_notice_of_a_determination_has_its_list",
                condition=Q(kind=NoticeKind.DETERMINATION, list__isnull=False) | Q(kind=NoticeKind.AID, list=None),
            ),
            both_or_neither("public_notice_withdrawal_has_its_person", "withdrawn_on", "withdrawn_by"),
            models.CheckConstraint(
                name="public_notice_withdrawal_says_why", condition=Q(withdrawn_on=None) ^ Q(withdrawal__gt="")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="posted_is_final", operation=pgtrigger.Update, when=pgtrigger.Before, func=POSTED_IS_FINAL),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("students:public-notice-detail", args=[self.pk])

    def is_over(self, day) -> bool:
        """Whether its days have passed without a withdrawal: from the day after the last one on."""
        return self.withdrawn_on is None and day > self.ends_on


class PublicNoticeRow(models.Model):
    """One line as it was posted: `cells` in the order of the notice's columns, nothing besides."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="rows", verbose_name=_("公示"))
    position = models.PositiveIntegerField(_("序号"))
    cells = ArrayField(models.CharField(max_length=120), verbose_name=_("内容"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="notice_rows", verbose_name=_("认定申请")
    )
    tier = models.CharField(_("认定档次"), max_length=8, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公示内容")
        ordering = ("notice", "position")
        constraints = [models.UniqueConstraint(name="public_notice_row_once_a_position", fields=["notice", "position"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.notice} {self.position}"


class ObjectionQuerySet(ScopedQuerySet):
    unit_lookup = "notice__school__path"
    class_lookup = "row__application__enrolment__"

    def for_list(self) -> "ObjectionQuerySet":
        return self.select_related("notice__school", "row__application__enrolment", "recorded_by", "answered_by")

    def open(self) -> "ObjectionQuerySet":
        return self.filter(result="")

    def holding(self) -> "ObjectionQuerySet":
        """Not answered yet, and by name: until then the row is not approved."""
        return self.open().filter(holds=True)

    def in_the_way(self) -> "ObjectionQuerySet":
        return self.filter(Q(result="", holds=True) | Q(result=ObjectionResult.UPHELD))


class Objection(models.Model):
    """异议: against one row, or against the notice (somebody is missing); who objects and what he says lie sealed.

    One without a name is heard and answered, but `holds` nothing: else anybody could keep any child from being approved.
    """

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections", verbose_name=_("公示"))
    row = models.ForeignKey(PublicNoticeRow, models.PROTECT, null=True, related_name="objections", verbose_name=_("公示内容"))
    sealed = models.BinaryField(_("封存的异议人和内容"))
    received_on = models.DateField(_("收到日期"))
    due_on = models.DateField(_("答复期限"))
    holds = models.BooleanField(_("暂缓审批"), default=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())
    result = models.CharField(_("处理结果"), max_length=10, choices=ObjectionResult.choices, blank=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人"))

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公示异议")
        ordering = ("result", "due_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="objection_answered_says_what_and_who",
                condition=Q(result="", answer="", answered_on=None, answered_by=None)
                | Q(result__gt="", answer__gt="", answered_on__isnull=False, answered_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answered_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__result__in=list(ObjectionResult.values)),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.received_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("students:objection-detail", args=[self.pk])
