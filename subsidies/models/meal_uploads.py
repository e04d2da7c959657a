"""A table of daily meals or of purchases as a school sent it: read as a whole, looked at, accepted, or undone while it can be."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from subsidies.meal_choices import MEAL_UPLOAD_MOVES, MealUploadKind, MealUploadStatus

BOOKED = (MealUploadStatus.ACCEPTED, MealUploadStatus.UNDONE)


class MealUploadQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def for_list(self) -> "MealUploadQuerySet":
        return self.select_related("school", "file", "uploaded_by", "accepted_by", "undone_by")


class MealUpload(Stateful, models.Model):
    """`rows` are what was read, and once accepted also what stood before each, so that it can be put back.

    `mistakes` are rows, columns and sentences; with one of them nothing is accepted. `empty` rows were not filled in.
    """

    MOVES = MEAL_UPLOAD_MOVES
    STARTS = frozenset({MealUploadStatus.REFUSED})

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="meal_uploads", verbose_name=_("学校"))
    month = models.DateField(_("月份"), help_text=_("当月1日"))
    kind = models.CharField(_("登记表"), max_length=10, choices=MealUploadKind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("原文件"))
    status = models.CharField(_("状态"), max_length=10, choices=MealUploadStatus.choices, default=MealUploadStatus.CHECKED)
    rows = models.JSONField(_("读到的行"), default=list, encoder=DjangoJSONEncoder)
    mistakes = models.JSONField(_("错误"), default=list)
    empty = models.PositiveIntegerField(_("没有填写的行"), default=0)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("采用人"))
    accepted_at = models.DateTimeField(_("采用时间"), null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = MealUploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("营养餐登记表")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(name="meal_upload_month_begins_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="meal_upload_with_mistakes_is_refused",
                condition=Q(status=MealUploadStatus.REFUSED) & ~Q(mistakes=[])
                | ~Q(status=MealUploadStatus.REFUSED) & Q(mistakes=[]),
            ),
            stamped_iff("meal_upload_accepted_by_somebody", "accepted_by", BOOKED),
            both_or_neither("meal_upload_accepting_has_its_time", "accepted_by", "accepted_at"),
            stamped_iff("meal_upload_undone_by_somebody", "undone_by", (MealUploadStatus.UNDONE,)),
            both_or_neither("meal_upload_undoing_has_its_time", "undone_by", "undone_at"),
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-upload-detail", args=[self.pk])

    @property
    def month_words(self) -> str:
        return f"{self.month:%Y-%m}"
