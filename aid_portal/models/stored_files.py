"""Files kept by the portal: originals of uploads and results of exports, sealed on disk."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models.org_units import OrgUnit
from aid_portal.models.users import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet


class StoredFileQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "StoredFileQuerySet":
        """One's own results, and the uploads of today's units: one's own, or all of them for who may take away unmasked data.

        Who has left a school leaves with nothing of it: the originals hold every number whole.
        """
        results = self.filter(created_by=user.pk, personal=True)
        uploads = super().visible_to(user).filter(personal=False)
        return results | (uploads if user.has(Permission.EXPORT_UNMASKED) else uploads.filter(created_by=user.pk))


class StoredFile(models.Model):
    """The record of one sealed file; its bytes lie under AID_PORTAL_HOME/files by `key`."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=24)
    name = models.CharField(_("文件名"), max_length=200)
    size = models.PositiveBigIntegerField(_("字节数"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    personal = models.BooleanField(_("仅本人"), default=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人"))
    created_at = models.DateTimeField(_("时间"), db_default=Now())
    expires_at = models.DateTimeField(_("到期时间"), null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文件")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stored-file", args=[self.key])
