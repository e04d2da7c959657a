"""What is done about a case: visits to the family, the ladder from the school to the law, measures, the end with its proof."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import StoredFile, User
from subsidies.choices import PaperStatus
from subsidies.models.papers import Paper
from supervision.dropout_choices import BY_PAPER, FOR_A_TIME, OPEN_CASES, EndReason, MeasureKind, Outcome, Rung
from supervision.models.dropouts import DropoutCase

_KEPT = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class OfACaseQuerySet(models.QuerySet):
    """Whoever sees the case sees what was done about it."""

    case_lookup = "case"

    def visible_to(self, user) -> "OfACaseQuerySet":
        return self.filter(**{f"{self.case_lookup}__in": DropoutCase.objects.visible_to(user).order_by().values("pk")})

    def locked(self) -> "OfACaseQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class DropoutVisit(models.Model):
    """One visit to the family (劝返), as it was; `key` comes from the form: sent twice it is one visit."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(DropoutCase, models.PROTECT, related_name="visits", verbose_name=_("个案"))
    visited_on = models.DateField(_("走访日期"))
    visitors = models.CharField(_("走访人员"), max_length=200)
    people_met = models.CharField(_("见到的人"), max_length=100, blank=True)
    outcome = models.CharField(_("结果"), max_length=16, choices=Outcome.choices)
    summary = models.TextField(_("走访情况"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"), db_default=Now())

    objects = OfACaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("劝返走访")
        ordering = ("-visited_on", "-pk")
        constraints = [models.CheckConstraint(name="dropoutvisit_says_what_happened", condition=~Q(summary=""))]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.case} {self.visited_on:%Y-%m-%d}"


class DropoutPhotoQuerySet(OfACaseQuerySet):
    case_lookup = "visit__case"


class DropoutPhoto(models.Model):
    """Made anew from its pixels: no place, no device, no time of the camera is left in it."""

    visit = models.ForeignKey(DropoutVisit, models.PROTECT, related_name="photos", verbose_name=_("走访"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))
    thumbnail = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("缩略图"))

    objects = DropoutPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("走访照片")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file.name


class DropoutStep(models.Model):
    """One rung of the ladder, taken on a day, with its document where there is one."""

    case = models.ForeignKey(DropoutCase, models.PROTECT, related_name="steps", verbose_name=_("个案"))
    rung = models.CharField(_("步骤"), max_length=8, choices=Rung.choices)
    taken_on = models.DateField(_("日期"))
    document = models.CharField(_("文书编号"), max_length=60, blank=True)
    note = models.CharField(_("情况"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文书"))
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = OfACaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("逐级处置")
        ordering = ("case", "taken_on", "pk")
        constraints = [
            models.UniqueConstraint(name="dropoutstep_once_a_rung", fields=["case", "rung"]),
            models.CheckConstraint(
                name="dropoutstep_an_order_is_a_paper",
                condition=Q(rung=Rung.SCHOOL) | Q(file__isnull=False),
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.case} {self.get_rung_display()}"


class DropoutMeasure(models.Model):
    """What is done for the child, from a day on."""

    case = models.ForeignKey(DropoutCase, models.PROTECT, related_name="measures", verbose_name=_("个案"))
    kind = models.CharField(_("措施"), max_length=16, choices=MeasureKind.choices)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True)
    note = models.CharField(_("内容"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("材料"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = OfACaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("帮扶措施")
        ordering = ("case", "starts_on", "pk")
        constraints = [in_order("dropoutmeasure_begins_before_it_ends", "starts_on", "ends_on")]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"


class DropoutClosingQuerySet(OfACaseQuerySet):
    def waiting(self) -> "DropoutClosingQuerySet":
        """A case that has ended meanwhile needs no decision any more."""
        return self.filter(status=PaperStatus.PROPOSED, case__status__in=OPEN_CASES)


class DropoutClosing(Paper):
    """A legal reason to end a case, with its proof; a second person has looked at the paper before it counts."""

    case = models.ForeignKey(DropoutCase, models.PROTECT, related_name="closings", verbose_name=_("个案"))
    reason = models.CharField(_("原因"), max_length=12, choices=EndReason.choices)
    ended_on = models.DateField(_("自哪一天起"))
    until = models.DateField(_("有效至"), null=True)
    note = models.CharField(_("说明"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("证明材料"))

    objects = DropoutClosingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("销号申请")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                name="dropoutclosing_one_waits_per_case", fields=["case"], condition=Q(status=PaperStatus.PROPOSED)
            ),
            models.CheckConstraint(name="dropoutclosing_reason_is_one_of_the_law", condition=Q(reason__in=BY_PAPER)),
            models.CheckConstraint(
                name="dropoutclosing_for_a_time_says_until_when",
                condition=Q(reason__in=FOR_A_TIME, until__isnull=False) | (~Q(reason__in=FOR_A_TIME) & Q(until=None)),
            ),
            in_order("dropoutclosing_holds_from_a_day_on", "ended_on", "until"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_reason_display()}"
