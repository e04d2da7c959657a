"""Call sheets that came back filled in: what was read of them, waiting to be booked as answers; the file goes when it is."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, stamped_iff
from aid_portal.models import StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.workflow import Stateful
from subsidies.arrival_choices import CALL_SHEET_MOVES, CallSheetStatus
from subsidies.models.arrivals import ArrivalSample
from subsidies.models.budgets import BureauQuerySet


class FilledCallSheetQuerySet(BureauQuerySet):
    permission = Permission.BATCH_VIEW

    def for_list(self) -> "FilledCallSheetQuerySet":
        return self.select_related("sample__batch", "file", "uploaded_by", "booked_by")


class FilledCallSheet(Stateful, models.Model):
    """`rows` are the answers that were read, `mistakes` rows, columns and sentences; with one of them nothing is booked.

    `file` has telephones in it: it is kept a day for marking its mistakes, and gone once its answers are booked.
    """

    MOVES = CALL_SHEET_MOVES
    STARTS = frozenset({CallSheetStatus.REFUSED})

    sample = models.ForeignKey(ArrivalSample, models.PROTECT, related_name="filled_sheets", verbose_name=_("回访"))
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+", verbose_name=_("原文件"))
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    status = models.CharField(_("状态"), max_length=10, choices=CallSheetStatus.choices, default=CallSheetStatus.CHECKED)
    rows = models.JSONField(_("读到的行"), default=list, encoder=DjangoJSONEncoder)
    mistakes = models.JSONField(_("错误"), default=list)
    empty = models.PositiveSmallIntegerField(_("没有填写的行"), default=0)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    booked_at = models.DateTimeField(_("登记时间"), null=True)

    objects = FilledCallSheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("填好的电话单")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="callsheet_one_waits_per_sample", fields=["sample"], condition=Q(status=CallSheetStatus.CHECKED)
            ),
            models.CheckConstraint(
                name="callsheet_with_mistakes_is_refused",
                condition=Q(status=CallSheetStatus.REFUSED) & ~Q(mistakes=[])
                | ~Q(status=CallSheetStatus.REFUSED) & Q(mistakes=[]),
            ),
            models.CheckConstraint(
                name="callsheet_is_not_kept_once_booked", condition=~Q(status=CallSheetStatus.BOOKED) | Q(file=None)
            ),
            stamped_iff("callsheet_booked_by_somebody", "booked_by", (CallSheetStatus.BOOKED,)),
            both_or_neither("callsheet_booking_has_its_time", "booked_by", "booked_at"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:call-sheet-detail", args=[self.pk])
