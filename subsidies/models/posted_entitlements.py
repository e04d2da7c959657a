"""Which line of a public notice stands for which award of a list."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import PublicNoticeRow
from subsidies.models.entitlements import Entitlement


class PostedEntitlement(models.Model):
    row = models.OneToOneField(PublicNoticeRow, models.PROTECT, related_name="posted_entitlement", verbose_name=_("公示内容"))
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="postings", verbose_name=_("资助名单"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("已公示的资助")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.row_id} {self.entitlement_id}"
